"""The classifier's weights: `python -m tests.quality.laboratory.classifier --fit` prints them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over evidence.FEATURES (and the similarity), and the least confidence
    that is proposed."""

    features: tuple[float, ...]
    bias: float
    threshold: float


WEIGHTS: dict[tuple[str, bool], Weights] = {
    # (vocabulary, whether the similarity is the last feature)
    ("isced_f", False): Weights((1.57, 3.38, 1.1, 2.3, 1.67, 0.56), -6.18, 0.3),
    ("isced_f", True): Weights((1.35, 2.72, 1.07, 1.72, 1.61, 0.32, 1.61), -6.26, 0.2),
    ("resource_types", False): Weights((0.12, -0.42, 0.29, 0.84, 2.19, 2.84), -3.88, 0.55),
    ("strategies", False): Weights((2.9, 1.47, -0.48, 1.5, 1.53, 1.06), -3.53, 0.35),
    ("strategies", True): Weights((1.38, 0.54, -0.17, 1.84, 1.3, 0.39, 2.51), -3.73, 0.4),
}
