"""Which passages of two versions stand side by side."""

import numpy as np
import pytest

from search_api.retrieval.parallel import beside


@pytest.mark.parametrize(
    ("similarity", "rows"),
    [
        ([[0.9, 0.1], [0.1, 0.9]], [0, 1]),
        ([[0.9, 0.1, 0.1], [0.1, 0.2, 0.9]], [0, 1, 1]),  # nobody chose the second: it is nearer
        ([[0.9, 0.3, 0.1], [0.1, 0.2, 0.9]], [0, 0, 1]),
        ([[0.9], [0.8], [0.1]], [0]),
        ([[0.1, 0.9], [0.7, 0.1]], [0, 0]),  # never back: the better pair of two that cross
        ([[0.2, 0.3, 0.8]], [0, 0, 0]),
        ([[0.9, 0.1, 0.1], [0.5, 0.6, 0.1], [0.1, 0.1, 0.9]], [0, 1, 2]),
    ],
)
def test_what_says_the_same_stands_side_by_side(
    similarity: list[list[float]], rows: list[int]
) -> None:
    assert beside(np.array(similarity, np.float32)) == rows
