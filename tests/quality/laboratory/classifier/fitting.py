"""Fitting the classifier's weights and thresholds to described resources. The home of sklearn."""

from collections.abc import Sequence

from sklearn.linear_model import LogisticRegression

from indexer.encoding.base import Encoder
from indexer.taxonomy import evidence
from indexer.taxonomy.classifier import MOST, Candidate, candidates, probability, read
from indexer.taxonomy.weights import Weights
from tests.quality.laboratory.classifier.samples import Sample

_INVERSE_PENALTY = 1.0  # of large weights: one sample's worth
_WANTED_PRECISION = 0.8
_FEWEST = 5  # proposals on which a threshold's precision can be judged


def fit(samples: Sequence[Sample], encoder: Encoder | None) -> dict[tuple[str, bool], Weights]:
    """Return weights for every vocabulary, with and (where it applies) without similarity.

    A vocabulary of which no concept is true of any sample gets none.
    """
    fitted = {}
    for used in (None, encoder) if encoder is not None else (None,):
        readings = [
            (s, read(s.title, s.blocks, used, s.language, s.passages, s.vectors)) for s in samples
        ]
        for vocabulary in evidence.VOCABULARIES:
            weighed = [(sample, candidates(vocabulary, text, used)) for sample, text in readings]
            length = len(evidence.FEATURES) + (used is not None)
            weighed = [(s, c) for s, c in weighed if c and len(c[0].features) == length]
            if any(sample.truth.get(vocabulary) for sample, _ in weighed):
                fitted[vocabulary, used is not None] = _fit_vocabulary(vocabulary, weighed)
    return fitted


def _fit_vocabulary(vocabulary: str, weighed: list[tuple[Sample, list[Candidate]]]) -> Weights:
    features = [candidate.features for _, concepts in weighed for candidate in concepts]
    right = [
        candidate.concept_id in sample.truth.get(vocabulary, ())
        for sample, concepts in weighed
        for candidate in concepts
    ]
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(features, right)
    weights = tuple(round(float(weight), 2) for weight in model.coef_[0])
    bias = round(float(model.intercept_[0]), 2)
    threshold = _threshold(vocabulary, Weights(weights, bias, 0), weighed)
    return Weights(weights, bias, threshold)


def _threshold(
    vocabulary: str, weights: Weights, weighed: list[tuple[Sample, list[Candidate]]]
) -> float:
    """Return the least confidence from which enough of what is proposed is right."""
    best = (0.0, 0.95)
    for percent in range(20, 95, 5):
        proposed = right = 0
        for sample, concepts in weighed:
            ranked = sorted(
                (
                    (probability(weights, candidate.features), candidate.concept_id)
                    for candidate in concepts
                ),
                key=lambda pair: (-pair[0], pair[1]),
            )
            most = MOST.get(vocabulary, 1)
            mine = [concept for p, concept in ranked[:most] if p >= percent / 100]
            proposed += len(mine)
            right += len(set(mine) & sample.truth.get(vocabulary, frozenset()))
        if proposed < _FEWEST:
            break
        if right / proposed >= _WANTED_PRECISION:
            return percent / 100
        best = max(best, (right / proposed, percent / 100))
    return best[1]
