"""Vectors on a plane: what is alike is near, and stays where it is."""

import numpy as np
import pytest

from indexer.vectors import layout


def groups(*sizes: int, dimension: int = 12, seed: int = 1) -> np.ndarray:
    """Return vectors of length 1, so many of each group: those of a group point about one way."""
    noise = np.random.default_rng(seed).normal(0, 0.15, (sum(sizes), dimension))
    directions = np.repeat(np.eye(dimension)[: len(sizes)], sizes, axis=0)
    vectors = directions + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors, np.float32)


def spread(places: np.ndarray) -> float:
    return float(np.linalg.norm(places - places.mean(axis=0), axis=1).mean())


@pytest.mark.parametrize("sizes", [(3, 3), (20, 20, 20)])
def test_what_is_alike_is_near(sizes: tuple[int, ...]) -> None:
    places = layout.fitted(groups(*sizes))
    assert places.min() >= 0
    assert places.max() <= 1
    parts = np.split(places, np.cumsum(sizes)[:-1])
    middles = np.array([part.mean(axis=0) for part in parts])
    within = max(spread(part) for part in parts)
    assert spread(middles) > 1.5 * within


def test_neighbours_are_those_of_a_long_line() -> None:
    turned = np.linspace(0, 3, 150)
    line = np.stack([np.cos(turned), np.sin(turned), *np.zeros((6, 150))], axis=1)
    places = layout.fitted(np.asarray(line, np.float32))
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    nearest = np.argsort(apart, axis=1)[:, 1:7]
    assert np.mean(np.abs(nearest - np.arange(150)[:, None]) <= 6) > 0.9


@pytest.mark.parametrize("count", [1, 2, 9, 10, 11])
def test_any_number_has_places(count: int) -> None:
    places = layout.fitted(groups(count))
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_equal_vectors_have_places_too() -> None:
    assert np.isfinite(layout.fitted(np.ones((12, 3), np.float32) / np.sqrt(3))).all()


def test_the_same_vectors_have_the_same_places() -> None:
    assert np.array_equal(layout.fitted(groups(8, 8)), layout.fitted(groups(8, 8)))


def test_what_is_new_is_placed_among_its_neighbours() -> None:
    vectors = groups(10, 10)
    old, places = (
        np.delete(vectors, 3, axis=0),
        np.repeat([[0.0, 0.0], [1.0, 1.0]], [9, 10], axis=0),
    )
    assert layout.among(vectors[[3]], old, places) == pytest.approx(np.zeros((1, 2)), abs=1e-6)


def test_a_map_laid_out_anew_is_still_the_same_map() -> None:
    vectors = groups(20, 20, 20)
    before = layout.fitted(vectors[::2])
    start = np.full((60, 2), np.nan)
    start[::2] = before
    after = layout.fitted(vectors, start)[::2]
    assert np.median(np.linalg.norm(after - before, axis=1)) < 0.12  # of a side of 1


def test_no_two_stand_at_one_place() -> None:
    steps = layout.apart(["a", "b"])
    assert np.linalg.norm(steps[0] - steps[1]) > 0
    assert np.array_equal(steps, layout.apart(["a", "b"]))
    assert layout.apart([]).shape == (0, 2)
