"""The encoder seam: what the rest of the product knows about models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """All that an encoder makes of a question.

    `vector` has shape (dimension,) and length 1. `english_terms` are English words for a question
    in another language, the surest first; none where the encoder translates nothing.
    `is_english` says that the question is surely English.
    """

    vector: Vectors
    english_terms: tuple[str, ...] = ()
    is_english: bool = False


class Encoder(Protocol):
    """Turns text into unit vectors, so that an inner product is a cosine.

    Two verbs, because many models want different prefixes for questions and passages. Nothing is
    optional: an encoder that wraps another must pass on everything that the other can do.
    """

    @property
    def fingerprint(self) -> str:
        """Identifies the vectors: changes whenever the same text could give another vector."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1, in the order of `texts`."""
        ...

    def encode_question(self, text: str) -> EncodedQuestion:
        """Read a question once: its vector, English terms for it, whether it is English."""
        ...

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return the folded words that are in the encoder's vocabulary: these are not misspelt.

        Nothing for an encoder that cannot tell.
        """
        ...


def packed(vector: Vectors) -> bytes:
    """Return the bytes that a vector is stored as: little-endian float32."""
    return vector.astype("<f4").tobytes()


def unpacked(stored: bytes) -> Vectors:
    """Return the numbers that `packed` made bytes of, shape (n,)."""
    return np.frombuffer(stored, "<f4").astype(np.float32)


def normalise(vectors: Vectors) -> Vectors:
    """Return `vectors` with every row divided by its Euclidean length; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
