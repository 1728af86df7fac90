"""An encoder whose vectors one can compute by hand: one dimension per word of a vocabulary."""

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.encoding.base import EncodedQuestion, Vectors, normalise
from indexer.text.folding import folded_words


class WordEncoder:
    """Counts the words of `vocabulary` in a text; words outside it do not count.

    With vocabulary ("cat", "dog"), "cat dog" is (1, 1) / sqrt(2), and its cosine with "cat" is
    0.7071. A text without any of the words is the zero vector: its cosine with all is 0.
    """

    def __init__(self, *vocabulary: str, synonyms: Mapping[str, str] | None = None) -> None:
        """`synonyms` are further words, each with the word of the vocabulary that it counts as."""
        self.vocabulary = vocabulary
        self._places = {word: place for place, word in enumerate(vocabulary)}
        self._places |= {word: self._places[same] for word, same in (synonyms or {}).items()}
        self.dimension = len(vocabulary)
        self.fingerprint = "words:" + ",".join(vocabulary)
        self.encoded: list[str] = []  # every passage this encoder was asked for, in order

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return normalise(np.array([self._count(text) for text in texts], dtype=np.float32))

    def encode_question(self, text: str) -> EncodedQuestion:
        return EncodedQuestion(np.asarray(normalise(self._count(text)), dtype=np.float32))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        return set()

    def _count(self, text: str) -> Vectors:
        counts = np.zeros(self.dimension, dtype=np.float32)
        for word in folded_words(text):
            if word in self._places:
                counts[self._places[word]] += 1
        return counts
