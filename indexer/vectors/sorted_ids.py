"""Passage ids as sorted arrays."""

import numpy as np
from numpy.typing import NDArray


def rows_of(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where in `ids`, sorted, each of `wanted` stands; -1 for one that is not there."""
    if not len(ids):
        return np.full(len(wanted), -1, np.int64)
    rows = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[rows] == wanted, rows, -1)


def among(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of `wanted` are in `ids`, sorted."""
    return rows_of(ids, wanted) >= 0
