"""Which passages of two versions stand side by side."""

import numpy as np
import pytest

from search_api.retrieval.parallel import beside


@pytest.mark.parametrize(
    ("similarity", "rows"),
    [
        ([[0.9, 0.1], [0.1, 0.9]], [0, 1]),
        ([[0.9, 0.1, 0.1], [0.1, 0.2, 0.9]], [0, 1, 1]),  # nobody's pair: beside the nearer one
        ([[0.9, 0.3, 0.1], [0.1, 0.2, 0.9]], [0, 0, 1]),
        ([[0.9], [0.8], [0.1]], [0]),
        ([[0.1, 0.9], [0.8, 0.1]], [0, 0]),  # never back: of two pairs that cross, the better
        ([[0.2, 0.3, 0.8]], [0, 0, 0]),
        # An abstract that was not translated tells a bit of everything.
        ([[0.5, 0.5, 0.6], [0.9, 0.2, 0.2], [0.2, 0.8, 0.2], [0.1, 0.2, 0.9]], [1, 2, 3]),
        ([[0.1, 0.1], [0.2, 0.1]], [1, 1]),  # nothing alike at all: all of it is there, in order
    ],
)
def test_what_says_the_same_stands_side_by_side(
    similarity: list[list[float]], rows: list[int]
) -> None:
    assert beside(np.array(similarity, np.float32)) == rows
