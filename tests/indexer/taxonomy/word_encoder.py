"""An encoder whose vectors are counts of folded words: what is near can be worked out by hand."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from indexer.encoding.base import EncodedQuestion, Vectors, normalise
from indexer.text.folding import folded_words


class WordEncoder:
    """Every word is one of 512 directions; texts are near when they share words."""

    fingerprint = "words-512"
    dimension = 512

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in folded_words(text):
                digest = blake2b(word.encode(), digest_size=2).digest()
                row[int.from_bytes(digest, "big") % self.dimension] += 1
        return normalise(vectors)

    def encode_question(self, text: str) -> EncodedQuestion:
        return EncodedQuestion(np.asarray(self.encode_passages([text])[0], dtype=np.float32))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        return set()
