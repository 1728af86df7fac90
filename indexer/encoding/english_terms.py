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

    def of(self, text: str, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return at most `limit` English words for `text`, the surest first, none twice.

        `vector`, shape (dimension,), is that of the whole text.
        """
        own = (text[start:end].lower() for start, end in words(text) if end - start >= _SHORTEST)
        proposals = self._proposals(list(dict.fromkeys(own)))
        whole = self._vectors @ vector
        near = np.argsort(-whole, kind="stable")[:_OF_WHOLE]
        scores = {
            int(place): 2 * float(whole[place]) for place in near if whole[place] >= _NEAREST_WHOLE
        }
        for proposed in proposals:
            scores |= _meant(proposed, whole)
        best = sorted(scores, key=lambda place: (-scores[place], place))
        return [self._english[place] for place in best[:limit]]

    def _proposals(self, own: Sequence[str]) -> list[tuple[Proposal, ...]]:
        """Return the proposals for each word, nearest first. Kept, because words recur."""
        kept = self._kept
        if len(kept) > _KEPT_WORDS:  # a new store: other threads keep the one they hold
            kept = self._kept = {}
        fresh = [word for word in own if word not in kept]
        if fresh:
            rows = self._encode(fresh) @ self._vectors.T
            kept.update(zip(fresh, map(_nearest, rows), strict=True))
        return [kept[word] for word in own]


def _meant(proposed: Sequence[Proposal], whole: NDArray[np.float32]) -> dict[int, float]:
    """Return the scores of a word's proposals that fit the question and are as good as the best."""
    sums = {
        place: cosine + float(whole[place])
        for place, cosine in proposed
        if whole[place] >= _NEAR_WHOLE
    }
    least = max(sums.values(), default=0.0) - _AS_GOOD
    return {place: score for place, score in sums.items() if score >= least}


def _nearest(row: NDArray[np.float32]) -> tuple[Proposal, ...]:
    """Return the _PER_WORD places with the highest cosines, best first, equal ones by place."""
    near = np.flatnonzero(row >= _NEAR).tolist()  # few: no need to sort the others
    best = sorted(near, key=lambda place: (-row[place], place))[:_PER_WORD]
    return tuple((place, float(row[place])) for place in best)
