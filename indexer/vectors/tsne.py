"""t-SNE: places on a plane where the neighbours of each point are those it has in more dimensions.

Source: van der Maaten and Hinton 2008, JMLR 9. Every pair is compared in every round, which suits
some thousand points: 2,000 take ten seconds. scikit-learn and scipy, which have it, would be a
fifth of all that is installed; measured on 122 to 2,000 texts, neighbourhoods are kept as well.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_EARLY = 250  # rounds with exaggeration; fewer than all
_HALVINGS = 50  # of the interval that a precision is in
_LEAST_STEP, _LEAST_GAIN = 50.0, 0.01


def embedded(
    vectors: Numbers, start: Numbers, *, perplexity: float, exaggeration: float, rounds: int
) -> Numbers:
    """Return places, shape (n, 2), for vectors of shape (n, dimension), beginning with `start`.

    `perplexity` is about how many neighbours count, at most n - 1. In the first rounds what is
    alike draws one another `exaggeration` times as much, so that groups come together.
    """
    alike = _affinities(_squared_distances(vectors), perplexity)
    rate = max(len(vectors) / exaggeration / 4, _LEAST_STEP)
    together = _descended(alike * exaggeration, start, rate, momentum=0.5, rounds=_EARLY)
    return _descended(alike, together, rate, momentum=0.8, rounds=rounds - _EARLY)


def _descended(
    alike: NDArray[np.float32], places: Numbers, rate: float, *, momentum: float, rounds: int
) -> Numbers:
    step, gains = np.zeros_like(places), np.ones_like(places)
    for _ in range(rounds):
        slope = _slope(alike, places)
        gains = np.where(step * slope < 0, gains + 0.2, gains * 0.8).clip(_LEAST_GAIN)
        step = momentum * step - rate * gains * slope
        places = places + step
    return places


def _slope(alike: NDArray[np.float32], places: Numbers) -> Numbers:
    """Return how the divergence between both kinds of neighbourhood grows with each place."""
    near = 1 / (1 + _squared_distances(places))
    np.fill_diagonal(near, 0)
    pull = (alike - near / near.sum()) * near
    slope: Numbers = 4 * (pull.sum(axis=1, keepdims=True) * places - pull @ places)
    return slope


def _affinities(distances: NDArray[np.float32], perplexity: float) -> NDArray[np.float32]:
    """Return how alike each pair is, shape (n, n); all together 1.

    Around each point a normal distribution, as narrow as to have the perplexity.
    """
    precision: NDArray[Any] = np.ones((len(distances), 1), np.float32)
    low: NDArray[Any] = np.zeros_like(precision)
    high: NDArray[Any] = np.zeros_like(precision)
    for _ in range(_HALVINGS):
        shares = _shares(distances, precision)
        entropy = -(shares * np.log(np.maximum(shares, 1e-30))).sum(axis=1, keepdims=True)
        wide = entropy > np.log(perplexity)
        low, high = np.where(wide, precision, low), np.where(wide, high, precision)
        precision = np.where(high > 0, (low + high) / 2, precision * 2)
    shares = _shares(distances, precision)
    alike: NDArray[Any] = (shares + shares.T) / (2 * len(shares))
    return alike


def _shares(distances: NDArray[np.float32], precision: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each point the shares of the others in the distribution around it."""
    weights = np.exp(-distances * precision)
    np.fill_diagonal(weights, 0)
    shares: NDArray[np.float32] = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-30)
    return shares


def _squared_distances(points: Numbers) -> NDArray[np.float32]:
    squares = (points**2).sum(axis=1)
    distances: Numbers = np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0)
    return distances.astype(np.float32)
