"""Highlighting: which words of a passage are also in the question."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.text.folding import fold
from indexer.text.keywords import is_content_word
from indexer.text.stemming import forms, stem
from indexer.text.terms import acronym, folded_word, is_name, spellings, without_mark, words

Span = tuple[int, int]


def content_words(terms_of_question: Iterable[str]) -> list[str]:
    """Return the terms that are not stop words; all terms when there are only stop words."""
    all_terms = list(terms_of_question)
    return [term for term in all_terms if is_content_word(term)] or all_terms


class Marker:
    """Marks the words of one question in passages."""

    def __init__(self, terms: Iterable[str]) -> None:
        """`terms` are the question's; they match as they are and by their stems."""
        self._terms = frozenset(terms)
        self._by_language: dict[str, _Wanted] = {}

    def spans(self, text: str, language: str) -> list[Span]:
        """Return the (start, end) of the words of `text` that are also in the question."""
        wanted = self._by_language.get(language)
        if wanted is None:
            wanted = self._by_language[language] = _Wanted(self._terms, language)
        return [
            (start, end)
            for start, end in words(text)
            if wanted[text[start:end]] and (end - start > 1 or is_name(text, start))
        ]


class _Wanted(dict[str, bool]):
    """Maps a word of a text in `language` to whether it is to be marked.

    Each word is decided once per question, when it is first looked up.
    """

    def __init__(self, terms: frozenset[str], language: str) -> None:
        super().__init__()
        self._language = language
        self._initials = frozenset(without_mark(term)[:1] for term in terms)
        self._forms = frozenset(
            form for term in terms for word in spellings(term) for form in (word, *forms(word))
        )

    def __missing__(self, word: str) -> bool:
        possible = _initial(word[0]) in self._initials  # quick: most words end here
        wanted = possible and not self._forms.isdisjoint(_readings(word, self._language))
        self[word] = wanted
        return wanted


@lru_cache(maxsize=4_096)
def _initial(letter: str) -> str:
    """Return the first folded letter of words that begin with `letter`, a dot for `.NET`'s d."""
    return "d" if letter == "." else fold(letter)[:1]


@lru_cache(maxsize=200_000)
def _readings(word: str, language: str) -> tuple[str, ...]:
    """Return the folded forms that a word of a text may match by; kept, because words recur."""
    plain, capitals = folded_word(word), acronym(word)
    return (plain, stem(plain, language), *([capitals] if capitals else []))
