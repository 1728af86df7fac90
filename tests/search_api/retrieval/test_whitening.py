"""What all passages have in common counts less in a question."""

import numpy as np
import pytest

from search_api.retrieval.whitening import root, whitened


def test_a_direction_that_all_passages_share_counts_less() -> None:
    passages = np.zeros((30_000, 4), np.float32)
    passages[:, 0] = 1  # all point one way: their mean eigenvalue is 1/4, scaled by 4
    matrix = root(passages)
    shared = ((4 * 30_000 + 10_000) / 40_000) ** -0.25
    other = (10_000 / 40_000) ** -0.25
    assert matrix == pytest.approx(np.diag([shared, other, other, other]), abs=1e-6)
    question = np.array([0.8, 0.6, 0, 0], np.float32)
    length = np.hypot(0.8 * shared, 0.6 * other)
    expected = np.array([0.8 * shared, 0.6 * other, 0, 0]) / length
    assert whitened(matrix, question) == pytest.approx(expected, abs=1e-6)


def test_passages_that_point_everywhere_or_nowhere_change_nothing() -> None:
    everywhere = np.tile(np.eye(3, dtype=np.float32), (500, 1))
    for passages in (everywhere, np.zeros((5, 3), np.float32), np.zeros((0, 3), np.float32)):
        assert root(passages) == pytest.approx(np.eye(3), abs=1e-6)
