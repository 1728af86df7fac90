"""The nearest in one order, from engines that break ties in ways of their own."""

from collections.abc import Callable

Ranked = list[tuple[int, float]]  # passage id and cosine
_MARGIN = 16


def first_of(nearest: Callable[[int], Ranked], limit: int, most: int) -> Ranked:
    """Return the `limit` nearest, best first, equal cosines by id; 0 < limit <= most.

    `nearest` returns up to as many as it is asked for, never more than `most`, equal cosines in
    any order. It is asked for more than `limit`, until no tie is cut.
    """
    asked = min(limit + _MARGIN, most)
    ranked = nearest(asked)
    while len(ranked) == asked < most and ranked[-1][1] == ranked[limit - 1][1]:
        asked = min(asked * 4, most)
        ranked = nearest(asked)
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))[:limit]
