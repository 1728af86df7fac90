"""Which words of a passage the question has too."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from indexer.folding import distinct_words, fold, words
from indexer.stemming import forms, stem

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


def is_telling(word: str) -> bool:
    """Whether a folded word says something."""
    return word not in _STOPWORDS


def wanted(folded: Iterable[str]) -> frozenset[str]:
    """Return everything that matches one of these folded words: the words and their stems."""
    return frozenset(form for word in folded for form in (word, *forms(word)))


def spans(text: str, wanted: frozenset[str], language: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the words of `text` that are wanted, themselves or by stem."""
    found = {
        word for word in distinct_words(text) if not wanted.isdisjoint(_readings(word, language))
    }
    if not found:
        return []
    return [(start, end) for start, end in words(text) if text[start:end] in found]


@lru_cache(maxsize=200_000)
def _readings(word: str, language: str) -> tuple[str, ...]:
    """Return what a word of a text may match by: remembered, as words come again and again."""
    plain = fold(word)
    return (plain, stem(plain, language)) if len(plain) > 3 else (plain,)


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Return `fold(word)`, remembered."""
    return fold(word)
