"""Key words: the few words of a text that say what it is about. Pure."""

from collections import Counter
from importlib.resources import files

from indexer.text.folding import folded_words

KEPT = 8  # of a text
_SHORTEST = 4  # letters
_STOPWORDS = frozenset(
    word
    for line in (files("indexer.text") / "stopwords.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def is_content_word(word: str) -> bool:
    """Whether a folded word says something."""
    return word not in _STOPWORDS


def key_words(text: str) -> list[str]:
    """Return the folded words that `text` uses most, the longer first among equals."""
    counts = Counter(
        word
        for word in folded_words(text)
        if len(word) >= _SHORTEST and word.isalpha() and is_content_word(word)
    )
    return sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:KEPT]
