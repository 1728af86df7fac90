"""Ranks what was retrieved: first the passages, then their resources."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.encoding import Vectors
from indexer.vectors.sorted_ids import united
from search_api.limits import DEEPEST
from search_api.retrieval import feedback
from search_api.retrieval.exact_match import SURE
from search_api.retrieval.fusion import weighted_sum
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.passage_choice import READ, Choice
from search_api.retrieval.question import Mask, Question
from search_api.retrieval.ranked import RankedPassages, Ranking, Scores
from search_api.retrieval.retrievers import BOTH, Pool, Retrieved, Retriever, Rows
from search_api.retrieval.whitening import whitened

_HEAD = 100  # passages that are ranked a second time


def rank(
    searcher: Searcher,
    question: Question,
    retrieved: Retrieved,
    mask: Mask = None,
    retrievers: frozenset[Retriever] = BOTH,
    showable: Mask = None,
    choosing: bool = True,
) -> Ranking:
    """Return the ranked resources among the passages of `mask`, by both retrievers or by one.

    Where of a resource only an author line or the like is among them, one of its passages of text
    that are `showable` stands for it. Where nothing is shown, `choosing` the passage that answers
    is work in vain: the best one has the same score.
    """
    pool = _with_text(searcher, retrieved, retrieved.pool(mask), showable)
    passages = _fused(searcher, question, pool, retrievers)
    ranking = _by_resource(searcher, passages)
    return _with_answers(searcher, question, ranking) if choosing else ranking


def count_works(
    searcher: Searcher,
    question: Question,
    retrieved: Retrieved,
    mask: Mask,
    having: NDArray[np.bool_],
) -> int:
    """Return how many works `rank` would return within `mask`, among the resources of `having`.

    `having` has shape (resources,). The ranking itself is only made where there are more than
    DEEPEST resources, and their order decides which of them count.
    """
    state = searcher.state
    narrowed = having[state.resource_rows]
    if mask is not None:
        narrowed &= mask
    resources = united(state.resource_rows[retrieved.pool_rows(narrowed)])
    works = len(united(state.resources.works[resources]))
    if len(resources) <= DEEPEST:
        return works
    if works == len(resources):
        return DEEPEST
    ranking = rank(searcher, question, retrieved, narrowed, choosing=False)
    return works_of(searcher, ranking)


def works_of(searcher: Searcher, ranking: Ranking) -> int:
    """Return how many works the resources of a ranking are."""
    state = searcher.state
    best = [ranking.best(name) for name in ranking.positions]
    resources = state.resource_rows[ranking.passages.rows[best]]
    return len(united(state.resources.works[resources]))


def _fused(
    searcher: Searcher,
    question: Question,
    pool: Pool,
    retrievers: frozenset[Retriever],
) -> RankedPassages:
    """Return the passages of the pool, ranked by the weighted sum of both retrievers' scores.

    Those of resources that are asked for by name come before all others.
    """
    vectors = searcher.state.vectors(pool.rows)
    cosines = (vectors @ question.vector).astype(np.float64)
    dense_scores = (vectors @ question.dense_vector).astype(np.float64)
    if "dense" not in retrievers:
        cosines, dense_scores = np.zeros(len(pool.rows)), np.zeros(len(pool.rows))
    scores = weighted_sum(dense_scores, pool.lexical_scores)
    order = np.lexsort((pool.rows, -scores, ~pool.named))
    if retrievers == BOTH and len(order):
        order = _with_feedback(searcher, question, pool, vectors, scores, order)
    return RankedPassages(
        rows=pool.rows[order],
        scores=scores[order],
        cosines=cosines[order],
        dense_scores=dense_scores[order],
        lexical_scores=pool.lexical_scores[order],
        dense_ranks=pool.dense_ranks[order],
        lexical_ranks=pool.lexical_ranks[order],
        languages=searcher.state.passage_table.languages[pool.rows[order]],
        answering=searcher.state.passage_table.answering[pool.rows[order]],
    )


def _with_text(searcher: Searcher, retrieved: Retrieved, pool: Pool, showable: Mask) -> Pool:
    """Return the pool with some text of each resource of which only other parts are in it.

    Whoever asks for an author or a funder meets those other parts alone. The passage nearest to
    the question is added, placed by no retriever.
    """
    state, answering = searcher.state, searcher.state.passage_table.answering
    resources = state.resource_rows[pool.rows]
    textless = np.zeros(len(state.resources.keys), np.bool_)
    textless[resources] = True
    textless[resources[answering[pool.rows]]] = False
    if retrieved.dense is None or not textless.any():
        return pool
    candidates = textless[state.resource_rows] & answering
    rows = np.flatnonzero(candidates if showable is None else candidates & showable)
    rows = rows[np.argsort(-retrieved.dense[rows], kind="stable")]
    added = rows[np.unique(state.resource_rows[rows], return_index=True)[1]]
    nothing = np.zeros(len(added))
    order = np.argsort(every := np.concatenate([pool.rows, added]))
    ranks = (pool.dense_ranks, pool.lexical_ranks)
    dense, lexical = (np.concatenate([rank, nothing.astype(np.int64)])[order] for rank in ranks)
    scores = np.append(pool.lexical_scores, nothing)[order]
    named = np.isin(state.resource_rows[every[order]], resources[pool.named])
    return Pool(every[order], dense, lexical, scores, named)


def _with_feedback(
    searcher: Searcher,
    question: Question,
    pool: Pool,
    vectors: Vectors,
    scores: Scores,
    order: Rows,
) -> Rows:
    """Return a new order of the pool, by the question moved towards the best passages of `order`.

    Only the first _HEAD passages are ranked anew. Changes `scores` in place: the head gets new
    ones, those of the tail are lowered where needed, to stay below it.
    """
    best = np.sort(order[: feedback.TAKEN])
    refined = feedback.refined(question.vector, scores[best], vectors[best])
    head, tail = order[:_HEAD], order[_HEAD:]
    again = vectors[head] @ whitened(searcher.state.whitening, refined)
    scores[head] = weighted_sum(again.astype(np.float64), pool.lexical_scores[head])
    scores[tail] = np.minimum(scores[tail], scores[head].min())
    again_ordered = np.lexsort((pool.rows[head], -scores[head], ~pool.named[head]))
    return np.concatenate([head[again_ordered], tail])


def _by_resource(searcher: Searcher, passages: RankedPassages) -> Ranking:
    """Return the first DEEPEST resources, in the order of each resource's best passage.

    A resource is as good as its best passage: adding the second best was tried and made it
    worse (tests/quality/RANKING.md).
    """
    state = searcher.state
    answering = passages.answering.tolist()
    groups: dict[int, list[int]] = {}
    for position, resource in enumerate(state.resource_rows[passages.rows].tolist()):
        if resource in groups or len(groups) < DEEPEST:
            groups.setdefault(resource, []).append(position)
    ids, positions = state.resources.ids, {}
    for resource, group in groups.items():
        positions[ids[resource]] = in_order = _text_first(group, answering)
        passages.scores[in_order[0]] = passages.scores[group[0]]
    return Ranking(passages, positions)


def _with_answers(searcher: Searcher, question: Question, ranking: Ranking) -> Ranking:
    """Return the ranking with the passage that answers first in each of the first READ resources.

    Whoever asks for a resource by its name wants to see what it is: of that the opening is first.
    Either gets the score of the best.
    """
    passages, positions = ranking.passages, ranking.positions
    read = list(positions)[:READ]
    texts = [[place for place in positions[name] if passages.answering[place]] for name in read]
    chosen = Choice(searcher, question, passages).best_first(texts)
    for name, in_order in zip(read, chosen, strict=True):
        if question.names.get(name) in SURE:
            in_order.sort(key=passages.rows.__getitem__)
        before = positions[name]
        positions[name] = in_order + before[len(in_order) :]
        passages.scores[positions[name][0]] = passages.scores[before[0]]
    return ranking


def _text_first(group: list[int], answering: Sequence[bool]) -> list[int]:
    """Return the passages of a resource with those last that answer nothing.

    The titles a resource cites tell well what it is about (counting them half lowers nDCG@10 from
    .511 to .482 on the tune questions), but nobody wants to read them, or who wrote it, as an
    answer. So where such a part is best, the best passage of the text comes first instead.
    """
    if len(group) == 1:  # as most
        return group
    texts = [position for position in group if answering[position]]
    return texts + [position for position in group if not answering[position]]
