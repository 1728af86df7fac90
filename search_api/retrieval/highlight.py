"""Highlighting: which words of a passage are also in the question."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from indexer.text.stemming import forms, stem

Span = tuple[int, int]


def content_words(words_of_question: Iterable[str]) -> list[str]:
    """Return the words that are not stop words; all words when there are only stop words."""
    all_words = list(words_of_question)
    return [word for word in all_words if is_content_word(word)] or all_words


class Marker:
    """Marks the words of one question in passages."""

    def __init__(self, folded_words: Iterable[str]) -> None:
        """`folded_words` are the question's; they match as they are and by their stems."""
        self._words = frozenset(folded_words)
        self._by_language: dict[str, _Wanted] = {}

    def spans(self, text: str, language: str) -> list[Span]:
        """Return the (start, end) of the words of `text` that are also in the question."""
        wanted = self._by_language.get(language)
        if wanted is None:
            wanted = self._by_language[language] = _Wanted(self._words, language)
        return [(start, end) for start, end in words(text) if wanted[text[start:end]]]


class _Wanted(dict[str, bool]):
    """Maps a word of a text in `language` to whether it is to be marked.

    Each word is decided once per question, when it is first looked up.
    """

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
    """Return the folded forms that a word of a text may match by; kept, because words recur."""
    plain = fold(word)
    return (plain, stem(plain, language)) if len(plain) > 3 else (plain,)
