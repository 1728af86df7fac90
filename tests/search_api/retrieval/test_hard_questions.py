"""Whatever is typed, the full-text index is asked something it understands."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import UsageError
from search_api.limits import LONGEST
from search_api.retrieval.completion import complete
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

_EXAMPLES = int(os.environ.get("BALKANETUP_HARD_QUESTIONS", "300"))
_SIGNS = st.sampled_from(
    ['"', "'", "-", "*", "^", ":", "(", ")", "{", "}", "+", "\x00", "\\", ";", "„", "“", "%", "\n"]
)
_WORDS = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR", "title", "stems", "silent", "соил", "soil", "đak", "ΣΟΦΟΣ", "ﬁ"]
)
_QUESTIONS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(_SIGNS, _WORDS, st.just(" ")), max_size=30).map("".join),
    st.lists(_WORDS, min_size=65, max_size=140).map(" ".join),
)


@pytest.fixture(scope="module")
def opened(reader: IndexReader) -> Iterator[Searcher]:
    with reader.searcher() as searcher:
        yield searcher


@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(question=_QUESTIONS)
def test_no_question_breaks_the_search(opened: Searcher, question: str) -> None:
    complete(opened.catalogue, question, "en", 5)
    try:
        query = Query(question[:LONGEST])
    except UsageError:
        return  # it has no words: refused with a cure, not answered
    answer = search(opened, query)
    scores = [hit.score for hit in answer.hits if not hit.named_by]
    assert scores == sorted(scores, reverse=True)
