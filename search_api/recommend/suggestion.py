"""A recommended resource, and the ways of choosing some that are not all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from indexer.domain import Resource
from indexer.encoding import Vectors

_RELEVANCE = 0.7  # against 0.3 for being unlike what was chosen before


Kind = Literal["in_field", "in_wider_field", "same_field", "shares_strategies", "shares_words"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a recommendation: its kind, and what it is about.

    `values` are ISCED-F codes for the kinds of field, strategy ids for `shares_strategies`, and
    for `shares_words` words that the texts of both have, as the recommended one writes them.
    """

    kind: Kind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommended resource, its score (a cosine), and why."""

    resource: Resource
    score: float
    reasons: tuple[Reason, ...]


def centre(vectors: Vectors) -> Vectors:
    """Return the direction, shape (dimension,), that vectors of shape (n, dimension) share."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def diverse(relevance: Sequence[float], vectors: Vectors, k: int) -> list[int]:
    """Return the positions of up to `k` items that are relevant and unlike each other.

    Maximal marginal relevance: each next item has the greatest
    0.7 relevance - 0.3 (greatest cosine with an item chosen before).
    Source: Carbonell and Goldstein 1998, SIGIR, doi:10.1145/290941.291025.
    `vectors` has shape (len(relevance), dimension), rows of length 1.
    """
    chosen: list[int] = []
    left = list(range(len(relevance)))
    while left and len(chosen) < k:
        likeness = vectors[left] @ vectors[chosen].T if chosen else np.zeros((len(left), 1))
        worth = _RELEVANCE * np.array([relevance[row] for row in left])
        worth -= (1 - _RELEVANCE) * likeness.max(axis=1)
        chosen.append(left.pop(int(worth.argmax())))  # argmax takes the first among equals
    return chosen
