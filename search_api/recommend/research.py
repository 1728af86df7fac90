"""Practice and evidence: for a practice the research that tests it, for research the practice."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import passages
from search_api.recommend import seeds
from search_api.recommend.evidence import kinds
from search_api.recommend.likeness import Weights
from search_api.recommend.profiles import Profiles, profiles
from search_api.recommend.ranking import Ranked
from search_api.recommend.related import choose
from search_api.recommend.seeds import Wish
from search_api.recommend.suggestion import Kind, Reason, Suggestion, Suggestions
from search_api.retrieval.index_reader import Searcher

RESEARCH = ("research-paper", "research-summary", "review")
PRACTICE = ("good-practice", "case-study", "workshop-material", "guide", "lesson-plan")
TESTED = Weights(text=0.4, passages=0.4, strategies=0.6, problems=0.4, fields=0.02, settings=0.0)
_NAMED = 2  # strategies in a reason


def is_research(of: Profiles, row: int) -> bool:
    """Whether a resource is research on teaching, by its type."""
    return any(of.table.having("type", kind)[row] for kind in RESEARCH)


def practice_and_evidence(searcher: Searcher, wish: Wish) -> Suggestions:
    """Return the research on a practice with its kinds of evidence; for research, the practice.

    Both must have a strategy or a problem in common: nearness of text alone tests nothing.
    What the first seed is decides. Raises as `related_to` does.
    """
    of = profiles(searcher)
    asked = seeds.read(searcher, of, wish)
    research = is_research(of, asked.like[0])
    common = of.strategies.sharing(asked.like) | of.problems.sharing(asked.like)
    among = asked.others & common & _of_types(of, PRACTICE if research else RESEARCH)

    def reasons(item: Ranked) -> tuple[Reason, ...]:
        return _reasons(of, item, research)

    suggestions = choose(searcher, of, asked, among, wish, TESTED, reasons)
    if research:
        return suggestions
    return replace(
        suggestions, items=tuple(_with_evidence(searcher, item) for item in suggestions.items)
    )


def _of_types(of: Profiles, types: tuple[str, ...]) -> NDArray[np.bool_]:
    having: NDArray[np.bool_] = np.logical_or.reduce([of.table.having("type", it) for it in types])
    return having


def _reasons(of: Profiles, item: Ranked, research: bool) -> tuple[Reason, ...]:
    strategies = of.strategies.shared(item.seed, item.row)[:_NAMED]
    problems = of.problems.shared(item.seed, item.row)[:1]
    by_strategy: Kind = "practises_strategy" if research else "tests_strategy"
    by_problem: Kind = "practises_problem" if research else "tests_problem"
    every = (
        Reason(by_strategy, "strategy", tuple(it.value for it in strategies)),
        Reason(by_problem, "problem", tuple(it.value for it in problems)),
    )
    return tuple(reason for reason in every if reason.values) or (Reason("close_meaning"),)


def _with_evidence(searcher: Searcher, item: Suggestion) -> Suggestion:
    stored = passages.of_resource(searcher.catalogue, item.resource.id)
    return replace(item, evidence=kinds(stored))
