"""Choosing what is relevant and not all the same, by numbers one can check."""

import numpy as np

from search_api.recommend.diversity import pick

# The second is the first again; the third is like neither.
ALIKE = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], np.float32)


def by_three(_: int) -> float:
    return 0.3


def test_novelty_may_grow_with_the_place() -> None:
    # For the second place nothing counts but relevance, for the third nothing but novelty.
    rows = np.array([[1, 0, 1, 0], [0, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]], np.float32)
    relevance = [0.9, 0.8, 0.7, 0.1]
    assert pick(relevance, lambda at: rows[at], 3, lambda place: float(place > 1)) == [0, 1, 3]


def test_a_near_copy_of_what_was_chosen_waits() -> None:
    # 0.7 x 0.85 - 0.3 x 1 = 0.295 against 0.7 x 0.6 - 0.3 x 0 = 0.42.
    assert pick([0.9, 0.85, 0.6], lambda at: ALIKE[at], 3, by_three) == [0, 2, 1]


def test_relevance_still_counts_more_than_novelty() -> None:
    # 0.7 x 0.85 - 0.3 x 1 = 0.295 against 0.7 x 0.4 - 0.3 x 0 = 0.28.
    assert pick([0.9, 0.85, 0.4], lambda at: ALIKE[at], 3, by_three) == [0, 1, 2]


def test_what_was_chosen_before_counts_and_does_not_come_again() -> None:
    assert pick([0.9, 0.85, 0.6], lambda at: ALIKE[at], 3, by_three, before=[1]) == [2, 0]


def test_equals_come_in_their_order_and_k_is_the_most() -> None:
    nothing = np.zeros(3, np.float32)
    assert pick([0.5, 0.5, 0.5], lambda _: nothing, 2, by_three) == [0, 1]
    assert pick([], lambda _: nothing, 5, by_three) == []
