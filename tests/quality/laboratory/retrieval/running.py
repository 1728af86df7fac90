"""Asks every question of a set through the real search path, by each retriever and by both."""

from collections.abc import Sequence
from dataclasses import dataclass

from search_api.limits import LONGEST
from search_api.retrieval.exact_match import exact_matches
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.question import mask_of, prepare
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.ranking import rank
from search_api.retrieval.retrievers import BOTH, Retriever, retrieve
from search_api.retrieval.search import exact_first
from tests.quality.laboratory.retrieval.judged import Question

DEPTH = 100  # resources of a ranking that are measured
SYSTEMS: dict[str, frozenset[Retriever]] = {
    "dense": frozenset({"dense"}),
    "lexical": frozenset({"lexical"}),
    "fused": BOTH,
}
Run = dict[str, dict[str, float]]  # scores by document id, by question id


@dataclass(frozen=True, slots=True)
class Runs:
    """What each system answered."""

    questions: tuple[Question, ...]
    by_system: dict[str, Run]


def ask_all(searcher: Searcher, questions: Sequence[Question]) -> Runs:
    """Return the rankings of every system for every question."""
    by_system: dict[str, Run] = {name: {} for name in SYSTEMS}
    for question in questions:
        query = Query(question.text[:LONGEST])
        for name, retrievers in SYSTEMS.items():
            order, _ = ranked(searcher, query, retrievers)
            # Falling scores: the order is what is measured, and ours breaks every tie.
            by_system[name][question.id] = {
                document: float(DEPTH - place) for place, document in enumerate(order[:DEPTH])
            }
    return Runs(tuple(questions), by_system)


def ranked(
    searcher: Searcher, query: Query, retrievers: frozenset[Retriever] = BOTH
) -> tuple[list[str], Ranking]:
    """Return the resources that answer, best first, and the ranking: as `search` orders them."""
    question = prepare(searcher, query)
    retrieved = retrieve(searcher, question, retrievers)
    mask = mask_of(searcher, query)  # phrases and excluded words, as in the product
    ranking = rank(searcher, question, retrieved, mask, retrievers=retrievers)
    exact = exact_matches(searcher.catalogue, query.plain) if retrievers == BOTH else {}
    return exact_first(ranking.positions, exact), ranking
