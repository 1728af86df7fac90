"""The nearest passages by inner product, behind the seam `VectorIndex`.

Which engine an index is of is a setting; `build` and `load` import only the one asked for,
because loading FAISS takes 0.2 s.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors.index import EVERYTHING, Condition, ScoresAll, VectorIndex

__all__ = ["EVERYTHING", "Condition", "Engine", "ScoresAll", "VectorIndex", "build", "load"]


def build(ids: NDArray[np.int64], vectors: Vectors, engine: Engine = "faiss") -> VectorIndex:
    """Build an index from ids, sorted, shape (n,), and unit vectors, shape (n, dimension)."""
    if engine == "numpy":
        from indexer.vectors.numpy_index import NumpyIndex

        return NumpyIndex(ids, vectors)
    from indexer.vectors.faiss_index import FaissIndex

    return FaissIndex.build(ids, vectors)


def load(file: Path, engine: Engine = "faiss", *, mapped: bool = False) -> VectorIndex:
    """Read an index from a file that the same engine wrote and the caller verified.

    `mapped`: share its memory with other processes, where the engine can: FAISS.
    """
    if engine == "numpy":
        from indexer.vectors.numpy_index import NumpyIndex

        return NumpyIndex.load(file)
    from indexer.vectors.faiss_index import FaissIndex

    return FaissIndex.load(file, mapped=mapped)
