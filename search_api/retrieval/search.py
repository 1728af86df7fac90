"""From a query to an answer: retrieve once, rank, order for the reader, explain."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indexer.catalogue import works
from indexer.text.language import detect
from search_api.retrieval.answer import Answer, Hit, Match
from search_api.retrieval.calibration import Calibrator, baseline
from search_api.retrieval.certainty import at_best
from search_api.retrieval.explanation import Explainer
from search_api.retrieval.facets import facet_counts
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.matching import NEAREST, Matching, matching_passages, with_versions
from search_api.retrieval.narrowing import narrow
from search_api.retrieval.ordering import exact_first, ordered_works
from search_api.retrieval.query import Query
from search_api.retrieval.question import Mask, Question, as_meant, mask_of, prepare
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.ranking import count_works, rank, works_of
from search_api.retrieval.reader_languages import languages_of_reader
from search_api.retrieval.relaxation import Relaxation, relaxed
from search_api.retrieval.retrievers import Retrieved
from search_api.retrieval.spelling import did_you_mean
from search_api.retrieval.stopwatch import Stopwatch

_log = logging.getLogger(__name__)

__all__ = ["Answer", "Hit", "Match", "exact_first", "search"]


def search(searcher: Searcher, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere.

    Raises UsageError for a filter's value that does not exist, naming the nearest.
    """
    watch = Stopwatch()
    check_values(searcher.catalogue, query.filters)
    query = as_meant(searcher, query)
    question = prepare(searcher, query)
    watch.lap("encode")
    near, retrieved = narrow(searcher, query, question)
    watch.lap("retrieve")
    if retrieved.words_only:
        _log.warning("Answered by words only. %s", searcher.trouble() or "")
    language = language_of(question, query)
    calibrator, matching, unfiltered = judged(near, query, question, retrieved, language)
    mask = mask_of(near, query)
    listed = matching.listed(mask)
    ranked = with_versions(near, listed, mask)
    ranking = rank(near, question, retrieved, ranked, showable=mask)
    languages = languages_of_reader(query.reads, language, query.reader_language)
    order = ordered_works(near, ranking, calibrator, languages, question.names)[: listed.most]
    shown = order[query.offset : query.offset + query.k]
    watch.lap("rank")
    explainer = Explainer(near, question, ranking, calibrator)
    hits = explainer.hits(shown, languages.are_named)
    watch.lap("explain")
    facets = facet_counts(near, query, question, retrieved, matching)
    watch.lap("count")
    ranked_ids = tuple(work.shown for work in order)
    return Answer(
        hits=hits,
        ranked_ids=ranked_ids,
        weaker=_all_works(near, question, retrieved, mask, unfiltered) - len(order),
        facets=facets,
        versions=works.versions(searcher.catalogue, [work.shown for work in shown]),
        generation=searcher.generation,
        words_only=retrieved.words_only,
        nothing_close=not listed.close,
        language=language,
        outside_language=None if question.names else question.outside_language,
        did_you_mean=None if question.outside_language else _correction(searcher, query),
        relaxations=() if listed.close else _advice(searcher, query, ranked_ids[:NEAREST]),
        seconds=watch.seconds,
        stages=watch.stages,
    )


def language_of(question: Question, query: Query) -> str:
    """Return the language of what is asked, as far as it can be told."""
    return "en" if question.is_english else detect(query.plain)


def judged(
    searcher: Searcher, query: Query, question: Question, retrieved: Retrieved, language: str
) -> tuple[Calibrator, Matching, Ranking]:
    """Return the judge of how close passages are, which of them match, and the ranking of all.

    Margins are measured as if nothing were filtered, so that a match is as close where a filter
    leaves it alone as where it is one of many.
    """
    unfiltered = rank(searcher, question, retrieved, choosing=False)
    lowest = baseline(map(unfiltered.score, unfiltered.positions))
    closest = at_best(searcher, query, question.outside_language)
    calibrator = Calibrator(searcher.encoder.fingerprint, language, lowest, closest)
    passages = matching_passages(searcher, question, retrieved, unfiltered, calibrator)
    passages[retrieved.named] = True
    return calibrator, Matching(passages, query.weaker), unfiltered


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


def _all_works(
    searcher: Searcher, question: Question, retrieved: Retrieved, mask: Mask, unfiltered: Ranking
) -> int:
    """Return how many works there are within `mask` when the weaker are listed too."""
    if mask is None:
        return works_of(searcher, unfiltered)
    every = np.ones(len(searcher.state.resources.keys), np.bool_)
    return count_works(searcher, question, retrieved, mask, every)
