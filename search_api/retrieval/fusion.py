"""Two rankings to one."""

from collections.abc import Sequence

from search_api.retrieval.legs import Ranking

RRF_K = 60


def reciprocal_rank_fusion(rankings: Sequence[Ranking], k: int = RRF_K) -> list[tuple[int, float]]:
    """Return (passage id, score), best first, equal scores by id.

    score = sum over the rankings of 1 / (k + rank), scaled so that first in all of them is 1.
    Source: Cormack, Clarke and Buettcher 2009, SIGIR, doi:10.1145/1571941.1572114.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for ranked in ranking.values():
            scores[ranked.passage_id] = scores.get(ranked.passage_id, 0.0) + 1 / (k + ranked.rank)
    best = len(rankings) / (k + 1)
    return sorted(
        ((number, score / best) for number, score in scores.items()),
        key=lambda pair: (-pair[1], pair[0]),
    )
