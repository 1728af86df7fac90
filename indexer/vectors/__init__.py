"""The nearest passages by inner product, behind the seam `VectorIndex`.

Which engine an index is of is a setting; `build` and `load` import only the one asked for,
because loading FAISS takes 0.2 s. How an engine searches follows from the number of vectors.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine, VectorServer
from indexer.vectors.index import EVERYTHING, Condition, OnServer, ScoresAll, VectorIndex

__all__ = [
    "EVERYTHING",
    "EXACT_UPTO",
    "Condition",
    "Engine",
    "OnServer",
    "ScoresAll",
    "VectorIndex",
    "build",
    "load",
]


EXACT_UPTO = 200_000  # vectors; above, FAISS searches a part of them (docs/SCALING.md)


def build(
    ids: NDArray[np.int64],
    vectors: Vectors,
    engine: Engine = "faiss",
    exact_upto: int = EXACT_UPTO,
) -> VectorIndex:
    """Build an index from ids, sorted, shape (n,), and unit vectors, shape (n, dimension).

    In this process: what a server searches is written there, by `milvus_collections.write`.
    """
    if engine == "numpy":
        from indexer.vectors.numpy_index import NumpyIndex

        return NumpyIndex(ids, vectors)
    if len(ids) > exact_upto:
        from indexer.vectors.faiss_ivf import FaissIvfIndex

        return FaissIvfIndex.build(ids, vectors)
    from indexer.vectors.faiss_index import FaissIndex

    return FaissIndex.build(ids, vectors)


def load(
    file: Path, engine: Engine = "faiss", *, server: VectorServer | None = None
) -> VectorIndex:
    """Read an index from a file that the same engine wrote and the caller verified.

    FAISS leaves the vectors in the file, mapped into memory that all processes share. `server` is
    where the engine milvus searches; it is not asked before a search.
    """
    if engine == "milvus":
        from indexer.vectors.milvus_index import MilvusIndex

        return MilvusIndex.load(file, server)
    if engine == "numpy":
        from indexer.vectors.numpy_index import NumpyIndex

        return NumpyIndex.load(file)
    from indexer.vectors.faiss_file import read

    return read(file)
