"""The judged seeds of recommendations, and that ours beats the plain neighbours on them."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.conftest import REPOSITORY
from tests.quality.laboratory.related import judging, measuring
from tests.quality.laboratory.related.systems import SYSTEMS

FOLDER = REPOSITORY / "tests" / "quality" / "related"


def test_thirty_seeds_of_each_collection_in_equal_halves() -> None:
    counts = Counter((seed.set, seed.split) for seed in judging.seeds(FOLDER))
    assert counts == {(name, split): 15 for name in judging.SETS for split in ("tune", "test")}


def test_every_seed_has_works_that_go_with_it_and_works_that_do_not() -> None:
    for name in ("grades.tsv", "elsewhere.tsv"):
        by_seed = judging.grades(FOLDER, name)
        assert {grade for grades in by_seed.values() for grade in grades.values()} == {0, 1, 2}
        assert not any(seed in grades for seed, grades in by_seed.items())
    seeds = {seed.id for seed in judging.seeds(FOLDER)}
    assert set(judging.grades(FOLDER)) == seeds
    assert all(0 in grades.values() for grades in judging.grades(FOLDER).values())
    assert all(any(grades.values()) for grades in judging.grades(FOLDER).values())


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    """The index of corpus/ that `make run` leaves, where it is there."""
    data_dir = REPOSITORY / ".balkanetup"
    if not (data_dir / "catalogue.sqlite").exists():
        pytest.skip("There is no index of corpus/ in .balkanetup: make run makes one.")
    with IndexReader(Settings(data_dir=data_dir)).searcher() as searcher:
        yield searcher


@pytest.mark.slow
def test_ours_is_nearer_to_the_grades_and_more_diverse(searcher: Searcher) -> None:
    grades = judging.grades(FOLDER)
    seeds = [seed.id for seed in judging.seeds(FOLDER) if seed.set == "corpus"]
    if missing := set(seeds) - set(searcher.state.resources.ids):
        pytest.skip(f"The index is of another collection: it lacks {min(missing)}.")
    ndcg, diverse = {}, {}
    for name, system in SYSTEMS.items():
        of = measuring.lists(searcher, system, seeds)
        ndcg[name] = float(np.mean(list(measuring.relevance(of, grades).values())))
        diverse[name] = float(np.mean(list(measuring.diversity(of).values())))
    assert ndcg["ours"] > ndcg["mean vector"] + 0.1 > ndcg["title vector"]
    assert diverse["ours"] > max(diverse["mean vector"], diverse["title vector"])
