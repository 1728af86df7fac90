"""Where matches end: which passages match a question, and what is listed when none does.

A list ends with the last resource that is a possible match: what is weaker is listed when the
reader wants it, or in part when there is nothing else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_api.retrieval.calibration import Calibrator
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import Mask, Question
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.retrievers import Retrieved

NEAREST = 10  # works listed when nothing is close


@dataclass(frozen=True, slots=True)
class Listed:
    """The passages that a list is made of, as a mask, and the most works that are listed of them.

    `most` is None where there is no such limit; `close` says that the passages are matches.
    """

    mask: Mask
    close: bool
    most: int | None = None

    def count(self, works: int) -> int:
        """Return how many of `works` works are listed."""
        return works if self.most is None else min(works, self.most)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which passages match a question, shape (n,); with `weaker`, a list goes on after them."""

    passages: NDArray[np.bool_]
    weaker: bool = False

    def listed(self, mask: Mask) -> Listed:
        """Return what is listed of the passages of `mask`: matches; without any, the nearest."""
        matches = self.passages if mask is None else self.passages & mask
        close = bool(matches.any())
        if self.weaker:
            return Listed(mask, close)
        return Listed(matches, close) if close else Listed(mask, close, NEAREST)


def matching_passages(
    searcher: Searcher,
    question: Question,
    retrieved: Retrieved,
    unfiltered: Ranking,
    calibrator: Calibrator,
) -> NDArray[np.bool_]:
    """Return which passages match, shape (n,): those that are possible, those that stand out.

    `unfiltered` is the ranking without any filter, in which some passages stand out. Only resources
    count that have a match among the passages that can be shown as an answer.
    """
    state = searcher.state
    cosines = state.cosines(question.vector)
    matching = calibrator.matching(cosines, retrieved.lexical_scores(len(cosines)))
    ranked = unfiltered.passages
    best = [unfiltered.best(name) for name in unfiltered.positions]
    levels = calibrator.closeness(ranked, best)
    close = [place for place, closeness in zip(best, levels, strict=True) if closeness != "weak"]
    answers = matching & state.passage_table.answering
    answers[ranked.rows[close]] = True
    answered = np.zeros(len(state.resources.keys), np.bool_)
    answered[state.resource_rows[answers]] = True
    kept: NDArray[np.bool_] = (matching | answers) & answered[state.resource_rows]
    return kept


def with_versions(searcher: Searcher, listed: Listed, mask: Mask) -> Mask:
    """Return the passages to rank: those listed, and of their works the versions without a match.

    Such a version, if it is within `mask`, may be the one that the reader can read.
    """
    if listed.mask is None or not listed.close:
        return listed.mask
    state = searcher.state
    matched = np.zeros(len(state.resources.keys), np.bool_)
    matched[state.resource_rows[listed.mask]] = True
    in_works = np.isin(state.resources.works, state.resources.works[matched])
    versions = (in_works & ~matched)[state.resource_rows] & state.passage_table.answering
    return listed.mask | (versions if mask is None else versions & mask)
