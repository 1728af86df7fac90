"""Sorted arrays of ids: what is in any of several."""

import numpy as np

from indexer.vectors.sorted_ids import united


def test_what_is_in_several_arrays_comes_once_and_sorted() -> None:
    assert united(np.array([5, 2, 5]), np.array([9, 2]), np.array([-1])).tolist() == [-1, 2, 5, 9]


def test_nothing_united_with_nothing_is_nothing() -> None:
    nothing = np.zeros(0, np.int64)
    assert united(nothing, nothing).tolist() == []
