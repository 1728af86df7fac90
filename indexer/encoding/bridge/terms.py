"""English index terms for a foreign question, so that the lexical leg can look for them.

The bridge puts a foreign word near MiniLM's vectors of the English words that mean it. Each word
of the question proposes its nearest few; the question as a whole then ranks the proposals,
because a word alone does not say which of its meanings is meant.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.folding import folded_words

_PER_WORD = 3  # proposals of one foreign word
_NEAR = 0.45  # cosine below which an English word is not a translation (see README)
_REMEMBERED = 256  # texts
_KEPT_WORDS = 32_768  # at some 400 bytes a word: 13 MiB
_SHORTEST = 3  # letters: shorter words of the network's languages are grammar

Proposal = tuple[int, float]  # the place of an English word, and its cosine


class EnglishTerms:
    """Looks up English terms in the vectors of the weights file. Safe to share."""

    def __init__(self, encoder: BridgeEncoder) -> None:
        self._encoder = encoder
        self._kept: dict[str, tuple[Proposal, ...]] = {}
        # One question is asked for twice: for its gloss, and for the words to look up.
        self._ranked = lru_cache(maxsize=_REMEMBERED)(self._rank)

    def of(self, text: str, limit: int) -> list[str]:
        """Return at most `limit` English words for `text`, the surest first, none twice."""
        return list(self._ranked(text)[: max(limit, 0)])

    def _rank(self, text: str) -> tuple[str, ...]:
        own = list(dict.fromkeys(word for word in folded_words(text) if len(word) >= _SHORTEST))
        proposals = self._proposals(own)
        places = sorted({place for proposed in proposals for place, _ in proposed})
        nearness = self._vectors[places] @ self._encoder.encode_query(text)
        whole = dict(zip(places, nearness.tolist(), strict=True))
        scores: dict[int, float] = {}
        for place, cosine in (one for proposed in proposals for one in proposed):
            scores[place] = max(cosine + whole[place], scores.get(place, -2.0))
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        return tuple(self._words[place] for place in ranked)

    def _proposals(self, own: Sequence[str]) -> list[tuple[Proposal, ...]]:
        """Return what each word proposes, the nearest first. Words recur, so it is kept."""
        kept = self._kept
        if len(kept) > _KEPT_WORDS:  # a new store: other threads keep the one they hold
            kept = self._kept = {}
        fresh = [word for word in own if word not in kept]
        if fresh:
            rows = self._encoder.encode_passages(fresh) @ self._vectors.T
            kept.update(zip(fresh, map(_nearest, rows), strict=True))
        return [kept[word] for word in own]

    @cached_property
    def _words(self) -> list[str]:
        return bytes(self._encoder.weights.english_words).decode().split("\n")

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        """The words' L2-normalised vectors (n, 384), made on first use."""
        rows = self._encoder.weights.english_vectors.astype(np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def _nearest(row: NDArray[np.float32]) -> tuple[Proposal, ...]:
    """Return the few places with the highest cosines of a row, best first, equal ones by place."""
    near = np.flatnonzero(row >= _NEAR).tolist()  # few: no need to sort the others
    best = sorted(near, key=lambda place: (-row[place], place))[:_PER_WORD]
    return tuple((place, float(row[place])) for place in best)
