"""Which telling words the texts of two resources have in common: "both speak of ..."."""

from collections.abc import Sequence

import numpy as np

from indexer.catalogue import keywords, passages
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Role
from indexer.encoding import Vectors
from indexer.text.folding import fold, words
from indexer.text.language import macrolanguage
from indexer.text.stemming import CUT, stem
from search_api.recommend.suggestion import centre
from search_api.retrieval.index_reader import Searcher

_NAMED = 3
_COMMON = 0.08  # of the passages in its language; a word of more says little about any
_RARE = 3  # passages; a word of no more is never common
_NEAR = 0.15  # cosine with both resources, below which a word is not what they are about


class CommonWords:
    """The key words of one resource, to compare with those of others."""

    def __init__(self, searcher: Searcher, resource_id: str) -> None:
        self._searcher = searcher
        self._ours = _KeyWords(searcher, resource_id)

    def with_resource(self, resource_id: str) -> tuple[str, ...]:
        """Return words that are key words of both, the nearest in meaning to both first.

        They are written as in the texts of the other. None where no text of the two is in the
        same language.
        """
        theirs = _KeyWords(self._searcher, resource_id)
        nearness = {
            reading: min(float(vector @ self._ours.centre), float(vector @ theirs.centre))
            for reading, (_, vector) in theirs.by_reading.items()
            if reading in self._ours.by_reading
        }
        shared = {theirs.by_reading[reading][0]: near for reading, near in nearness.items()}
        counts = self._searcher.frequencies(shared, "body")
        most = max(_RARE, _COMMON * self._passages_in(theirs.languages))
        named = [
            word
            for word in sorted(shared, key=lambda word: (-shared[word], word))
            if shared[word] >= _NEAR and counts.get(word, 0) <= most
        ]
        distinct = {word[:CUT]: word for word in reversed(named)}  # of two forms the nearer
        several = [word for word in named if distinct[word[:CUT]] == word][:_NAMED]
        return tuple(theirs.as_written(word) for word in several)

    def _passages_in(self, languages: frozenset[str]) -> int:
        """Return how many passages there are in these languages."""
        tags, counts = np.unique(self._searcher.state.passage_table.languages, return_counts=True)
        return sum(
            int(count)
            for tag, count in zip(tags, counts, strict=True)
            if macrolanguage(str(tag)) in languages
        )


class _KeyWords:
    """The key words of a resource's texts, with their vectors, and where these point together."""

    def __init__(self, searcher: Searcher, resource_id: str) -> None:
        every = passages.of_resource(searcher.catalogue, resource_id)
        self._texts = [stored for stored in every if stored.passage.role is Role.TEXT]
        self.languages = frozenset(macrolanguage(stored.passage.language) for stored in self._texts)
        self.centre = centre(passages.answering_vectors(searcher.catalogue, resource_id))
        self.by_reading = _by_reading(searcher, self._texts)

    def as_written(self, folded: str) -> str:
        """Return a folded word as the texts write it, in lower-case where they have it so."""
        written = [
            stored.passage.text[start:end]
            for stored in self._texts
            for start, end in words(stored.passage.text)
            if fold(stored.passage.text[start:end]) == folded
        ]
        return min(written, key=lambda word: not word.islower())


def _by_reading(
    searcher: Searcher, texts: Sequence[StoredPassage]
) -> dict[tuple[str, str], tuple[str, Vectors]]:
    """Return each key word with its vector, by its language and stem."""
    vectors = keywords.of_passages(searcher.catalogue, [stored.id for stored in texts])
    return {
        _reading(word, stored.passage.language): (word, vector)
        for stored in texts
        for word, vector in vectors.get(stored.id, {}).items()
    }


def _reading(word: str, tag: str) -> tuple[str, str]:
    """Return the language and the stem of a folded word; where a stem is only a cut, the word.

    Words that begin alike are not always about the same.
    """
    language = macrolanguage(tag)
    stemmed = stem(word, language)
    return language, word if stemmed == word[:CUT] else stemmed
