"""English index terms for a foreign question, so that the lexical leg can look for them.

The bridge puts a foreign word near MiniLM's vectors of the English words that mean it. Each word
of the question proposes its nearest few; the question as a whole then ranks the proposals,
because a word alone does not say which of its meanings is meant.
"""

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.folding import folded_words

_PER_WORD = 3  # proposals of one foreign word
_NEAR = 0.45  # cosine below which an English word is not a translation (see README)
_REMEMBERED = 256  # texts
_SHORTEST = 3  # letters: shorter words of the network's languages are grammar


class EnglishTerms:
    """Looks up English terms in the vectors of the weights file. Safe to share."""

    def __init__(self, encoder: BridgeEncoder) -> None:
        self._encoder = encoder
        # One question is asked for twice: for its gloss, and for the words to look up.
        self._ranked = lru_cache(maxsize=_REMEMBERED)(self._rank)

    def of(self, text: str, limit: int) -> list[str]:
        """Return at most `limit` English words for `text`, the surest first, none twice."""
        return list(self._ranked(text)[: max(limit, 0)])

    def _rank(self, text: str) -> tuple[str, ...]:
        own = list(dict.fromkeys(word for word in folded_words(text) if len(word) >= _SHORTEST))
        if not own:
            return ()
        nearness = self._encoder.encode_passages(own) @ self._vectors.T
        whole = self._vectors @ self._encoder.encode_query(text)
        scores: dict[int, float] = {}
        for row in nearness:
            near = np.flatnonzero(row >= _NEAR).tolist()  # few: no need to sort the others
            for place in sorted(near, key=lambda place: (-row[place], place))[:_PER_WORD]:
                score = float(row[place] + whole[place])
                scores[place] = max(score, scores.get(place, 0.0))
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        return tuple(self._words[place] for place in ranked)

    @cached_property
    def _words(self) -> list[str]:
        return bytes(self._encoder.weights.english_words).decode().split("\n")

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        """The words' L2-normalised vectors (n, 384), made on first use."""
        rows = self._encoder.weights.english_vectors.astype(np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit
