"""Choosing items that are relevant and not all the same."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Alike = Callable[[int], NDArray[np.float32]]


def pick(
    relevance: Sequence[float],
    alike: Alike,
    k: int,
    novelty: Callable[[int], float],
    before: Sequence[int] = (),
) -> list[int]:
    """Return the positions of up to `k` items, one after the other, each of which has the greatest

        (1 - novelty) relevance - novelty (mean likeness to the items chosen before).

    `alike(i)` has how alike each item is to the i-th, 0 to 1, shape (len(relevance),). `before` are
    positions chosen already: they count, and are not chosen again. `novelty(n)` is the share of
    what differs, 0 to 1, for the item after n others.
    Maximal marginal relevance (Carbonell and Goldstein 1998, doi:10.1145/290941.291025), with the
    mean of the likeness in place of the greatest (Smyth and McClave 2001,
    doi:10.1007/3-540-44593-5_25): at the same relevance the lists are more diverse.
    """
    worth = np.array(relevance, np.float64)
    likeness = np.zeros(len(worth))
    left = np.ones(len(worth), np.bool_)
    for at in before:
        left[at] = False
        likeness += alike(at)
    chosen: list[int] = []
    while left.any() and len(chosen) < k:
        share = novelty(len(chosen) + len(before))
        mean = likeness / max(len(chosen) + len(before), 1)
        gain = np.where(left, (1 - share) * worth - share * mean, -np.inf)
        chosen.append(int(gain.argmax()))  # argmax takes the first among equals
        left[chosen[-1]] = False
        likeness += alike(chosen[-1])
    return chosen
