"""The two ways of searching: by meaning and by words. Each gives a ranking of passages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding
from search_api.retrieval.library import Snapshot

POOL = 300  # passages that each leg ranks
# BM25 weights of title, headings and body.
_FIELD_WEIGHTS = (4.0, 2.0, 1.0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage as one leg placed it: `rank` 1 is first, `score` is the leg's own."""

    passage_id: int
    rank: int
    score: float


Ranking = dict[int, Ranked]


def by_meaning(
    snapshot: Snapshot, question: str, within: NDArray[np.int64] | None = None
) -> Ranking:
    """Rank passages by the cosine of their vector with the question's."""
    vector = snapshot.encoder.encode_query(question)
    return _ranking(snapshot.nearest(vector, POOL, within))


def by_words(
    snapshot: Snapshot, words: Sequence[str], within: NDArray[np.int64] | None = None
) -> Ranking:
    """Rank passages by BM25 of any of the folded `words`."""
    expression = " OR ".join(_quoted(word) for word in words)
    if not expression:
        return {}
    return _ranking(
        finding.match(snapshot.catalogue, expression, POOL, weights=_FIELD_WEIGHTS, within=within)
    )


def _quoted(word: str) -> str:
    """Return a word as FTS5 takes it: quoted, so that nothing in it is an operator."""
    return '"' + word.replace('"', '""') + '"'


def _ranking(found: Sequence[tuple[int, float]]) -> Ranking:
    return {
        number: Ranked(number, rank, score) for rank, (number, score) in enumerate(found, start=1)
    }
