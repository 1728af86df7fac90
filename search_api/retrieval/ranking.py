"""A question to ranked passages, and ranked passages to ranked resources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding, passages
from indexer.encoding import Vectors
from search_api.retrieval import feedback, highlight, legs
from search_api.retrieval.fusion import weighted_sum
from search_api.retrieval.legs import Ranked, Ranking
from search_api.retrieval.library import Snapshot
from search_api.retrieval.query import DEEPEST, Query

Leg = Literal["meaning", "words"]
BOTH_LEGS: frozenset[Leg] = frozenset({"meaning", "words"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its place in the answer, and where each leg placed it.

    `cosine` is 0 when the passage is far by meaning; `share` (0..1) is 0 when it has none of
    the words. `meaning` and `words` are None where the leg did not place it.
    """

    passage_id: int
    score: float
    cosine: float
    share: float
    meaning: Ranked | None
    words: Ranked | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: its vector, shape (dimension,), its telling words, its scope.

    `within`, sorted, are the ids of the passages that may answer; None stands for all.
    """

    vector: Vectors
    telling: tuple[str, ...]
    within: NDArray[np.int64] | None


def prepare(snapshot: Snapshot, query: Query) -> Asked:
    """Encode the question and find the passages that its filters and signs leave."""
    telling = tuple(highlight.telling(query.words()))
    return Asked(feedback.vector(snapshot, query), telling, _scope(snapshot, query))


def rank(snapshot: Snapshot, asked: Asked, chosen: frozenset[Leg] = BOTH_LEGS) -> list[Scored]:
    """Return the passages that answer, best first, by both legs or one of them."""
    meaning: Ranking = {}
    words: Ranking = {}
    if "meaning" in chosen:
        meaning = legs.by_meaning(snapshot, asked.vector, asked.within)
    if "words" in chosen:
        words = legs.by_words(snapshot, asked.telling, asked.within)
    placed = [number for number, one in words.items() if one.rank <= legs.POOL]
    candidates = list(dict.fromkeys([*meaning, *placed]))
    cosines = {number: one.score for number, one in meaning.items()}
    if meaning:
        cosines |= _cosines(snapshot, asked.vector, [one for one in placed if one not in meaning])
    shares = {number: one.score for number, one in words.items()}
    return [
        Scored(
            number,
            score,
            cosines.get(number, 0.0),
            shares.get(number, 0.0),
            meaning.get(number),
            words.get(number),
        )
        for number, score in weighted_sum(candidates, cosines, shares)
    ]


def by_resource(snapshot: Snapshot, ranked: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Return the passages of each resource, in the order of each resource's best passage.

    A resource is as good as its best passage: adding the second best was tried and made it
    worse (tests/quality/RANKING.md).
    """
    owners = passages.owners(snapshot.catalogue, [one.passage_id for one in ranked])
    groups: dict[str, list[Scored]] = {}
    for one in ranked:
        owner = owners.get(one.passage_id)  # None: deleted since the generation was published
        if owner is not None and (owner in groups or len(groups) < DEEPEST):
            groups.setdefault(owner, []).append(one)
    return groups


def _cosines(snapshot: Snapshot, vector: Vectors, ids: Sequence[int]) -> dict[int, float]:
    if not ids:
        return {}
    return dict(snapshot.nearest(vector, len(ids), np.array(sorted(ids), np.int64)))


def _scope(snapshot: Snapshot, query: Query) -> NDArray[np.int64] | None:
    """Return the ids of the passages that may answer, sorted; None when all may."""
    catalogue = snapshot.catalogue
    own = query.unlike if query.text else (*query.like, *query.unlike)
    if not (query.filters or query.phrases or query.excluded or own):
        return None
    within = finding.passage_ids(catalogue, query.filters)
    for phrase in query.phrases:
        within = np.intersect1d(within, _having(snapshot, phrase))
    for phrase in query.excluded:
        within = np.setdiff1d(within, _having(snapshot, phrase))
    return np.setdiff1d(within, np.array(own, np.int64)) if own else within


def _having(snapshot: Snapshot, phrase: Sequence[str]) -> NDArray[np.int64]:
    """Return the ids of the passages with the folded words of `phrase`, in this order."""
    expression = f"{{title headings body}} : {legs.quoted(' '.join(phrase))}"
    return finding.passages_with(snapshot.catalogue, expression)
