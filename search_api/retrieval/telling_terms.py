"""Which terms of a question are looked up in the full-text index, and the passages that have them.

The full-text index takes 1 to 2 ms for each thousand passages that it scores, and scores every
passage that has any of the terms: half a second for some questions in a collection of a million.
There only passages with one of its rarest terms are scored, by all of its terms. That leaves 91 %
of the first ten passages by words, and 83 % of the first 300 (docs/SCALING.md).
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding
from search_api.retrieval.full_text import any_of
from search_api.retrieval.index_reader import Searcher

_COMMON = 0.3  # share of the passages above which a term is too common to look up
_FEW = 200  # passages: a term in no more than these is looked up in any case
_MOST_TERMS = 256  # of one question to the full-text index
_SCORED = 10_000  # passages of a large collection; more only where the rarest term has more

Matches = tuple[NDArray[np.int64], NDArray[np.float64]]


def looked_up(counts: Mapping[str, int], passages: int) -> list[str]:
    """Return the terms to look up, given in how many of `passages` each is.

    Without the very common ones, which hardly change the order and cost the most time; they stay
    where there are no others. Of a long text the rarest, which tell most of it.
    """
    chosen: Sequence[str] = list(counts)
    if len(chosen) > _MOST_TERMS:
        chosen = _rarest_first(counts)[:_MOST_TERMS]
    most = max(_COMMON * passages, _FEW)
    return [term for term in chosen if counts[term] <= most] or list(chosen)


def matching(searcher: Searcher, counts: Mapping[str, int]) -> Matches:
    """Return the ids of the passages that have any of the terms, and their BM25 scores.

    Both of shape (n,), in no order. `counts` says in how many passages each term is. Of a large
    collection those that have one of the rarest, and all of these.
    """
    if searcher.state.scores_all:
        return finding.matches(searcher.catalogue, _stems(counts))
    rare = list(_rarest(counts))
    others = [term for term in counts if term not in rare]
    if not others:
        return finding.matches(searcher.catalogue, _stems(rare))
    by_all_terms = f"({_stems(rare)}) AND ({_stems(others)})"
    return finding.matches_of_either(searcher.catalogue, by_all_terms, _stems(rare))


def _rarest(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the rarest term, and those after it that all together are in few passages."""
    passages = 0
    for term in _rarest_first(counts):
        if passages and passages + counts[term] > _SCORED:
            return
        passages += counts[term]
        yield term


def _rarest_first(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda term: (counts[term], term))


def _stems(terms: Sequence[str] | Mapping[str, int]) -> str:
    return f"stems : ({any_of(list(terms))})"
