"""Whether letters make words: what a font without a table of its letters gives does not. Pure.

Such a font numbers its letters in the order of their use, so `Peer instruction` comes out as
`ABBC DEFGCHIGDJE`. Its letters follow one another as in no language.
"""

import re

from indexer.text.letter_pairs import WORD, likelihood

# Nats for each letter. Pages of papers come to -2.3 to -3.0, languages that the table does not
# hold (Hungarian, Latin, Welsh) to -4.0; substitution ciphers of eleven languages to -4.8 and less.
_LEAST_LIKELY = -4.45
_ENOUGH = 60  # letters; fewer say nothing
_MOST_WORDS = 150
_FIRST_WORDS = 16  # settle it where they are clearly words
_CLEARLY_WORDS = -3.3  # nats for each letter
# Words in other alphabets, and in languages that have letters of their own, are not judged.
_OURS = re.compile("[a-zčćđšžëçăâîșțşţğıöüêèéàáíóúäßа-яѐ-џα-ωάέήίόύώϊϋΐΰ]{2,}")


def is_gibberish(text: str) -> bool:
    """Whether the words of `text` are words of no language. Short texts are never gibberish."""
    if _rate(_words(text, _FIRST_WORDS)) > _CLEARLY_WORDS:
        return False
    return rate(text) < _LEAST_LIKELY


def rate(text: str) -> float:
    """Return how likely the words of `text` are, in nats for each letter; 0 if they are few."""
    return _rate(_words(text, _MOST_WORDS))


def _words(text: str, most: int) -> dict[str, None]:
    """Return the first distinct words of `text` that can be judged."""
    words: dict[str, None] = {}
    for match in WORD.finditer(text):
        word = match[0].lower()
        if _OURS.fullmatch(word):
            words[word] = None
            if len(words) == most:
                break
    return words


def _rate(words: dict[str, None]) -> float:
    """Return the log likelihood of `words` for each letter, in nats; 0 if they are too few."""
    letters = sum(len(word) + 1 for word in words)
    return likelihood(words) / letters if letters >= _ENOUGH else 0.0
