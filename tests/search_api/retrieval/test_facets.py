"""A facet's count is the number of works that choosing the value gives."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from indexer.domain import Metadata
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

WORDS = ("silent", "lecture", "quiet", "essay", "rubric", "soil")


@pytest.fixture(scope="module")
def searcher(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> Iterator[Searcher]:
    """700 resources, more than a retriever's pool; every seventh is a translation of another."""
    texts = {
        f"r{number}": (
            Metadata(
                title=f"Number {number}",
                language=("en", "sq", "sr-Cyrl")[number % 3],
                year=2000 + number % 2 if number % 50 else 1999,
                disciplines=(("0113", "0532")[number % 5 == 0],),
                type="guide" if number < 320 else "good-practice",
                translation_of=f"r{number - 1}" if number % 7 == 1 else None,
            ),
            f"{WORDS[number % 6]} {WORDS[number % 5]} {WORDS[number % 4]} word{number}",
        )
        for number in range(700)
    }
    with make_reader(texts).searcher() as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        Query("silent lecture"),
        Query("essay rubric -quiet"),
        Query("soil", {"language": ("sq",)}),
        Query("quiet essay", {"language": ("en", "sq"), "year": ("2000",)}),
        Query("rubric", {"type": ("guide",), "discipline": ("01",), "year": ("1999", "2001")}),
    ],
    ids=lambda query: f"{query.text} {sorted(query.filters)}",
)
def test_a_count_is_what_choosing_the_value_gives(searcher: Searcher, query: Query) -> None:
    answer = search(searcher, query)
    assert {"language", "year", "discipline", "type"} <= answer.facets.keys()
    for facet, counts in answer.facets.items():
        for value, count in counts.items():
            narrowed = replace(query, filters={**query.filters, facet: (value,)})
            assert count == len(search(searcher, narrowed).ranked_ids), (facet, value)


def test_large_values_are_limited_as_their_answers_are(searcher: Searcher) -> None:
    """467 resources are in 0113; an answer has 200 of them, of fewer works."""
    counts = search(searcher, Query("silent lecture")).facets["discipline"]
    assert 150 < counts["0113"] < 200
