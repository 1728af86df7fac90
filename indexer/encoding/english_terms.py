"""English words for a question in another language, for the lexical retriever.

A foreign word has a vector near those of the English words that mean the same. For each word of
the question its nearest few are proposed, and judged by their cosine with the whole question as
well, because a word alone does not tell which of its meanings is meant. The words nearest to the
whole question are proposed too: `retention` for a question about drop-out.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.text.folding import words

_PER_WORD = 5  # proposals of one foreign word
_NEAR = 0.6  # cosine with the word below which an English word is not a translation
_NEAR_WHOLE = 0.2  # cosine with the question below which it is not what is meant
_AS_GOOD = 0.07  # of a word's proposals, how far the sum of both cosines may be below the best
_OF_WHOLE = 3  # words that are near the whole question
_NEAREST_WHOLE = 0.4  # their least cosine
_KEPT_WORDS = 32_768  # at some 400 bytes a word: 13 MiB
_SHORTEST = 3  # letters: shorter words of the network's languages are grammar

Proposal = tuple[int, float]  # the place of an English word, and its cosine


class EnglishTerms:
    """Looks up English words by their vectors. Safe to share between threads."""

    def __init__(
        self,
        english: Sequence[str],
        vectors: Vectors,
        encode: Callable[[Sequence[str]], Vectors],
    ) -> None:
        """`vectors`, shape (len(english), dimension), and those of `encode` share a space."""
        self._english = english
        self._vectors = vectors
        self._encode = encode
        self._kept: dict[str, tuple[Proposal, ...]] = {}

    def read(self, text: str, limit: int) -> tuple[Vectors, list[str]]:
        """Return the vector of `text`, shape (dimension,), and up to `limit` English words for it.

        The surest come first, none twice. There are none for a text that `encode` cannot read.
        """
        spans = (text[start:end].lower() for start, end in words(text) if end - start >= _SHORTEST)
        own = list(dict.fromkeys(spans))
        kept = self._store()
        fresh = [word for word in own if word not in kept]
        vector, *others = self._encode([text, *fresh])  # at once: they are computed side by side
        for word, other in zip(fresh, others, strict=True):
            kept[word] = _nearest(self._vectors @ other, _NEAR, _PER_WORD)
        proposals = [kept[word] for word in own]
        return vector, self._best(vector, proposals)[:limit] if vector.any() else []

    def _best(self, vector: Vectors, proposals: Sequence[Sequence[Proposal]]) -> list[str]:
        """Return the English words for a text with this vector, by the proposals for its words."""
        whole = self._vectors @ vector
        near = _nearest(whole, _NEAREST_WHOLE, _OF_WHOLE)
        scores = {place: 2 * cosine for place, cosine in near}
        for proposed in proposals:
            scores |= _meant(proposed, whole)
        best = sorted(scores, key=lambda place: (-scores[place], place))
        return [self._english[place] for place in best]

    def _store(self) -> dict[str, tuple[Proposal, ...]]:
        """Return the proposals kept for words, nearest first: words recur."""
        if len(self._kept) > _KEPT_WORDS:  # a new store: other threads keep the one they hold
            self._kept = {}
        return self._kept


def _meant(proposed: Sequence[Proposal], whole: NDArray[np.float32]) -> dict[int, float]:
    """Return the scores of a word's proposals that fit the question and are as good as the best."""
    sums = {
        place: cosine + float(whole[place])
        for place, cosine in proposed
        if whole[place] >= _NEAR_WHOLE
    }
    least = max(sums.values(), default=0.0) - _AS_GOOD
    return {place: score for place, score in sums.items() if score >= least}


def _nearest(cosines: NDArray[np.float32], least: float, most: int) -> tuple[Proposal, ...]:
    """Return up to `most` places with a cosine of `least` or more, best first, equal ones by place.

    `cosines` are those with each English word, shape (n,).
    """
    near = np.flatnonzero(cosines >= least).tolist()  # few: no need to sort the others
    best = sorted(near, key=lambda place: (-cosines[place], place))[:most]
    return tuple((place, float(cosines[place])) for place in best)
