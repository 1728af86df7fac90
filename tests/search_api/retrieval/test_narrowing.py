"""An index that does not score every passage is asked for the nearest few, and answers the same."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors import EVERYTHING, Condition
from indexer.vectors.numpy_index import NumpyIndex
from search_api.retrieval import narrowing
from search_api.retrieval.answer import Answer
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from search_api.retrieval.within import matches_within

QUESTIONS = ("silent lecture", "essay", "soil laboratory", "students are silent in lectures")


class AskedForTheNearest:
    """An index like a server's: it gives the nearest, and vectors by id, and no list of scores."""

    engine: ClassVar[Engine] = "numpy"
    stores_facets: ClassVar[bool] = False
    method: ClassVar[str] = "nearest"

    def __init__(self, ids: NDArray[np.int64], vectors: Vectors) -> None:
        self._every = NumpyIndex(ids, vectors)
        self.ids, self.count, self.dimension = ids, len(ids), vectors.shape[1]
        self.vectors_of, self.save = self._every.vectors_of, self._every.save
        self.limits: list[int] = []

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        self.limits.append(limit)
        return self._every.search(vector, limit, condition)


@pytest.fixture
def large(searcher: Searcher) -> Searcher:
    """The same library over an index that does not score all."""
    published = searcher.state.published
    index = AskedForTheNearest(*published.vectors_of(published.ids))
    return replace(searcher, state=replace(searcher.state, published=index))


def told(answer: Answer) -> tuple[object, ...]:
    """Everything that an answer says but how long it took; scores to five digits."""
    scores = [[round(match.score, 5) for match in hit.matches] for hit in answer.hits]
    bands = [(hit.resource.id, hit.band) for hit in answer.hits]
    return bands, scores, answer.facets, answer.weaker, answer.nothing_close, answer.ranked_ids


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize(
    "filters", [{}, {"language": ("en",)}, {"language": ("sq",), "discipline": ("0111",)}]
)
def test_where_all_are_near_enough_the_answer_is_the_same(
    searcher: Searcher, large: Searcher, text: str, filters: dict[str, tuple[str, ...]]
) -> None:
    query = Query(text, filters)
    assert told(search(large, query)) == told(search(searcher, query))


def test_a_filter_is_answered_in_full_although_only_one_passage_is_looked_for(
    searcher: Searcher, large: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "NEAREST", 1)
    monkeypatch.setattr(narrowing, "_FEW", 0)
    monkeypatch.setattr(narrowing, "_SMALL_SHARE", 0.0)
    query = Query("silent lecture", {"language": ("sq",)})
    first = search(searcher, query).ranked_ids[0]
    assert search(large, query).ranked_ids[0] == first
    index = large.state.published
    assert isinstance(index, AskedForTheNearest)
    assert index.limits == [1, 1]  # of all, and within the filter


def test_an_engine_that_stores_facets_is_asked_for_a_university_by_the_name_it_is_stored_under(
    large: Searcher,
) -> None:
    query = Query("essay", {"institution": ("Univerzitet u Sarajevu",)})
    asked = [part.filters.get("institution") for part in narrowing._parts(large, query)]
    assert ["Univerzitet u Sarajevu", "University of Sarajevo"] in asked


def test_the_passages_of_one_resource_that_match_are_the_same(
    searcher: Searcher, large: Searcher
) -> None:
    query = Query("silent lecture")
    for hit in search(searcher, query).hits:
        expected = [it.stored.id for it in matches_within(searcher, query, hit.resource)]
        met = [it.stored.id for it in matches_within(large, query, hit.resource)]
        assert met == expected


def test_a_narrowed_state_says_of_the_whole_what_it_said(
    searcher: Searcher, large: Searcher
) -> None:
    rows = np.array([0, 2, 5])
    whole, narrowed = searcher.state, large.state.narrowed(rows)
    assert narrowed.passage_table.ids.tolist() == whole.passage_table.ids[rows].tolist()
    assert narrowed.passage_count == len(whole.passage_table.ids)
    vector = whole.vectors(np.array([2]))[0]
    assert narrowed.cosines(vector).tolist() == pytest.approx(whole.cosines(vector)[rows].tolist())
    with pytest.raises(AssertionError, match="some of the passages"):
        large.state.cosines(vector)
