"""Passage ids as sorted arrays."""

import numpy as np
from numpy.typing import NDArray


def rows_of(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where in `known`, sorted, each of `wanted` stands; -1 for one that is not there."""
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    rows = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[rows] == wanted, rows, -1)
