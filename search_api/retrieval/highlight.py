"""Which words of a passage the question has too."""

from collections.abc import Iterable
from importlib.resources import files

from indexer.folding import fold, words

_STOPWORDS = frozenset(
    word
    for line in (files("search_api.retrieval") / "stopwords.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def telling(words_of_question: Iterable[str]) -> list[str]:
    """Return the words that say something; all of them when none does."""
    given = list(words_of_question)
    return [word for word in given if word not in _STOPWORDS] or given


def spans(text: str, folded: Iterable[str]) -> list[tuple[int, int]]:
    """Return the (start, end) of the words of `text` whose folded form is in `folded`.

    A word also matches with up to three letters more at its end, where inflection shows, if
    the shared part has five letters or more.
    """
    wanted = set(folded)
    return [span for span in words(text) if _matches(fold(text[slice(*span)]), wanted)]


def _matches(word: str, wanted: set[str]) -> bool:
    if word in wanted:
        return True
    shortest = max(5, len(word) - 3)
    return any(word[:length] in wanted for length in range(shortest, len(word))) or any(
        len(other) >= 5
        and 0 < len(other) - len(word) <= 3
        and len(word) >= 5
        and other.startswith(word)
        for other in wanted
    )
