"""Ids and vectors in one file, of which the vectors are left on the disk and shared in memory.

Three arrays in numpy's format, one behind the other: ids, what else is to be known (JSON), vectors.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors


class KeptVectors(NamedTuple):
    """What is in the file: ids, shape (n,), vectors (n, dimension), and facts about them."""

    ids: NDArray[np.int64]
    vectors: Vectors
    about: dict[str, Any]


def write(file: Path, content: KeptVectors) -> None:
    """Write to a file."""
    with file.open("wb") as stream:
        np.save(stream, content.ids)
        np.save(stream, np.array(json.dumps(content.about)))
        np.save(stream, np.ascontiguousarray(content.vectors, np.float32))


def read(file: Path) -> KeptVectors:
    """Read from a file that `write` wrote; the vectors only as far as they are looked at."""
    with file.open("rb") as stream:
        ids = np.load(stream, allow_pickle=False)
        about = json.loads(str(np.load(stream, allow_pickle=False)))
        version = np.lib.format.read_magic(stream)
        assert version == (1, 0), "the version that numpy writes of arrays like these"
        shape, _, _ = np.lib.format.read_array_header_1_0(stream)
        start = stream.tell()
    if not len(ids):  # no bytes, which cannot be mapped
        return KeptVectors(ids, np.zeros(shape, np.float32), about)
    return KeptVectors(ids, np.memmap(file, np.float32, "r", start, shape), about)
