"""A question to an answer: ranked, grouped by resource, ordered for the reader, explained."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding, resources, works
from search_api.retrieval import known_items, reader_languages
from search_api.retrieval.answer import Answer, Hit, Match
from search_api.retrieval.calibration import level
from search_api.retrieval.explanation import Chosen, Judge, explain
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.ranking import (
    BOTH_LEGS,
    Asked,
    Found,
    Leg,
    Scored,
    by_resource,
    prepare,
    rank,
    scope,
)
from search_api.retrieval.relaxation import NEAREST, nearby
from search_api.retrieval.spelling import did_you_mean
from search_api.retrieval.versions import Candidate, once

__all__ = ["BOTH_LEGS", "Answer", "Hit", "Leg", "Match", "ranked_resources", "search"]


def search(searcher: Searcher, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere."""
    started = time.perf_counter()
    catalogue = searcher.catalogue
    asked = prepare(searcher, query)
    groups = by_resource(searcher, rank(searcher, asked))
    everything = groups if asked.within is None else _within(searcher, asked, None)
    # Leads are counted as if nothing were filtered by, so that a match is as strong where a
    # filter leaves it alone as where it is one of many.
    lowest = level(found[0].scored.score for found in everything.values())
    named = known_items.named(catalogue, query.plain) & groups.keys()
    judge = Judge(searcher.encoder.fingerprint, query.plain, lowest, in_english=asked.in_english)
    order = _ordered(groups, named, judge, query.reads)
    close = named or any(judge.band(found[0]) != "weak" for found in groups.values())
    works_found = _each_work_once(searcher, query, groups, named, order)
    shown = list(works_found)[query.offset : query.offset + query.k]
    known = {one.id: one for one in resources.several(catalogue, shown)}
    chosen = [
        Chosen(known[name], groups[name], _best(groups, works_found[name]), name in named)
        for name in shown
    ]
    return Answer(
        hits=explain(searcher, query, asked, judge, chosen),
        ranked_ids=tuple(works_found),
        facets=_facets(searcher, query, asked, order, everything),
        versions=works.versions(catalogue, shown),
        generation=searcher.generation,
        nothing_close=not close,
        did_you_mean=did_you_mean(searcher, query.text),
        nearby=() if close else tuple(nearby(searcher, query, list(works_found)[:NEAREST])),
        seconds=time.perf_counter() - started,
    )


def ranked_resources(
    searcher: Searcher, query: Query, asked: Asked, chosen: frozenset[Leg] = BOTH_LEGS
) -> dict[str, Scored]:
    """Return the resources that answer with their best passages, best first.

    By both legs, as `search` orders them, or by one of them, to see what it does alone.
    """
    groups = by_resource(searcher, rank(searcher, asked, chosen))
    named = (
        known_items.named(searcher.catalogue, query.plain) if chosen == BOTH_LEGS else frozenset()
    )
    return {name: groups[name][0].scored for name in _named_first(groups, named)}


def _within(
    searcher: Searcher, asked: Asked, within: NDArray[np.int64] | None
) -> dict[str, list[Found]]:
    """Return what answers the same question among other passages."""
    return by_resource(searcher, rank(searcher, replace(asked, within=within)))


def _facets(
    searcher: Searcher,
    query: Query,
    asked: Asked,
    found: Sequence[str],
    everything: Mapping[str, Sequence[Found]],
) -> dict[str, dict[str, int]]:
    """Return how many works of the answer, the resources `found`, have each value of each facet.

    A facet that is filtered by is counted as if it were not, all other filters standing: what
    could be chosen beside what is chosen must have its number. `everything` answers where
    nothing is filtered by.
    """
    counts = finding.facet_counts(searcher.catalogue, found)
    for facet in query.filters:
        others = {name: values for name, values in query.filters.items() if name != facet}
        within = scope(searcher, replace(query, filters=others))
        wider = everything if within is None else _within(searcher, asked, within)
        counts[facet] = finding.facet_counts(searcher.catalogue, list(wider)).get(facet, {})
    return counts


def _ordered(
    groups: Mapping[str, Sequence[Found]],
    named: frozenset[str] | set[str],
    judge: Judge,
    reads: Sequence[str],
) -> list[str]:
    """Return the ids of the resources in the order in which the reader sees them."""
    order = list(groups)
    if reads:
        order.sort(  # stable: the better first within each place
            key=lambda name: reader_languages.place(
                judge.band(groups[name][0]),
                reader_languages.reading(groups[name][0].language, reads),
            )
        )
    return _named_first(order, named)


def _each_work_once(
    searcher: Searcher,
    query: Query,
    groups: Mapping[str, Sequence[Found]],
    named: frozenset[str] | set[str],
    order: Sequence[str],
) -> dict[str, list[str]]:
    """Return the version of each work for this reader, with all its versions that answer."""
    belongs = works.memberships(searcher.catalogue, order)
    candidates = [
        Candidate(belongs[name], groups[name][0].language, name in named) for name in order
    ]
    return once(candidates, query.reads)


def _best(groups: Mapping[str, Sequence[Found]], versions: Sequence[str]) -> Found:
    """Return the best passage of several resources."""
    return max((groups[name][0] for name in versions), key=lambda one: one.scored.score)


def _named_first(order: Iterable[str], named: frozenset[str] | set[str]) -> list[str]:
    return sorted(order, key=lambda name: name not in named)  # stable
