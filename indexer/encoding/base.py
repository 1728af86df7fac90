"""The encoder seam: what the rest of the product knows about models."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns text into unit vectors, so that an inner product is a cosine.

    Two verbs, because many models want different prefixes for what is asked and what is found.
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

    def encode_query(self, text: str) -> Vectors:
        """Return shape (dimension,), of length 1."""
        ...


@runtime_checkable
class ProposesTerms(Protocol):
    """An encoder that also knows English words for what is asked in another language."""

    def english_terms(self, text: str, limit: int) -> list[str]:
        """Return up to `limit` English words, the surest first; none for an English text."""
        ...


@runtime_checkable
class KnowsWords(Protocol):
    """An encoder that can tell words from slips of the pen."""

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of the folded words of a text that it has learnt, or takes for words."""
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
