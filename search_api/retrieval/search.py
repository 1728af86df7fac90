"""From a query to an answer: rank the works once; explain, count and advise by that."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indexer.catalogue import works
from search_api.retrieval.answer import Answer, Hit, Match
from search_api.retrieval.facets import facet_counts
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.matching import NEAREST
from search_api.retrieval.narrowing import narrow
from search_api.retrieval.ordering import exact_first
from search_api.retrieval.query import Query
from search_api.retrieval.question import mask_of, prepare
from search_api.retrieval.ranked_works import RankedWorks, judged, language_of, ranked_works
from search_api.retrieval.ranking import count_works, works_of
from search_api.retrieval.relaxation import Relaxation, relaxed
from search_api.retrieval.spelling import did_you_mean
from search_api.retrieval.stopwatch import Stopwatch

__all__ = ["Answer", "Hit", "Match", "exact_first", "search"]


def search(searcher: Searcher, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere.

    Raises UsageError for a filter's value that does not exist, naming the nearest.
    """
    watch = Stopwatch()
    ranked = ranked_works(searcher, query, watch)
    query, question = ranked.query, ranked.question
    shown, listed = ranked.page, ranked.listed
    hits = ranked.explainer.hits(shown, ranked.languages.are_named)
    watch.lap("explain")
    near, retrieved = ranked.searcher, ranked.retrieved
    facets = facet_counts(near, query, question, retrieved, ranked.matching)
    watch.lap("count")
    ranked_ids = tuple(work.shown for work in ranked.order)
    return Answer(
        hits=hits,
        ranked_ids=ranked_ids,
        weaker=_all_works(ranked) - len(ranked_ids),
        facets=facets,
        versions=works.versions(searcher.catalogue, [work.shown for work in shown]),
        generation=searcher.generation,
        words_only=retrieved.words_only,
        nothing_close=not listed.close,
        language=ranked.language,
        outside_language=None if question.names else question.outside_language,
        did_you_mean=None if question.outside_language else _correction(searcher, query),
        relaxations=() if listed.close else _advice(searcher, query, ranked_ids[:NEAREST]),
        seconds=watch.seconds,
        stages=watch.stages,
    )


def _correction(searcher: Searcher, query: Query) -> str | None:
    """Return the question spelt right, for what was typed and only on its first page."""
    if query.offset or query.is_pasted:
        return None
    corrected = did_you_mean(searcher, query.text)
    if corrected is None or not _finds_something(searcher, replace(query, text=corrected)):
        return None
    return corrected


def _advice(searcher: Searcher, query: Query, nearest: Sequence[str]) -> tuple[Relaxation, ...]:
    """Return wider questions; the one of fewer words only if it finds something."""
    return tuple(
        relaxation
        for relaxation in relaxed(searcher, query, nearest)
        if relaxation.kind != "broader_terms" or _finds_something(searcher, relaxation.query)
    )


def _finds_something(searcher: Searcher, query: Query) -> bool:
    """Whether anything matches a question that is to be offered instead."""
    question = prepare(searcher, query)
    near, retrieved = narrow(searcher, query, question)
    language = language_of(question, query)
    _, matching, _ = judged(near, query, question, retrieved, language)
    return matching.listed(mask_of(near, query)).close


def _all_works(ranked: RankedWorks) -> int:
    """Return how many works there are within the filters when the weaker are listed too."""
    searcher, mask = ranked.searcher, mask_of(ranked.searcher, ranked.query)
    if mask is None:
        return works_of(searcher, ranked.unfiltered)
    every = np.ones(len(searcher.state.resources.keys), np.bool_)
    return count_works(searcher, ranked.question, ranked.retrieved, mask, every)
