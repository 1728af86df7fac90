"""Passage ids as sorted arrays."""

import numpy as np
from numpy.typing import NDArray


def rows_of(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where in `ids`, sorted, each of `wanted` stands; -1 for one that is not there."""
    if not len(ids):
        return np.full(len(wanted), -1, np.int64)
    rows = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[rows] == wanted, rows, -1)


def present(
    ids: NDArray[np.int64], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return those of `wanted` that are among `ids`, sorted, and where in `ids` they stand."""
    rows = rows_of(ids, wanted)
    there = rows >= 0
    return wanted[there], rows[there]


def marked(ids: NDArray[np.int64], some: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of `ids` are among `some`, shape (len(ids),). Both are sorted.

    The shorter are looked up in the longer: of a million passages, few may be asked for.
    """
    if len(ids) < len(some):
        return rows_of(some, ids) >= 0
    rows = rows_of(ids, some)
    mask = np.zeros(len(ids), np.bool_)
    mask[rows[rows >= 0]] = True
    return mask


def united(*several: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what is in any of some arrays, each once, sorted.

    By sorting: numpy's own union of a few hundred numbers makes a hash table, which takes ten times
    as long.
    """
    every = np.sort(np.concatenate(several))
    return every[np.diff(every, prepend=every[:1] - 1) > 0]
