"""The vector engine answers as plain numpy does."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.encoding.base import Vectors, normalise
from indexer.vectors import VectorIndex

RANDOM = np.random.default_rng(5)


def by_numpy(
    ids: NDArray[np.int64], vectors: Vectors, asked: Vectors, limit: int
) -> list[tuple[int, float]]:
    """The definition: inner products, best first, equal ones by id."""
    scores = vectors @ asked
    order = np.lexsort((ids, -scores))[:limit]
    return [(int(ids[row]), float(scores[row])) for row in order]


@pytest.fixture
def some() -> tuple[NDArray[np.int64], Vectors]:
    """3,000 vectors of few whole numbers: exact in floating point, and hundreds of them equal."""
    vectors = RANDOM.integers(-1, 2, size=(3_000, 8)).astype(np.float32)
    ids = np.sort(RANDOM.choice(100_000, size=3_000, replace=False)).astype(np.int64)
    return ids, vectors


@pytest.mark.parametrize("limit", [1, 5, 16, 300, 3_000, 9_999])
def test_best_first_and_equal_ones_by_id(
    some: tuple[NDArray[np.int64], Vectors], limit: int
) -> None:
    ids, vectors = some
    index = VectorIndex.build(ids, vectors)
    for row in range(20):
        assert index.search(vectors[row], limit) == by_numpy(ids, vectors, vectors[row], limit)


@pytest.mark.parametrize("kept", [0, 1, 7, 500, 3_000])
def test_within(some: tuple[NDArray[np.int64], Vectors], kept: int) -> None:
    ids, vectors = some
    index = VectorIndex.build(ids, vectors)
    rows = np.sort(RANDOM.choice(len(ids), size=kept, replace=False))
    for asked in vectors[:20]:
        expected = by_numpy(ids[rows], vectors[rows], asked, 10)
        assert index.search(asked, 10, within=ids[rows]) == expected


def test_ids_that_the_index_does_not_know_are_no_answers() -> None:
    index = VectorIndex.build(np.array([4, 9]), np.eye(2, dtype=np.float32))
    asked = np.array([1, 0], np.float32)
    assert index.search(asked, 10, within=np.array([1, 9, 77])) == [(9, 0.0)]


def test_real_cosines(some: tuple[NDArray[np.int64], Vectors]) -> None:
    ids, _ = some
    vectors = normalise(RANDOM.standard_normal((3_000, 384)).astype(np.float32))
    index = VectorIndex.build(ids, vectors)
    for row in range(10):
        found = index.search(vectors[row], 50)
        expected = by_numpy(ids, vectors, vectors[row], 50)
        assert [number for number, _ in found] == [number for number, _ in expected]
        assert np.allclose([s for _, s in found], [s for _, s in expected], atol=1e-5)
        assert found[0][0] == ids[row]
        assert found[0][1] == pytest.approx(1.0, abs=1e-5)


def test_saved_and_loaded_it_gives_the_same_answers(
    some: tuple[NDArray[np.int64], Vectors], tmp_path: Path
) -> None:
    ids, vectors = some
    index = VectorIndex.build(ids, vectors)
    index.save(tmp_path / "index.faiss")
    loaded = VectorIndex.load(tmp_path / "index.faiss")
    assert (loaded.count, loaded.dimension) == (3_000, 8)
    for asked in vectors[:20]:
        assert loaded.search(asked, 40) == index.search(asked, 40)


def test_an_empty_index_has_no_answers(tmp_path: Path) -> None:
    index = VectorIndex.build(np.array([], np.int64), np.zeros((0, 4), np.float32))
    index.save(tmp_path / "index.faiss")
    assert VectorIndex.load(tmp_path / "index.faiss").search(np.ones(4, np.float32), 5) == []
