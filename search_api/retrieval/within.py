"""Which passages of one resource answer a question: what a reader goes through, one by one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.domain import Resource
from search_api.retrieval.answer import Match
from search_api.retrieval.explanation import Explainer
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.narrowing import narrow
from search_api.retrieval.query import Query
from search_api.retrieval.question import as_meant, prepare
from search_api.retrieval.ranked_works import judged, language_of
from search_api.retrieval.ranking import rank


def matches_within(searcher: Searcher, query: Query, resource: Resource) -> Sequence[Match]:
    """Return the passages of its text that match, in reading order: up to `query.k`, the best.

    None of them where none is at least a possible match.
    """
    query = as_meant(searcher, query)
    question = prepare(searcher, query)
    near, retrieved = narrow(searcher, query, question, also=_text(searcher, resource))
    language = language_of(question, query)
    calibrator, matching, _ = judged(near, query, question, retrieved, language)
    text = _text(near, resource)
    listed = matching.listed(text)
    if not listed.close:
        return ()
    ranking = rank(near, question, retrieved, listed.mask)
    explainer = Explainer(near, question, ranking, calibrator, most_passages=query.k)
    return sorted(explainer.matches_of(resource), key=lambda match: match.stored.passage.ordinal)


def _text(searcher: Searcher, resource: Resource) -> NDArray[np.bool_]:
    """Return which passages, shape (n,), are text of the resource."""
    state = searcher.state
    row = state.resources.ids.index(resource.id)
    text: NDArray[np.bool_] = (state.resource_rows == row) & state.passage_table.answering
    return text
