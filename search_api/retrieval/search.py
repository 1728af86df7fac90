"""A question to an answer: ranked, grouped by resource, ordered for the reader, explained."""

import time
from collections.abc import Mapping, Sequence

from indexer.catalogue import finding, resources
from indexer.domain import Resource
from search_api.retrieval import names, reading
from search_api.retrieval.answer import Answer, Hit, Match
from search_api.retrieval.explaining import Chosen, Judge, explain
from search_api.retrieval.library import Snapshot
from search_api.retrieval.nearby import nearby
from search_api.retrieval.query import Query
from search_api.retrieval.ranking import BOTH_LEGS, Leg, Scored, by_resource, prepare, rank
from search_api.retrieval.spelling import did_you_mean

__all__ = ["BOTH_LEGS", "Answer", "Hit", "Leg", "Match", "ranked_resources", "search"]


def search(snapshot: Snapshot, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere."""
    started = time.perf_counter()
    asked = prepare(snapshot, query)
    groups = by_resource(snapshot, rank(snapshot, asked))
    first = names.named(snapshot.catalogue, query.plain)
    judge = Judge(snapshot.encoder.fingerprint, query.plain)
    known = {one.id: one for one in resources.several(snapshot.catalogue, list(groups))}
    order = _ordered(groups, known, first, judge, query.reads)
    chosen = [
        Chosen(known[name], groups[name], name in first)
        for name in order[query.offset : query.offset + query.k]
    ]
    hits = explain(snapshot, query, asked, judge, chosen)
    close = any(
        judge.band(ranked[0], known[name].metadata.language) != "weak"
        for name, ranked in groups.items()
    )
    nothing_close = not (close or any(name in first for name in order))
    return Answer(
        hits=hits,
        ranked_ids=tuple(order),
        facets=finding.facet_counts(snapshot.catalogue, order),
        generation=snapshot.generation,
        nothing_close=nothing_close,
        did_you_mean=did_you_mean(snapshot.catalogue, query.text),
        nearby=tuple(nearby(snapshot, query, [known[name] for name in order]))
        if nothing_close
        else (),
        seconds=time.perf_counter() - started,
    )


def ranked_resources(
    snapshot: Snapshot, query: Query, chosen: frozenset[Leg] = BOTH_LEGS
) -> list[str]:
    """Return the ids of the resources that answer, best first, by both legs or one of them."""
    groups = by_resource(snapshot, rank(snapshot, prepare(snapshot, query), chosen))
    if chosen != BOTH_LEGS:
        return list(groups)
    return _named_first(groups, names.named(snapshot.catalogue, query.plain))


def _ordered(
    groups: Mapping[str, Sequence[Scored]],
    known: Mapping[str, Resource],
    first: frozenset[str],
    judge: Judge,
    reads: Sequence[str],
) -> list[str]:
    """Return the ids of the resources in the order in which the reader sees them."""
    order = list(groups)
    if reads:
        languages = {name: known[name].metadata.language for name in order}
        order.sort(  # stable: the better first within each place
            key=lambda name: reading.place(
                judge.band(groups[name][0], languages[name]),
                reading.reading(languages[name], reads),
            )
        )
    return _named_first(order, first)


def _named_first(order: Sequence[str] | Mapping[str, object], first: frozenset[str]) -> list[str]:
    return sorted(order, key=lambda name: name not in first)  # stable
