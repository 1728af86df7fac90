"""Works that are ranked without being explained: the same as those of an answer."""

import pytest

from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.ranked_works import ranked_works
from search_api.retrieval.search import search


@pytest.mark.parametrize("question", ["silent lecture", "soil bucket", "ђаци"])
def test_what_is_asked_of_one_work_is_what_an_answer_says(
    searcher: Searcher, question: str
) -> None:
    query = Query(question, weaker=True)
    ranked, hits = ranked_works(searcher, query), search(searcher, query).hits
    assert len(hits) > 1
    assert [work.shown for work in ranked.page] == [hit.resource.id for hit in hits]
    for hit in hits:
        ids = [match.stored.id for match in hit.matches]
        assert ranked.explainer.passage_ids(hit.resource.id) == ids
        assert ranked.explainer.reason_for(hit.resource) == hit.matches[0].reason
