"""Facet counts: for each value, how many works the search gives when it is filtered by it.

All counts use the one retrieval of the question. Where a value has no more passages than fit in a
retriever's pool, all of them are in the answer: such values are counted from the table of
resources, all at once. For a larger value its own pool is made and counted.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from indexer.metadata.facets import FACETS
from indexer.vectors.sorted_ids import united
from search_api.limits import DEEPEST
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.matching import Listed, Matching
from search_api.retrieval.query import Query
from search_api.retrieval.question import Mask, Question, mask_of
from search_api.retrieval.ranking import count_works
from search_api.retrieval.retrievers import POOL, Retrieved


def facet_counts(
    searcher: Searcher, query: Query, question: Question, retrieved: Retrieved, matching: Matching
) -> dict[str, dict[str, int]]:
    """Return, per facet and value of the answer, how many works there are with that value chosen.

    The most frequent values come first. A facet that is already filtered by is counted without
    its own filter but with all others, so that the values one could choose instead are counted
    too. Counted is what `matching` lists.
    """
    others = [facet for facet in FACETS if facet not in query.filters]
    listed = matching.listed(mask_of(searcher, query))
    counts = _count(searcher, question, retrieved, listed, others)
    for facet in query.filters:
        wider = matching.listed(mask_of(searcher, query, without=facet))
        counts[facet] = {}
        counts |= _count(searcher, question, retrieved, wider, [facet])
    return counts


def _count(
    searcher: Searcher,
    question: Question,
    retrieved: Retrieved,
    listed: Listed,
    facets: Collection[str],
) -> dict[str, dict[str, int]]:
    """Return the counts of `facets` among what is listed."""
    mask = listed.mask
    table, resource_rows = searcher.state.resources, searcher.state.resource_rows
    in_pool = np.zeros(len(table.keys), np.bool_)
    in_pool[resource_rows[retrieved.pool(mask).rows]] = True
    offered = set(table.value_numbers[in_pool[table.value_rows]].tolist())
    works, small = _all_works(searcher, mask)
    counts: dict[str, dict[str, int]] = {}
    for (facet, value), number in table.values.items():
        if number in offered and facet in facets:
            if small[number]:
                count = int(works[number])
            else:
                having = table.having(facet, value)
                count = count_works(searcher, question, retrieved, mask, having)
            counts.setdefault(facet, {})[value] = listed.count(count)
    return {facet: _most_frequent_first(values) for facet, values in counts.items()}


def _all_works(searcher: Searcher, mask: Mask) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return how many works each value has within `mask`, and whether all of them are ranked.

    Both have shape (values,), by the value's number. All works of a value are ranked when its
    passages fit in a pool and its resources in an answer.
    """
    table, resource_rows = searcher.state.resources, searcher.state.resource_rows
    size = len(table.values)
    kept = resource_rows if mask is None else resource_rows[mask]
    passages = np.bincount(kept, minlength=len(table.keys))[table.value_rows]
    present = passages > 0
    numbers, works = table.value_numbers[present], table.works[table.value_rows[present]]
    pairs = united(numbers * len(table.keys) + works)  # each pair of a value and a work once
    per_value = np.bincount(table.value_numbers, weights=passages, minlength=size)
    resources = np.bincount(numbers, minlength=size)
    small = (per_value <= POOL) & (resources <= DEEPEST)
    return np.bincount(pairs // max(len(table.keys), 1), minlength=size), small


def _most_frequent_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
