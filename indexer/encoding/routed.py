"""The default encoder: MiniLM reads English, the Balkan bridge the network's other languages.

Both give vectors of one space, so one index holds every document, and a question in any of the
languages finds passages in all of them. The language of each text decides which of the two
speaks. Where that is in doubt (two words, a mixed sentence) both do, and the vector is the
direction half-way between theirs.
"""

from collections.abc import Callable, Sequence

import numpy as np

from indexer.encoding.base import Encoder, KnowsWords, Vectors, normalise

_EVEN = 0.5
SURE = 0.9  # probability of English from which MiniLM alone speaks; below 1 - SURE the bridge


class NetworkEncoder:
    """Two encoders of one space as one. `speaks_english` gives a text's probability, 0 to 1."""

    def __init__(
        self,
        english: Encoder,
        bridge: Encoder,
        speaks_english: Callable[[str], float],
        terms: Callable[[str, int], list[str]] | None = None,
    ) -> None:
        """`terms` proposes English words for a text in a language of the bridge."""
        if english.dimension != bridge.dimension:
            raise ValueError("the two encoders do not share a space")
        self._english = english
        self._bridge = bridge
        self._speaks_english = speaks_english
        self._terms = terms
        self.dimension = english.dimension
        self.fingerprint = f"{english.fingerprint}+{bridge.fingerprint}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1."""
        chances = np.array([self._speaks_english(text) for text in texts])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        foreign = np.flatnonzero(chances < SURE).tolist()
        if foreign:
            vectors[foreign] = self._bridge.encode_passages([texts[row] for row in foreign])
        # What the bridge has no word of (another script, digits) is left to MiniLM as well.
        unread = ~vectors.any(axis=1)
        english = np.flatnonzero((chances > 1 - SURE) | unread).tolist()
        if english:
            vectors[english] += self._english.encode_passages([texts[row] for row in english])
        return normalise(vectors)

    def encode_query(self, text: str) -> Vectors:
        """Return shape (dimension,), of length 1. Each encoder asks in its own way."""
        chance = self._speaks_english(text)
        vector = np.zeros(self.dimension, dtype=np.float32)
        if chance < SURE:
            vector = vector + self._bridge.encode_query(text)
        if chance > 1 - SURE or not vector.any():
            vector = vector + self._english.encode_query(text)
        return normalise(vector)

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of the folded words of a text that the encoder of its language knows.

        A text that is not English may well have English words, but not the other way round.
        """
        english = self._speaks_english(" ".join(folded)) >= _EVEN
        asked = [self._english] if english else [self._english, self._bridge]
        able = [one for one in asked if isinstance(one, KnowsWords)]
        return set().union(*(one.known_words(folded) for one in able))

    def english_terms(self, text: str, limit: int) -> list[str]:
        """Return up to `limit` English words for a question that is not surely English."""
        if self._terms is None or self._speaks_english(text) >= SURE:
            return []
        return self._terms(text, limit)
