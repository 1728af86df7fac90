"""Translates a foreign text word by word: for the lexical retriever, and for glosses (gloss.py).

The bridge gives a foreign word a vector near MiniLM's vectors of the English words that mean the
same. For each word of the text its nearest few are proposed. They are then ranked by their cosine
with the whole text as well, because a word alone does not tell which of its meanings is meant.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.text.folding import folded_words

_PER_WORD = 3  # proposals of one foreign word
_NEAR = 0.45  # cosine below which an English word is not a translation (see README)
_KEPT_WORDS = 32_768  # at some 400 bytes a word: 13 MiB
_A_DOZEN = 12
_SHORTEST = 3  # letters: shorter words of the network's languages are grammar

Proposal = tuple[int, float]  # the place of an English word, and its cosine
Weighed = tuple[float, int]  # its cosines with the word and with the text, added, and its place


class EnglishTerms:
    """Looks up English words by their vectors in the weights. Safe to share between threads."""

    def __init__(self, encoder: BridgeEncoder) -> None:
        self._encoder = encoder
        self._kept: dict[str, tuple[Proposal, ...]] = {}

    def of(self, text: str, limit: int) -> list[str]:
        """Return at most `limit` English words for `text`, highest score first, none twice."""
        return self.surest(self.proposals(text, self._encoder.vector(text)), limit)

    def surest(self, proposals: Sequence[Sequence[Weighed]], limit: int) -> list[str]:
        """Return at most `limit` of the proposed English words, highest score first, none twice."""
        return [self._words[place] for place in _surest(proposals, limit)]

    def gloss(
        self, proposals: Sequence[Sequence[Weighed]], per_word: int, on_average: float
    ) -> str:
        """Return the English words of a text, joined, in the order of the text, none twice.

        Each foreign word gives at most `per_word` of its `proposals`. Of all these, the words with
        the highest scores are kept: `on_average` per foreign word, but at least a dozen.
        """
        proposed = [one[:per_word] for one in proposals]
        kept = set(_surest(proposed, max(_A_DOZEN, int(on_average * len(proposed)))))
        places = dict.fromkeys(place for one in proposed for _, place in one if place in kept)
        return " ".join(self._words[place] for place in places)

    def proposals(self, text: str, vector: NDArray[np.float32]) -> tuple[tuple[Weighed, ...], ...]:
        """Return the proposals for each distinct word of `text`, highest score first.

        `vector`, shape (384,), is the bridge's of the whole text.
        """
        own = list(dict.fromkeys(word for word in folded_words(text) if len(word) >= _SHORTEST))
        proposals = self._proposals(own)
        places = sorted({place for proposed in proposals for place, _ in proposed})
        nearness = self._vectors[places] @ vector
        whole = dict(zip(places, nearness.tolist(), strict=True))
        weighed = (
            [(cosine + whole[place], place) for place, cosine in proposed] for proposed in proposals
        )
        return tuple(tuple(sorted(one, key=lambda pair: (-pair[0], pair[1]))) for one in weighed)

    def _proposals(self, own: Sequence[str]) -> list[tuple[Proposal, ...]]:
        """Return the proposals for each word, nearest first. Kept, because words recur."""
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


def _surest(proposed: Sequence[Sequence[Weighed]], limit: int) -> list[int]:
    """Return at most `limit` of the proposed places, highest score first."""
    scores: dict[int, float] = {}
    for score, place in (pair for one in proposed for pair in one):
        scores[place] = max(score, scores.get(place, -2.0))
    return sorted(scores, key=lambda place: (-scores[place], place))[: max(limit, 0)]


def _nearest(row: NDArray[np.float32]) -> tuple[Proposal, ...]:
    """Return the _PER_WORD places with the highest cosines, best first, equal ones by place."""
    near = np.flatnonzero(row >= _NEAR).tolist()  # few: no need to sort the others
    best = sorted(near, key=lambda place: (-row[place], place))[:_PER_WORD]
    return tuple((place, float(row[place])) for place in best)
