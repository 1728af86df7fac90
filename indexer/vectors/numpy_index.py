"""Exact search by plain numpy: the definition that every other engine is held to."""

from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors.index import EVERYTHING, Condition
from indexer.vectors.sorted_ids import present


class NumpyIndex:
    """A `VectorIndex` of two arrays: ids, sorted, shape (n,), and vectors (n, dimension)."""

    engine: ClassVar[Engine] = "numpy"
    stores_facets: ClassVar[bool] = False
    method: ClassVar[str] = "exact"

    def __init__(self, ids: NDArray[np.int64], vectors: Vectors) -> None:
        self.ids = ids
        self._vectors = vectors

    @classmethod
    def load(cls, file: Path) -> "NumpyIndex":
        """Read from a file that `save` wrote."""
        with np.load(file, allow_pickle=False) as arrays:
            return cls(arrays["ids"], arrays["vectors"])

    def save(self, file: Path) -> None:
        """Write to a file."""
        with file.open("wb") as stream:  # given a name, numpy would add a suffix to it
            np.savez(stream, ids=self.ids, vectors=self._vectors)

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return len(self.ids)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._vectors.shape[1])

    def inner_products(self, vector: Vectors) -> NDArray[np.float32]:
        """Return that of `vector`, shape (dimension,), with every vector, (count,), by id."""
        return np.asarray(self._vectors @ vector, np.float32)

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""
        there, rows = present(self.ids, ids)
        return there, self._vectors[rows]

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id."""
        ids, vectors = self.vectors_of(condition.ids_among(self.ids))
        cosines = vectors @ vector
        order = np.lexsort((ids, -cosines))[: max(limit, 0)]
        return [(int(ids[row]), float(cosines[row])) for row in order]
