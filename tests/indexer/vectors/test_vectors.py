"""Every engine of the vector index answers by the same definition: the contract suite.

Another engine is held to it by adding its name to ENGINES. Milvus is a process of milvus-lite here,
or the cluster that MILVUS_URI names (tests/milvus_process.py).
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.encoding.base import Vectors, normalise
from indexer.settings import VectorServer
from indexer.vectors import (
    Condition,
    Engine,
    ScoresAll,
    VectorIndex,
    build,
    faiss_ivf,
    load,
    milvus_collections,
)

EXACT: tuple[Engine, ...] = ("faiss", "numpy")
ENGINES = (*EXACT, "faiss in lists", "milvus")
RANDOM = np.random.default_rng(5)
Ids = NDArray[np.int64]
Build = Callable[[Ids, Vectors], VectorIndex]


def by_definition(
    ids: Ids, vectors: Vectors, asked: Vectors, limit: int
) -> list[tuple[int, float]]:
    """Inner products, best first, equal ones by id; the code under test is not used."""
    pairs = [
        (int(number), float(score)) for number, score in zip(ids, vectors @ asked, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit]


@pytest.fixture(params=ENGINES)
def made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Build]:
    """The function that builds an index of one engine.

    What FAISS divides into lists is looked through in all of them: what it may miss otherwise, and
    how much, is another test's.
    """
    if request.param == "milvus":
        server: VectorServer = request.getfixturevalue("milvus")
        catalogue_id = uuid.uuid4().hex
        name = milvus_collections.name_of(catalogue_id, "000001")
        yield lambda ids, vectors: milvus_collections.write(
            server, name, ids, vectors, [{}] * len(ids)
        )
        milvus_collections.drop_others(server, [(catalogue_id, "000001")], gone=["000001"])
    elif request.param == "faiss in lists":
        monkeypatch.setattr(faiss_ivf, "_PROBED", 10_000)
        monkeypatch.setattr(faiss_ivf, "_MORE", 10_000)
        yield lambda ids, vectors: build(ids, vectors, "faiss", exact_upto=0)
    else:
        yield lambda ids, vectors: build(ids, vectors, request.param)


@pytest.fixture
def collection() -> tuple[Ids, Vectors]:
    """3,000 vectors of few whole numbers: exact in floating point, and hundreds of them equal."""
    vectors = RANDOM.integers(-1, 2, size=(3_000, 8)).astype(np.float32)
    ids = np.sort(RANDOM.choice(100_000, size=3_000, replace=False)).astype(np.int64)
    return ids, vectors


@pytest.mark.parametrize("limit", [-1, 0, 1, 5, 16, 300, 3_000, 9_999])
def test_best_first_and_equal_ones_by_id(
    made: Build, collection: tuple[Ids, Vectors], limit: int
) -> None:
    ids, vectors = collection
    index = made(ids, vectors)
    for asked in vectors[:5]:
        assert index.search(asked, limit) == by_definition(ids, vectors, asked, max(limit, 0))


@pytest.mark.parametrize("engine", EXACT)
def test_inner_products_are_those_of_all_by_id(
    engine: Engine, collection: tuple[Ids, Vectors]
) -> None:
    ids, vectors = collection
    index, empty = build(ids, vectors, engine), build(ids[:0], vectors[:0], engine)
    assert isinstance(index, ScoresAll)
    assert isinstance(empty, ScoresAll)
    products = index.inner_products(vectors[7])
    assert products.tolist() == (vectors @ vectors[7]).tolist()  # whole numbers: no rounding
    assert not len(empty.inner_products(vectors[7]))


@pytest.mark.parametrize("kept", [0, 1, 7, 500, 3_000])
def test_only_some_passages(made: Build, collection: tuple[Ids, Vectors], kept: int) -> None:
    ids, vectors = collection
    index = made(ids, vectors)
    rows = np.sort(RANDOM.choice(len(ids), size=kept, replace=False))
    for asked in vectors[:5]:
        expected = by_definition(ids[rows], vectors[rows], asked, 10)
        assert index.search(asked, 10, Condition(ids[rows])) == expected


@pytest.mark.parametrize("deleted", [0, 1, 700, 3_000])
def test_deleted_passages_are_no_answers(
    made: Build, collection: tuple[Ids, Vectors], deleted: int
) -> None:
    ids, vectors = collection
    index = made(ids, vectors)
    gone = np.sort(RANDOM.choice(ids, size=deleted, replace=False))
    left = ~np.isin(ids, gone)
    for asked in vectors[:5]:
        expected = by_definition(ids[left], vectors[left], asked, 10)
        assert index.search(asked, 10, Condition(without=gone)) == expected
        rows = left & (ids < 50_000)
        both = Condition(ids[ids < 50_000], gone)
        assert index.search(asked, 10, both) == by_definition(ids[rows], vectors[rows], asked, 10)


def test_ids_that_the_index_does_not_hold_are_no_answers(made: Build) -> None:
    index = made(np.array([4, 9]), np.eye(2, dtype=np.float32))
    asked = np.array([1, 0], np.float32)
    assert index.search(asked, 10, Condition(np.array([1, 9, 77]))) == [(9, 0.0)]
    assert index.search(asked, 10, Condition(without=np.array([1, 9, 77]))) == [(4, 1.0)]


def test_the_vectors_of_some_passages(made: Build) -> None:
    index = made(np.array([4, 9, 12]), np.eye(3, dtype=np.float32))
    ids, vectors = index.vectors_of(np.array([12, 5, 4]))
    assert ids.tolist() == [12, 4]
    assert vectors.tolist() == [[0, 0, 1], [1, 0, 0]]
    assert index.ids.tolist() == [4, 9, 12]


def test_real_cosines(made: Build) -> None:
    ids = np.arange(1, 3_001)
    vectors = normalise(RANDOM.standard_normal((3_000, 384)).astype(np.float32))
    index = made(ids, vectors)
    for row in range(10):
        answers = index.search(vectors[row], 50)
        expected = by_definition(ids, vectors, vectors[row], 50)
        assert [number for number, _ in answers] == [number for number, _ in expected]
        assert np.allclose([s for _, s in answers], [s for _, s in expected], atol=1e-5)
        assert answers[0][0] == ids[row]
        assert answers[0][1] == pytest.approx(1.0, abs=1e-5)


def test_saved_and_loaded_it_gives_the_same_answers(
    made: Build, collection: tuple[Ids, Vectors], tmp_path: Path
) -> None:
    index = made(*collection)
    index.save(tmp_path / "vectors")
    server = getattr(index, "server", None)
    loaded = load(tmp_path / "vectors", index.engine, server=server)
    assert (loaded.count, loaded.dimension, loaded.engine) == (3_000, 8, index.engine)
    for asked in collection[1][:5]:
        assert loaded.search(asked, 40) == index.search(asked, 40)


def test_an_empty_index_has_no_answers(made: Build, tmp_path: Path) -> None:
    index = made(np.array([], np.int64), np.zeros((0, 4), np.float32))
    index.save(tmp_path / "vectors")
    loaded = load(tmp_path / "vectors", index.engine)
    assert (loaded.count, loaded.dimension) == (0, 4)
    assert loaded.search(np.ones(4, np.float32), 5) == []
    assert loaded.vectors_of(np.array([1]))[1].shape == (0, 4)


def test_filters_travel_in_a_condition(made: Build, collection: tuple[Ids, Vectors]) -> None:
    ids, vectors = collection
    index = made(ids, vectors)
    passages = {
        ("language", "sq"): ids[::3],
        ("language", "en"): ids[1::3],
        ("year", "2024"): ids[ids < 60_000],
    }
    gone = ids[:10]
    condition = Condition(without=gone, filters={"language": ["sq", "en"], "year": ["2024"]})
    resolved = condition.resolved(lambda facet, value: passages[facet, value])
    # Any value of a facet, every facet, and nothing that is gone.
    rows = (np.arange(len(ids)) % 3 < 2) & (ids < 60_000) & ~np.isin(ids, gone)
    for asked in vectors[:5]:
        expected = by_definition(ids[rows], vectors[rows], asked, 10)
        assert index.search(asked, 10, resolved) == expected


def test_a_value_that_no_passage_has_leaves_nothing(made: Build) -> None:
    index = made(np.array([4, 9]), np.eye(2, dtype=np.float32))
    condition = Condition(filters={"language": ["xx"]})
    resolved = condition.resolved(lambda *_: np.zeros(0, np.int64))
    assert index.search(np.array([1, 0], np.float32), 10, resolved) == []


@pytest.mark.parametrize("engine", EXACT)
def test_an_engine_without_facets_refuses_filters_that_are_not_resolved(engine: Engine) -> None:
    index = build(np.array([4, 9]), np.eye(2, dtype=np.float32), engine)
    assert not index.stores_facets
    with pytest.raises(ValueError, match="must be resolved"):
        index.search(np.array([1, 0], np.float32), 10, Condition(filters={"language": ["sq"]}))
