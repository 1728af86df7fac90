"""A file that FAISS wrote, read as the index it holds."""

from pathlib import Path
from typing import Any

import faiss

from indexer.vectors.faiss_index import FaissIndex
from indexer.vectors.faiss_ivf import FaissIvfIndex


def read(file: Path) -> FaissIndex | FaissIvfIndex:
    """Read from a file whose checksum was verified by the caller: FAISS keeps none.

    What takes space stays in the file, mapped into memory: it is shared by all processes, and the
    system may take back what is not in use.
    """
    index: Any = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)
    if isinstance(faiss.downcast_index(index.index), faiss.IndexRefineFlat):
        return FaissIvfIndex(index)
    return FaissIndex(index)
