"""Choosing recommendations that are near and unlike each other, by numbers one can check."""

import numpy as np
import pytest

from search_api.recommend.suggestion import centre, diverse


def test_the_centre_points_where_the_vectors_point_together() -> None:
    vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert centre(vectors) == pytest.approx([2**-0.5, 2**-0.5])


def test_a_near_copy_of_what_was_chosen_waits() -> None:
    # The second is the first again; the third is less relevant but new:
    # 0.7 x 0.85 - 0.3 x 1 = 0.295 against 0.7 x 0.6 - 0.3 x 0 = 0.42.
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert diverse([0.9, 0.85, 0.6], vectors, 3) == [0, 2, 1]


def test_relevance_still_counts_more_than_novelty() -> None:
    # 0.7 x 0.85 - 0.3 x 1 = 0.295 against 0.7 x 0.4 - 0.3 x 0 = 0.28.
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert diverse([0.9, 0.85, 0.4], vectors, 3) == [0, 1, 2]


def test_equals_come_in_their_order_and_k_is_the_most() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert diverse([0.5, 0.5, 0.5], vectors, 2) == [0, 1]
    assert diverse([], np.zeros((0, 3), dtype=np.float32), 5) == []
