"""What a vector index is: the seam behind which FAISS, numpy or a server may answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Which passages may answer: those of `only`, or all where it is None, without `without`.

    Both are sorted passage ids, shape (n,); ids that the index does not hold mean nothing. A
    condition says what is wanted, not how to look: each engine translates it into its own terms.
    """

    only: NDArray[np.int64] | None = None
    without: NDArray[np.int64] | None = None

    def ids_among(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of `ids`, sorted, that may answer."""
        kept = ids if self.only is None else np.intersect1d(ids, self.only, assume_unique=True)
        if self.without is None or not len(self.without):
            return kept
        return np.setdiff1d(kept, self.without, assume_unique=True)


EVERYTHING = Condition()


class VectorIndex(Protocol):
    """Unit vectors with the ids of their passages, searched by inner product."""

    engine: ClassVar[Engine]

    @property
    def ids(self) -> NDArray[np.int64]:
        """The passage ids, sorted, shape (count,)."""

    @property
    def count(self) -> int:
        """How many vectors there are."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `vector` has shape (dimension,).
        """

    def inner_products(self, vector: Vectors) -> NDArray[np.float32]:
        """Return that of `vector`, shape (dimension,), with every vector, (count,), by id."""

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""

    def save(self, file: Path) -> None:
        """Write to a file, to be loaded by the same engine."""
