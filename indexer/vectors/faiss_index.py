"""Exact search in an embedded FAISS index.

Exact search is the right choice up to about 200,000 passages: 22 ms for 200,000 vectors of 384
dimensions, and no answer is ever missed. On one thread: several would share nothing of a single
question, but wait for each other, up to 8 ms where other work keeps the cores busy.
"""

from typing import Any, ClassVar

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.vectors.faiss_vectors import FaissVectors
from indexer.vectors.index import EVERYTHING, Condition
from indexer.vectors.ties import Ranked, first_of


class FaissIndex(FaissVectors):
    """A `VectorIndex` in FAISS that scores all vectors."""

    method: ClassVar[str] = "exact"

    def __init__(self, index: faiss.IndexIDMap) -> None:
        """`index` holds an IndexFlatIP, its ids sorted."""
        super().__init__(index, index.index)

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: Vectors) -> "FaissIndex":
        """Build from ids, sorted, shape (n,), and unit vectors, shape (n, dimension)."""
        index = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
        return cls(index)

    def inner_products(self, vector: Vectors) -> NDArray[np.float32]:
        """Return the inner product of `vector`, (dimension,), with each, shape (count,), by id.

        By FAISS: in its file vectors begin between two floats, so that numpy would copy all of them
        for each question, which takes four times as long.
        """
        asked = np.ascontiguousarray(vector, np.float32)
        products = np.empty(self.count, np.float32)
        flat: Any = faiss.downcast_index(self._flat)
        given = faiss.swig_ptr(products), faiss.swig_ptr(asked), flat.get_xb()
        product: Any = getattr(faiss, "fvec_inner_products_ny")  # noqa: B009  # not in its stubs
        product(*given, self.dimension, self.count)
        return products

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `vector` has shape (dimension,).
        """
        limit = min(limit, self.count)
        if limit <= 0:
            return []
        return first_of(lambda most: self._nearest(vector, most, condition), limit, self.count)

    def _nearest(self, vector: Vectors, limit: int, condition: Condition) -> Ranked:
        """Return up to `limit` (passage id, cosine), best first, equal cosines in any order."""
        faiss.omp_set_num_threads(1)  # of the calling thread
        parameters = None
        if not condition.is_open:
            # FAISS holds no reference to the selector: it must outlive the search.
            selector = faiss.IDSelectorBatch(condition.ids_among(self.ids))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, ids = self._index.search(vector[np.newaxis, :], limit, params=parameters)
        return [
            (int(number), float(score))
            for number, score in zip(ids[0], scores[0], strict=True)
            if number >= 0
        ]
