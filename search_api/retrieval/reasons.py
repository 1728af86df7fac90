"""Why a passage is among the answers: one reason, each word of it read from the text itself.

A reason says nothing that cannot be seen. Words are named as the passage, its headings or the
title of its resource write them. That they translate the question's is only ever a possibility,
because a gloss may have the wrong sense.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.domain import Passage, Role
from indexer.text.keywords import key_words
from indexer.text.lexicon import Lexicon
from indexer.text.stemming import forms, stem
from indexer.text.terms import folded_word
from search_api.retrieval.highlight import Marker, Span
from search_api.retrieval.near_titles import carrying

_SHORTEST = 3  # letters of a word that explains; an acronym may have fewer
ReasonKind = Literal[
    "words_in_passage",
    "kin_in_passage",
    "kin_in_title",
    "kin_in_headings",
    "may_translate",
    "near_words",
    "meaning",
]


@dataclass(frozen=True, slots=True)
class MatchReason:
    """Why a passage was chosen, and the words it is about, as they are written there.

    `words_in_passage` are words of the question; `kin_...` are that or have the same stem, in
    the passage, in the title of its resource or in its headings; `may_translate` are translations
    of its words, in one of their senses; `near_words` are the key words of the passage nearest to
    the question; `meaning` has no words.
    """

    kind: ReasonKind
    words: tuple[str, ...] = ()


NEAR_IN_MEANING = MatchReason("meaning")


class Reasons:
    """Finds the reasons for the passages of one question."""

    def __init__(self, terms: Sequence[str], lexicon: Lexicon, common: Iterable[str] = ()) -> None:
        """`terms` are the question's own content words, without translations.

        Those that are `common` in the collection, of the terms and translations, explain nothing
        alone.
        """
        self._terms = frozenset(terms)
        self._marker = Marker(terms, lexicon)
        self._lexicon = lexicon
        self._common = frozenset(form for term in common for form in forms(term))

    def of(
        self, passage: Passage, title: str | None, spans: Sequence[Span], has_words: bool
    ) -> MatchReason:
        """Return the reason for a passage of the resource with this title.

        `spans` are the words of the passage that are emphasised, the most telling first: those of
        the question or of its translation where it `has_words`, else the nearest ones. One ordinary
        word of several that were asked for is never a reason, and two forms of a word are one.
        """
        in_passage = self._kin_at(passage, spans) if has_words else ()
        in_title = self._kin(title or "", passage.language)
        if len(in_title) > len(in_passage) and self._explain(in_title, passage):
            return MatchReason("kin_in_title", in_title)
        if in_passage and self._explain(in_passage, passage):
            are_same = all(folded_word(word) in self._terms for word in in_passage)
            return MatchReason("words_in_passage" if are_same else "kin_in_passage", in_passage)
        in_headings = self._kin(" · ".join(passage.heading_path), passage.language)
        is_text = passage.role is Role.TEXT  # "References" is no reason
        if in_headings and is_text and self._explain(in_headings, passage):
            return MatchReason("kin_in_headings", in_headings)
        marked = self._words_at(passage.text, spans, passage.language)
        emphasised = tuple(word for word in marked if word not in in_passage)
        if not emphasised or (has_words and not self._explain(emphasised, passage)):
            return NEAR_IN_MEANING
        return MatchReason("may_translate" if has_words else "near_words", emphasised)

    def _kin(self, text: str, language: str) -> tuple[str, ...]:
        """Return the words of `text` akin to the question's, not articles and the like."""
        if not self._terms:
            return ()
        return self._words_at(text, self._marker.spans(text, language), language)

    def _kin_at(self, passage: Passage, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return those of the words at `spans` that are the question's own, no translations."""
        marked = self._words_at(passage.text, spans, passage.language)
        own = self._marker.among(marked, passage.language)
        return tuple(word for word in marked if word in own)

    def _words_at(self, text: str, spans: Iterable[Span], language: str) -> tuple[str, ...]:
        """Return the words at these positions of a text in `language`, of one's forms the first.

        The shortest, but for acronyms, and the small words of the language are left out.
        """
        written = [text[start:end] for start, end in spans]
        telling = [word for word in written if len(word) >= _SHORTEST or word.isupper()]
        folded = [folded_word(word) for word in telling]
        carries = set(carrying(folded, language))
        named: list[str] = []
        forms_named: set[str | int] = set()
        lemmas = self._lexicon.lemmas(folded, language)
        for word, plain, lemma in zip(telling, folded, lemmas, strict=True):
            own: set[str | int] = {stem(plain, language), *lemma}
            if plain in carries and forms_named.isdisjoint(own):
                named.append(word)
            forms_named |= own
        return tuple(named)

    def _explain(self, akin: Sequence[str], passage: Passage) -> bool:
        """Whether words say why: several do, or one that is all that was asked for.

        Else one does that the passage is about, and not half of the collection.
        """
        stems = {stem(folded_word(word), passage.language) for word in akin}
        if len(stems) > 1 or len(self._terms) == 1 or any(word.isupper() for word in akin):
            return True
        return not stems.isdisjoint(_about(passage.text, passage.language) - self._common)


@lru_cache(maxsize=4_096)
def _about(text: str, language: str) -> frozenset[str]:
    """Return the stems of the key words of a passage: popular ones are shown again and again."""
    return frozenset(stem(word, language) for word in key_words(text))
