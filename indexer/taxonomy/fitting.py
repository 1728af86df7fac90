"""Fitting the classifier's weights and thresholds to described resources."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Encoder
from indexer.taxonomy import evidence
from indexer.taxonomy.classifier import MOST, Candidate, probability, read, weigh
from indexer.taxonomy.evaluation import Sample
from indexer.taxonomy.weights import Weights

_PENALTY = 1.0  # of large weights: one sample's worth
_WANTED_PRECISION = 0.8
_FEWEST = 5  # claims on which a threshold's precision can be judged


def fit(samples: Sequence[Sample], encoder: Encoder | None) -> dict[tuple[str, bool], Weights]:
    """Return weights for every vocabulary, with and (where it applies) without nearness."""
    fitted = {}
    for used in (None, encoder) if encoder is not None else (None,):
        readings = [
            (s, read(s.title, s.blocks, used, s.language, s.passages, s.vectors)) for s in samples
        ]
        for vocabulary in evidence.VOCABULARIES:
            groups = [(sample, weigh(vocabulary, one, used)) for sample, one in readings]
            length = len(evidence.FEATURES) + (used is not None)
            groups = [(s, c) for s, c in groups if c and len(c[0].features) == length]
            if groups:
                fitted[vocabulary, used is not None] = _fit_one(vocabulary, groups)
    return fitted


def _fit_one(vocabulary: str, groups: list[tuple[Sample, list[Candidate]]]) -> Weights:
    rows = [one.features for _, candidates in groups for one in candidates]
    right = [
        one.concept_id in sample.truth.get(vocabulary, ())
        for sample, candidates in groups
        for one in candidates
    ]
    weights = logistic(np.array(rows), np.array(right, dtype=np.float64))
    plain = Weights(
        tuple(round(float(w), 2) for w in weights[:-1]), round(float(weights[-1]), 2), 0
    )
    return Weights(plain.features, plain.bias, _threshold(vocabulary, plain, groups))


def logistic(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights, the bias last, of a logistic regression by Newton's method."""
    x = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(x.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - right) + penalty * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _threshold(
    vocabulary: str, weights: Weights, groups: list[tuple[Sample, list[Candidate]]]
) -> float:
    """Return the least confidence from which enough of what is claimed is right."""
    best = (0.0, 0.95)
    for percent in range(20, 95, 5):
        claimed = right = 0
        for sample, candidates in groups:
            ranked = sorted(
                ((probability(weights, one.features), one.concept_id) for one in candidates),
                key=lambda pair: (-pair[0], pair[1]),
            )
            most = MOST.get(vocabulary, 1)
            mine = [concept for p, concept in ranked[:most] if p >= percent / 100]
            claimed += len(mine)
            right += len(set(mine) & sample.truth.get(vocabulary, frozenset()))
        if claimed < _FEWEST:
            break
        if right / claimed >= _WANTED_PRECISION:
            return percent / 100
        best = max(best, (right / claimed, percent / 100))
    return best[1]
