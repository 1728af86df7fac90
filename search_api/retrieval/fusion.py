"""Fusion: one score of the two that a passage has from the dense and the lexical retriever."""

import numpy as np
from numpy.typing import NDArray

# The weight of a lexical score against a cosine; see tests/quality/RANKING.md for the figures.
WORDS_WEIGHT = 0.9
_DECIMALS = 6


def weighted_sum(
    cosines: NDArray[np.float64],
    lexical_scores: NDArray[np.float64],
    weight: float = WORDS_WEIGHT,
) -> NDArray[np.float64]:
    """Return (cosine + weight lexical score) / (1 + weight) of each passage, all of shape (n,).

    The lexical score is 0 for a passage without any of the words. Neither scale depends on the
    question, so a passage that shares a few words does not displace one that means the same in
    another language.
    Rounded to millionths: smaller differences come from the processor's order of addition, and
    would give the same text in two scripts another order on another machine.
    A convex combination beats reciprocal ranks: Bruch, Gai and Ingber 2023, doi:10.1145/3596512.
    """
    scores = (cosines + weight * lexical_scores) / (1 + weight)
    rounded: NDArray[np.float64] = np.round(scores, _DECIMALS)
    return rounded
