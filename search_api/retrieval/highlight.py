"""Which words of a passage the question has too."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from indexer.text.stemming import forms, stem

Span = tuple[int, int]


def content_words(words_of_question: Iterable[str]) -> list[str]:
    """Return the words that are no stop words; all of them when none is."""
    all_words = list(words_of_question)
    return [word for word in all_words if is_content_word(word)] or all_words


class Marker:
    """Finds the words of one question in passages."""

    def __init__(self, folded_words: Iterable[str]) -> None:
        """`folded_words` match by themselves and by their stems."""
        self._words = frozenset(folded_words)
        self._by_language: dict[str, _Wanted] = {}

    def spans(self, text: str, language: str) -> list[Span]:
        """Return the (start, end) of the words of `text` that the question has too."""
        wanted = self._by_language.get(language)
        if wanted is None:
            wanted = self._by_language[language] = _Wanted(self._words, language)
        return [(start, end) for start, end in words(text) if wanted[text[start:end]]]


class _Wanted(dict[str, bool]):
    """Whether a word, as texts in `language` write it, is wanted: looked into once a question."""

    def __init__(self, folded_words: frozenset[str], language: str) -> None:
        super().__init__()
        self._language = language
        self._initials = frozenset(word[:1] for word in folded_words)
        self._forms = frozenset(form for word in folded_words for form in (word, *forms(word)))

    def __missing__(self, word: str) -> bool:
        possible = _initial(word[0]) in self._initials  # quick: most words end here
        wanted = possible and not self._forms.isdisjoint(_readings(word, self._language))
        self[word] = wanted
        return wanted


@lru_cache(maxsize=4_096)
def _initial(letter: str) -> str:
    """Return the first folded letter of words that begin with `letter`."""
    return fold(letter)[:1]


@lru_cache(maxsize=200_000)
def _readings(word: str, language: str) -> tuple[str, ...]:
    """Return what a word of a text may match by: remembered, as words come again and again."""
    plain = fold(word)
    return (plain, stem(plain, language)) if len(plain) > 3 else (plain,)
