"""Two scores to one."""

import numpy as np
from numpy.typing import NDArray

# What a full match by words adds to the cosine; see tests/quality/RANKING.md for the figures.
WORDS_WEIGHT = 0.9
_DECIMALS = 6


def weighted_sum(
    cosines: NDArray[np.float64], shares: NDArray[np.float64], weight: float = WORDS_WEIGHT
) -> NDArray[np.float64]:
    """Return (cosine + weight share) / (1 + weight) of each passage, all of shape (n,).

    `share` is 0 for a passage without any of the words. Both are on scales that do not depend on
    the question, so that a passage with a few words in common does not push out one that means
    the same in another language.
    Rounded to millionths: below that one processor adds up otherwise than another, and texts that
    are one in two scripts would come in another order there.
    A convex combination beats reciprocal ranks: Bruch, Gai and Ingber 2023, doi:10.1145/3596512.
    """
    scores: NDArray[np.float64] = np.round((cosines + weight * shares) / (1 + weight), _DECIMALS)
    return scores
