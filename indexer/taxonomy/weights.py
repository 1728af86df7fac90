"""The classifier's weights, as printed by `python -m indexer.taxonomy.evaluation --fit`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over evidence.FEATURES (and nearness), and the least confidence
    that is claimed."""

    features: tuple[float, ...]
    bias: float
    threshold: float


WEIGHTS: dict[tuple[str, bool], Weights] = {}
