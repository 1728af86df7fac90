"""Search in a part of a large collection: an inverted file (IVF) in FAISS, re-scored exactly.

The vectors are divided among lists, each of what is near to one centre. A question is compared with
the vectors of the lists whose centres are nearest to it, a byte a number (SQ8), and the best of
these with their full vectors, which lie beside them in the same file. Mapped into memory, that file
is shared by all processes, and of it only the pages in use need to be there.

Figures of all choices: docs/SCALING.md.
"""

import math
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.vectors.faiss_vectors import FaissVectors
from indexer.vectors.index import EVERYTHING, Condition

_LISTS_PER_ROOT = 2  # lists: twice the square root of the number of vectors, as a power of two
_LEARNT_FROM = 64  # vectors for each centre
_ROUNDS = 10  # of k-means
_PROBED = 96  # lists that a question looks into: of a million, recall@10 .9975, @300 .99, 9 ms
_MORE = 1.5  # vectors compared in full, for each that is asked for


class FaissIvfIndex(FaissVectors):
    """A `VectorIndex` of lists: 5 bytes a number, 16 an id."""

    def __init__(self, index: faiss.IndexIDMap) -> None:
        """`index` holds an IndexRefineFlat over an IVF index, its ids sorted."""
        refined: Any = faiss.downcast_index(index.index)
        super().__init__(index, refined.refine_index)
        self._lists: Any = faiss.downcast_index(refined.base_index)

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: Vectors) -> "FaissIvfIndex":
        """Build from ids, sorted, shape (n,), and unit vectors, shape (n, dimension); n > 0."""
        count, dimension = vectors.shape
        lists = _lists_for(count)
        centres = faiss.IndexFlatIP(dimension)
        coded = faiss.IndexIVFScalarQuantizer(
            centres, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        coded.cp.niter = _ROUNDS
        coded.cp.spherical = True
        coded.cp.min_points_per_centroid = 1
        index = faiss.IndexIDMap(faiss.IndexRefineFlat(coded))
        step = max(1, count // (lists * _LEARNT_FROM))
        index.train(np.ascontiguousarray(vectors[::step]))
        index.add_with_ids(np.ascontiguousarray(vectors), ids)
        return cls(index)

    @property
    def method(self) -> str:
        """How it searches, in FAISS's words."""
        return f"IVF{self._lists.nlist},SQ8, re-scored exactly"

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `vector` has shape (dimension,). Some of the nearest may be missed; cosines are exact.
        """
        if limit <= 0 or not self.count:
            return []
        rows = self._candidates(vector, min(math.ceil(limit * _MORE), self.count), condition)
        cosines = self._matrix[rows] @ vector
        best = np.lexsort((rows, -cosines))[:limit]
        return list(zip(self.ids[rows[best]].tolist(), cosines[best].tolist(), strict=True))

    def _candidates(self, vector: Vectors, limit: int, condition: Condition) -> NDArray[np.int64]:
        """Return the rows of up to `limit` vectors, the nearest by what the lists hold of them."""
        faiss.omp_set_num_threads(1)  # of the calling thread
        parameters: Any = faiss.SearchParametersIVF()
        parameters.nprobe = _PROBED
        if not condition.is_open:
            # FAISS holds no reference to the selector or its bits: they must outlive the search.
            bits: Any = np.packbits(condition.mask(self.ids), bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg]  # stubs of the C++ form
            parameters.sel = selector
        _, rows = self._lists.search(vector[np.newaxis, :], limit, params=parameters)
        nearest: NDArray[np.int64] = rows[0][rows[0] >= 0]
        return nearest


def _lists_for(count: int) -> int:
    """Return into how many lists to divide `count` vectors."""
    return min(count, 1 << round(math.log2(_LISTS_PER_ROOT * math.sqrt(count))))
