"""What an index divided into lists may miss, and what it never does."""

from pathlib import Path

import numpy as np
import pytest

from indexer.encoding.base import Vectors, normalise
from indexer.vectors import Condition, ScoresAll, build, faiss_ivf, load

COUNT, DIMENSION, ASKED = 20_000, 64, 100


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Unit vectors around 400 centres, some nearer to one than others, as texts on topics are."""
    chance = np.random.default_rng(3)
    centres = chance.standard_normal((400, DIMENSION))
    spread = chance.uniform(0.3, 1.2, (COUNT, 1))
    rows = centres[chance.integers(0, 400, COUNT)]
    made = rows + spread * chance.standard_normal((COUNT, DIMENSION))
    return normalise(made.astype(np.float32))


@pytest.fixture(scope="module")
def index(vectors: Vectors) -> faiss_ivf.FaissIvfIndex:
    made = build(np.arange(1, COUNT + 1) * 3, vectors, "faiss", exact_upto=COUNT - 1)
    assert isinstance(made, faiss_ivf.FaissIvfIndex)
    return made


def test_nearly_all_of_the_nearest_are_there_and_every_cosine_is_exact(
    index: faiss_ivf.FaissIvfIndex, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_ivf, "_PROBED", 16)  # of 256 lists
    met = 0
    for asked in vectors[:ASKED]:
        expected = np.argsort(-(vectors @ asked), kind="stable")[:10]
        answers = index.search(asked, 10)
        met += len({(row + 1) * 3 for row in expected.tolist()} & {number for number, _ in answers})
        rows = [number // 3 - 1 for number, _ in answers]
        cosines = [cosine for _, cosine in answers]
        assert cosines == pytest.approx((vectors[rows] @ asked).tolist(), abs=1e-6)
        assert cosines == sorted(cosines, reverse=True)
    assert met >= 0.95 * 10 * ASKED


def test_it_does_not_score_all_and_says_how_it_searches(index: faiss_ivf.FaissIvfIndex) -> None:
    assert not isinstance(index, ScoresAll)
    assert index.method == "IVF256,SQ8, re-scored exactly"
    assert isinstance(build(index.ids[:9], np.eye(9, dtype=np.float32), "faiss"), ScoresAll)


def test_under_a_condition_only_what_meets_it_is_an_answer(
    index: faiss_ivf.FaissIvfIndex, vectors: Vectors
) -> None:
    only, without = index.ids[::7], index.ids[::21]
    for asked in vectors[:20]:
        numbers = {number for number, _ in index.search(asked, 50, Condition(only, without))}
        assert len(numbers) == 50
        assert numbers <= set(only.tolist()) - set(without.tolist())


def test_read_from_its_file_it_answers_the_same_without_copying_the_vectors(
    index: faiss_ivf.FaissIvfIndex, vectors: Vectors, tmp_path: Path
) -> None:
    file = tmp_path / "vectors"
    index.save(file)
    mapped = load(file)
    assert (mapped.method, mapped.count, mapped.dimension) == (index.method, COUNT, DIMENSION)
    assert mapped.ids.tolist() == index.ids.tolist()
    for asked in vectors[:20]:
        assert mapped.search(asked, 20) == index.search(asked, 20)
    assert str(file) in Path("/proc/self/maps").read_text()
    _, own = mapped.vectors_of(index.ids[5:7])
    assert (own == vectors[5:7]).all()
