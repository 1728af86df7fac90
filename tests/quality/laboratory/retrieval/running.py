"""Asks every question of a set through the real search path, leg by leg."""

from collections.abc import Sequence
from dataclasses import dataclass

from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import LONGEST, Query
from search_api.retrieval.ranking import BOTH_LEGS, Leg, prepare
from search_api.retrieval.search import ranked_resources
from tests.quality.laboratory.retrieval.judged import Question

DEPTH = 100  # resources of a ranking that are measured
LEGS: dict[str, frozenset[Leg]] = {
    "dense": frozenset({"meaning"}),
    "lexical": frozenset({"words"}),
    "fused": BOTH_LEGS,
}
Run = dict[str, dict[str, float]]  # scores by document id, by question id


@dataclass(frozen=True, slots=True)
class Runs:
    """What each leg answered."""

    questions: tuple[Question, ...]
    by_leg: dict[str, Run]


def ask_all(searcher: Searcher, questions: Sequence[Question]) -> Runs:
    """Return the rankings of every leg for every question."""
    by_leg: dict[str, Run] = {name: {} for name in LEGS}
    for one in questions:
        query = Query(one.text[:LONGEST])
        asked = prepare(searcher, query)
        for name, legs in LEGS.items():
            ranked = list(ranked_resources(searcher, query, asked, legs))[:DEPTH]
            # Falling scores: the order is what is measured, and ours breaks every tie.
            by_leg[name][one.id] = {
                document: float(DEPTH - place) for place, document in enumerate(ranked)
            }
    return Runs(tuple(questions), by_leg)
