"""What every encoder can do: all that the rest of the product knows about models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question as an encoder understands it.

    `vector` has shape (dimension,) and length 1. `english_terms` are English translations of the
    words of a question in another language, the most certain first; empty where the encoder does
    not translate. `is_english` says that the question is certainly English.
    """

    vector: Vectors
    english_terms: tuple[str, ...] = ()
    is_english: bool = False


class Encoder(Protocol):
    """Turns text into unit vectors, so that an inner product is a cosine.

    Passages and questions have a method each, because many models want a different prefix for
    them. No method is optional: an encoder that wraps another must offer all that the other can.
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
        """Return a question's vector, English terms for it, and whether it is English."""
        ...

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of the folded words that are in the encoder's vocabulary, so not misspelt.

        Empty for an encoder that cannot tell.
        """
        ...


def packed(vector: Vectors) -> bytes:
    """Return the bytes that a vector is stored as: little-endian float32."""
    return vector.astype("<f4").tobytes()


def unpacked(stored: bytes) -> Vectors:
    """Return the vector, shape (n,), that `packed` turned into these bytes."""
    return np.frombuffer(stored, "<f4").astype(np.float32)


def normalise(vectors: Vectors) -> Vectors:
    """Return `vectors` with every row divided by its Euclidean length; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
