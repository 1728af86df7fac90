"""Exact search in an embedded FAISS index. The home of faiss.

Exact search is the right choice up to about 200,000 passages: 22 ms for 200,000 vectors of 384
dimensions, and no answer is ever missed. On one thread: several would share nothing of a single
question, but wait for each other, up to 8 ms where other work keeps the cores busy.
"""

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors.index import EVERYTHING, Condition
from indexer.vectors.sorted_ids import rows_of

_MARGIN = 16


class FaissIndex:
    """A `VectorIndex` in FAISS: 4 bytes a number, 16 an id."""

    engine: ClassVar[Engine] = "faiss"
    stores_facets: ClassVar[bool] = False

    def __init__(self, index: faiss.IndexIDMap) -> None:
        """`index` holds an IndexFlatIP, its ids sorted."""
        self._index = index
        self.ids: NDArray[np.int64] = faiss.vector_to_array(index.id_map)

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: Vectors) -> "FaissIndex":
        """Build from ids, sorted, shape (n,), and unit vectors, shape (n, dimension)."""
        index = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
        return cls(index)

    @classmethod
    def load(cls, file: Path, *, mapped: bool = False) -> "FaissIndex":
        """Read from a file whose checksum was verified by the caller: FAISS keeps none.

        `mapped`: leave the vectors in the file, which all processes share in memory.
        """
        index: Any = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC if mapped else 0)
        return cls(index)

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
        flat: Any = faiss.downcast_index(self._index.index)
        matrix: Vectors = faiss.rev_swig_ptr(flat.get_xb(), self.count * self.dimension)
        return matrix.reshape(self.count, self.dimension)

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""
        rows = rows_of(self.ids, ids)
        present = rows >= 0
        return ids[present], self._matrix[rows[present]]

    def inner_products(self, vector: Vectors) -> NDArray[np.float32]:
        """Return the inner product of `vector`, (dimension,), with each, shape (count,), by id."""
        return np.asarray(self._matrix @ vector, np.float32)

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `vector` has shape (dimension,).
        """
        limit = min(limit, self.count)
        if limit <= 0:
            return []
        # More than asked for, until no tie is cut: FAISS breaks ties in its own way, we by id.
        asked = limit + _MARGIN
        nearest = self._nearest(vector, asked, condition)
        while len(nearest) == asked and nearest[-1][1] == nearest[limit - 1][1]:
            asked *= 4
            nearest = self._nearest(vector, asked, condition)
        return sorted(nearest, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _nearest(
        self, vector: Vectors, limit: int, condition: Condition
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines in any order."""
        faiss.omp_set_num_threads(1)  # of the calling thread
        parameters = None
        if condition is not EVERYTHING:
            # FAISS holds no reference to the selector: it must outlive the search.
            selector = faiss.IDSelectorBatch(condition.ids_among(self.ids))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, ids = self._index.search(
            vector[np.newaxis, :], min(limit, self.count), params=parameters
        )
        return [
            (int(number), float(score))
            for number, score in zip(ids[0], scores[0], strict=True)
            if number >= 0
        ]
