"""A word's features for telling languages apart: itself and its runs of letters, as hashes.

All words of a call are hashed together in a handful of numpy operations.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_GRAMS = (3, 4, 5)  # anywhere in `<word>`
_BEGINNINGS = (6, 7, 8)  # at its start only: `<` and the first five to seven letters
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)


def word_hashes(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the feature hashes of `words`, flat, and each word's start among them.

    `starts` has one entry more than there are words; word i owns
    `hashes[starts[i]:starts[i + 1]]`. The first of them is always the whole word.
    """
    if not words:
        return np.empty(0, np.uint32), np.zeros(1, np.int64)
    letters = np.frombuffer("".join(f"<{w}>" for w in words).encode("utf-32-le"), np.uint32)
    lengths = np.array([len(word) + 2 for word in words])
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(words)), lengths)
    codes = letters.astype(np.uint64) + np.uint64(1)
    hashes, owners = [_whole_words(codes, ends - lengths, owner)], [np.arange(len(words))]
    for size in _GRAMS:
        begins = np.flatnonzero(np.arange(len(codes)) + size <= ends[owner])
        hashes.append(_mixed(_rolling(codes, begins, size), size))
        owners.append(owner[begins])
    for size in _BEGINNINGS:
        long = np.flatnonzero(lengths > size)
        hashes.append(_mixed(_rolling(codes, (ends - lengths)[long], size), 16 + size))
        owners.append(long)
    order = np.argsort(np.concatenate(owners), kind="stable")
    counts = np.bincount(np.concatenate(owners), minlength=len(words))
    return np.concatenate(hashes)[order], np.concatenate([[0], np.cumsum(counts)])


def _rolling(codes: NDArray[np.uint64], begins: NDArray[np.int64], size: int) -> NDArray[np.uint64]:
    total = np.zeros(len(begins), np.uint64)
    for offset in range(size):
        total = total * _BASE + codes[begins + offset]
    return total


def _whole_words(
    codes: NDArray[np.uint64], begins: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.uint32]:
    place = np.arange(len(codes)) - begins[owner]
    powers = np.cumprod(np.full(int(place.max()) + 1, _BASE))
    return _mixed(np.add.reduceat(codes * powers[place], begins), 0)


def _mixed(values: NDArray[np.uint64], kind: int) -> NDArray[np.uint32]:
    """Hash `values` to 32 bits; with another `kind`, a word and an equal n-gram differ."""
    mixed = (values ^ (values >> np.uint64(29))) * _MIX + np.uint64(kind * 0x51ED270B)
    return ((mixed ^ (mixed >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
