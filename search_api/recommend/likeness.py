"""How alike resources are to a seed: by their texts, and by what both have in common.

The likeness is a weighted sum of six parts, each 0 to 1 at most:

- text: the cosine of their centred means;
- passages: how well each passage of one is met by one of the other, both ways
  (late interaction, Khattab and Zaharia 2020, doi:10.1145/3397271.3401075);
- strategies, fields, settings: the cosine in that aspect;
- problems: the greatest product of how near both are to one problem.

The weights were chosen on the tune half of tests/quality/related, and its README says what else
was tried.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.encoding import Vectors
from search_api.recommend.profiles import Profiles
from search_api.retrieval.index_reader import Searcher

COMPARED = 80  # resources whose passages are compared one by one, the most alike without that
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts."""

    text: float
    passages: float
    strategies: float
    problems: float
    fields: float
    settings: float


RELATED = Weights(text=0.5, passages=0.5, strategies=0.3, problems=0.15, fields=0.04, settings=0.06)


def likeness(
    searcher: Searcher, of: Profiles, seed: int, candidates: NDArray[np.int64], weights: Weights
) -> Scores:
    """Return how alike each of `candidates`, rows of resources, is to the seed's row."""
    scores = without_passages(of, seed, weights)[candidates]
    if weights.passages and len(candidates):
        most = np.argsort(-scores, kind="stable")[:COMPARED]
        scores[most] += weights.passages * passages_alike(searcher, of, seed, candidates[most])
    return scores


def without_passages(of: Profiles, seed: int, weights: Weights) -> Scores:
    """Return how alike every resource, shape (n,), is to the seed's row, passages left out."""
    scores = weights.text * (of.texts.centres @ of.texts.centres[seed])
    scores += weights.strategies * of.strategies.likeness(seed)
    scores += weights.problems * of.problems.greatest(seed)
    scores += weights.fields * of.fields.likeness(seed)
    scores += weights.settings * of.settings.likeness(seed)
    return np.asarray(scores, np.float32)


def passages_alike(
    searcher: Searcher, of: Profiles, seed: int, others: NDArray[np.int64]
) -> Scores:
    """Return how well the passages of each of `others`, rows, and of the seed meet each other."""
    ours = of.texts.vectors(searcher, of.texts.rows_of(seed))
    rows = [of.texts.rows_of(int(other)) for other in others]
    met = cosines(searcher, of, ours, rows)
    return np.array([_both_ways(block) for block in met], np.float32)


def cosines(
    searcher: Searcher, of: Profiles, ours: Vectors, rows: list[NDArray[np.int64]]
) -> list[Vectors]:
    """Return the cosines of our passages, shape (a, dimension), with those in each of `rows`.

    Each of shape (a, len(rows[i])).
    """
    every = np.concatenate([*rows, np.zeros(0, np.int64)])
    order = np.argsort(every, kind="stable")
    met = np.empty((len(ours), len(every)), np.float32)
    met[:, order] = ours @ of.texts.vectors(searcher, every[order]).T
    ends = np.cumsum([len(part) for part in rows])
    return np.split(met, ends[:-1], axis=1) if rows else []


def _both_ways(met: Vectors) -> float:
    """Return the mean of what each passage has as its best in the other text, 0 without any."""
    if not met.size:
        return 0.0
    return float(met.max(axis=1).mean() + met.max(axis=0).mean()) / 2
