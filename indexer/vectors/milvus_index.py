"""Search in a collection of a Milvus server, which many readers share.

A collection is made whole, then never changes: a reader keeps to the one that its generation names.
The server looks for the nearest. The vectors of those are read here, from the file of the
generation: ten times as quick as asking for them, and there when the server is not.
"""

from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine, VectorServer
from indexer.vectors import kept_vectors
from indexer.vectors.index import EVERYTHING, Condition
from indexer.vectors.kept_vectors import KeptVectors
from indexer.vectors.milvus_filters import ID, expression
from indexer.vectors.milvus_server import READING, connection
from indexer.vectors.sorted_ids import present
from indexer.vectors.ties import Ranked, first_of

VECTOR = "vector"
MOST = 16_384  # passages that Milvus returns of one search
_LEAST_WIDTH = 256  # of the search in a graph: with fewer, a filter leaves too few of the nearest


class MilvusIndex:
    """A `VectorIndex` whose vectors are searched by a server."""

    engine: ClassVar[Engine] = "milvus"
    stores_facets: ClassVar[bool] = True
    method: ClassVar[str] = "a Milvus server"

    def __init__(self, content: KeptVectors, server: VectorServer | None) -> None:
        """`content` names its `collection` and the `facets` in it. Nothing is asked yet."""
        self._content = content
        self.server = server
        self.collection = str(content.about["collection"])
        self.ids: NDArray[np.int64] = content.ids

    @classmethod
    def load(cls, file: Path, server: VectorServer | None) -> "MilvusIndex":
        """Read from a file that `save` wrote: the server itself need not answer yet."""
        return cls(kept_vectors.read(file), server)

    def save(self, file: Path) -> None:
        """Write the vectors, and the name of their collection, to a file."""
        kept_vectors.write(file, self._content)

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return len(self.ids)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._content.vectors.shape[1])

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""
        there, rows = present(self.ids, ids)
        return there, np.asarray(self._content.vectors[rows])

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit`, at most MOST, (passage id, cosine), best first, equal ones by id.

        `vector` has shape (dimension,). Raises VectorsUnavailable.
        """
        limit = min(limit, self.count, MOST)
        where = expression(condition, self.ids, self._content.about["facets"])
        if limit <= 0 or where is None:
            return []
        return first_of(lambda most: self._nearest(vector, most, where), limit, MOST)

    def check(self) -> None:
        """Ask the server whether it has the collection. Raises VectorsUnavailable if not."""
        connection(self.server).ask(
            lambda client: client.describe_collection(self.collection, timeout=READING),
            self.collection,
        )

    def _nearest(self, vector: Vectors, limit: int, where: str) -> Ranked:
        """Return up to `limit` (passage id, cosine), best first, equal cosines in any order."""
        (hits,) = connection(self.server).ask(
            lambda client: client.search(
                self.collection,
                data=[vector],
                filter=where,
                limit=limit,
                output_fields=[ID],
                search_params={"params": {"ef": max(limit, _LEAST_WIDTH)}},
                anns_field=VECTOR,
                timeout=READING,
            ),
            self.collection,
        )
        return [(int(hit[ID]), float(hit["distance"])) for hit in hits]
