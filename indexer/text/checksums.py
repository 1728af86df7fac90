"""Checksums of words: 32 bits that stand for a word where the word itself would take more."""

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def checksums(words: Iterable[str]) -> NDArray[np.uint32]:
    """Return the checksum of each word, shape (n,)."""
    return np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint32)
