"""Vectors and their ids where FAISS holds them: what its two indexes have in common."""

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors.sorted_ids import present


class FaissVectors:
    """4 bytes a number and 8 an id, in memory or in a file that all processes share."""

    engine: ClassVar[Engine] = "faiss"
    stores_facets: ClassVar[bool] = False

    def __init__(self, index: faiss.IndexIDMap, flat: faiss.Index) -> None:
        """`index` is what is saved, its ids sorted; `flat` the vectors within it, in that order."""
        self._index = index
        self._flat = flat
        self.ids: NDArray[np.int64] = faiss.vector_to_array(index.id_map)

    def save(self, file: Path) -> None:
        """Write to a file."""
        faiss.write_index(self._index, str(file))

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._index.d)

    @cached_property
    def _matrix(self) -> Vectors:
        """The vectors, shape (count, dimension), where FAISS has them: not a copy."""
        if not self.count:
            return np.zeros((0, self.dimension), np.float32)
        flat: Any = faiss.downcast_index(self._flat)
        matrix: Vectors = faiss.rev_swig_ptr(flat.get_xb(), self.count * self.dimension)
        return matrix.reshape(self.count, self.dimension)

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""
        there, rows = present(self.ids, ids)
        return there, self._matrix[rows]
