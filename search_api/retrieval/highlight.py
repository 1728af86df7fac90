"""Highlighting: which words of a passage are also in the question."""

from collections.abc import Collection, Iterable, Sequence

from indexer.text.folding import fold
from indexer.text.inflection import SHARED, may_be_forms
from indexer.text.keywords import is_content_word
from indexer.text.lexicon import Lexicon
from indexer.text.stemming import cuts, forms, stem
from indexer.text.terms import (
    acronym,
    folded_word,
    is_name,
    spellings,
    without_mark,
    words,
    written_words,
)

Span = tuple[int, int]
_ALIKE = 2  # letters with which all forms of a word begin


def content_words(terms_of_question: Iterable[str]) -> list[str]:
    """Return the terms that are not stop words; all terms when there are only stop words."""
    all_terms = list(terms_of_question)
    return [term for term in all_terms if is_content_word(term)] or all_terms


class Marker:
    """Marks the words of one question in passages: those that are forms of its words."""

    def __init__(self, terms: Iterable[str], lexicon: Lexicon) -> None:
        """`terms` are the question's; `lexicon` tells forms of a word from words like it."""
        self._terms = frozenset(terms)
        self._lexicon = lexicon
        self._by_language: dict[str, _Wanted] = {}

    def spans(self, text: str, language: str) -> list[Span]:
        """Return the (start, end) of the words of `text` that are also in the question."""
        return self.spans_of([(text, language)])[0]

    def spans_of(self, texts: Sequence[tuple[str, str]]) -> list[list[Span]]:
        """Return the spans of several texts, each given with its language.

        The words of all texts in a language are looked up at once, which takes as long as for one.
        """
        written = [set(written_words(text)) for text, _ in texts]
        by_language: dict[str, set[str]] = {}
        for some, (_, language) in zip(written, texts, strict=True):
            by_language.setdefault(language, set()).update(some)
        marked = {language: self.among(some, language) for language, some in by_language.items()}
        return [
            _spans(text, some & marked[language])
            for some, (text, language) in zip(written, texts, strict=True)
        ]

    def among(self, some: Iterable[str], language: str) -> set[str]:
        """Return those of some words of a text, as they are written, that are to be marked."""
        wanted = self._by_language.get(language)
        if wanted is None:
            wanted = self._by_language[language] = _Wanted(self._terms, language, self._lexicon)
        return wanted.among(some)


def _spans(text: str, marked: Collection[str]) -> list[Span]:
    if not marked:
        return []
    return [
        (start, end)
        for start, end in words(text)
        if text[start:end] in marked and (end - start > 1 or is_name(text, start))
    ]


class _Wanted:
    """The words of texts in `language` that are to be marked; each is decided once."""

    def __init__(self, terms: frozenset[str], language: str, lexicon: Lexicon) -> None:
        self._language = language
        self._lexicon = lexicon
        self._terms = frozenset(spelling for term in terms for spelling in spellings(term))
        self._beginning_alike = _Beginnings(without_mark(term)[:_ALIKE] for term in self._terms)
        self._beginnings = frozenset(term[:SHARED] for term in self._terms)
        self._stems = frozenset(form for term in self._terms for form in forms(term))
        self._lemmas = frozenset().union(*lexicon.lemmas(sorted(self._terms), language))
        self._decided: dict[str, bool] = {}

    def among(self, some: Iterable[str]) -> set[str]:
        """Return those of some words, as they are written, that are to be marked."""
        alike = [word for word in some if self._beginning_alike[word[:_ALIKE]]]  # few are left
        if fresh := [word for word in alike if word not in self._decided]:
            self._decide(fresh)
        return {word for word in alike if self._decided[word]}

    def _decide(self, fresh: Sequence[str]) -> None:
        folded = [folded_word(word) for word in fresh]
        lemmas = self._lexicon.lemmas(folded, self._language)
        for word, plain, own in zip(fresh, folded, lemmas, strict=True):
            may_be = word[:_ALIKE].isalpha() or plain[:_ALIKE] in self._beginning_alike.folded
            akin = not own.isdisjoint(self._lemmas) or self._is_form(word)
            self._decided[word] = may_be and akin

    def _is_form(self, word: str) -> bool:
        """Whether a word is in the question, or has the stem of one of its words and an ending."""
        plain = folded_word(word)
        if plain in self._terms or acronym(word) in self._terms:
            return True
        if plain[:SHARED] not in self._beginnings:  # quick: most words end here
            return False
        if not (cuts(self._language) or stem(plain, self._language) in self._stems):
            return False
        return any(may_be_forms(plain, term, self._language) for term in self._terms)


class _Beginnings(dict[str, bool]):
    """Whether a word may be a form of one of some terms, by its first _ALIKE letters as written.

    Of a sign or digit among them that cannot be told: `C#` is folded to `csharp`.
    """

    def __init__(self, folded: Iterable[str]) -> None:
        self.folded = frozenset(folded)

    def __missing__(self, letters: str) -> bool:
        alike = not letters.isalpha() or fold(letters)[:_ALIKE] in self.folded
        self[letters] = alike
        return alike
