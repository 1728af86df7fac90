"""The default encoder: MiniLM reads English, another encoder the network's other languages.

Both give vectors of the same space, so one index holds every document, and a question in any of
the languages finds passages in all of them. Each text is routed by its language. Where that is
uncertain (a text of two words, a mixed sentence), both encode it and their vectors are added.
"""

from collections.abc import Callable, Sequence

import numpy as np

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors, normalise

_EVEN = 0.5
_SURE = 0.9  # probability of English from which MiniLM alone encodes; below 1 - _SURE the other


class RoutedEncoder:
    """Two encoders of the same space, used as one."""

    def __init__(
        self, english: Encoder, other: Encoder, english_probability: Callable[[str], float]
    ) -> None:
        """`english_probability` identifies the language: the probability, 0..1, of English."""
        if english.dimension != other.dimension:
            raise ValueError("the two encoders do not share a space")
        self._english = english
        self._other = other
        self._english_probability = english_probability
        self.dimension = english.dimension
        self.fingerprint = f"{english.fingerprint}+{other.fingerprint}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1."""
        chances = np.array([self._english_probability(text) for text in texts])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        foreign = np.flatnonzero(chances < _SURE).tolist()
        if foreign:
            vectors[foreign] = self._other.encode_passages([texts[row] for row in foreign])
        # A text without a word that the other knows (another script) goes to MiniLM too.
        unread = ~vectors.any(axis=1)
        english = np.flatnonzero((chances > 1 - _SURE) | unread).tolist()
        if english:
            vectors[english] += self._english.encode_passages([texts[row] for row in english])
        return normalise(vectors)

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the summed vectors of the encoders for its language, and English terms for it."""
        chance = self._english_probability(text)
        vector = np.zeros(self.dimension, dtype=np.float32)
        terms: tuple[str, ...] = ()
        if chance < _SURE:
            foreign = self._other.encode_question(text)
            vector, terms = vector + foreign.vector, foreign.english_terms
        if chance > 1 - _SURE or not vector.any():
            vector = vector + self._english.encode_question(text).vector
        return EncodedQuestion(normalise(vector), terms, is_english=chance >= _SURE)

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of the folded words of a text that the encoder of its language knows.

        A text in another language may well have English words, but hardly the other way round.
        """
        words = self._english.known_words(folded)
        if self._english_probability(" ".join(folded)) < _EVEN:
            words |= self._other.known_words(folded)
        return words
