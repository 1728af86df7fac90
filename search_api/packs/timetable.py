"""Which parts a workshop has by its length, and how its minutes are shared among them. Pure."""

from collections.abc import Mapping, Sequence

from search_api.handouts.agenda import PARTS, Part

_STEP = 5  # minutes
# From so many minutes on, a workshop has these parts, in this order.
_OUTLINES: tuple[tuple[int, str], ...] = (
    (150, "opener practice practice evidence activity break practice activity"
          " handout handout discussion"),
    (110, "opener practice practice evidence activity break practice handout discussion"),
    (60, "opener practice practice evidence activity handout discussion"),
    (40, "opener practice evidence activity handout discussion"),
    (25, "opener practice evidence activity handout"),
    (0, "practice evidence activity"),
)  # fmt: skip
_WEIGHTS: Mapping[Part, float] = {
    **{"opener": 1.0, "practice": 1.5, "evidence": 1.0, "activity": 2.5},
    **{"handout": 0.5, "discussion": 1.5, "break": 1.0},
}


def outline(duration: int) -> list[Part]:
    """Return the parts of a workshop of `duration` minutes, in order."""
    names = next(names for least, names in _OUTLINES if duration >= least)
    return [part for name in names.split() for part in PARTS if part == name]


def shared(duration: int, parts: Sequence[Part], stated: Mapping[int, int]) -> list[int]:
    """Return the minutes of each part; they sum to `duration`.

    `stated` maps places in `parts` to minutes that the material itself gives; these are kept where
    they leave at least as much to the others. Shares are of five minutes, the rest goes to the last
    part; no part has none while there are five minutes for each.
    """
    if not parts:
        return []
    fixed = {place: minutes for place, minutes in stated.items() if minutes <= duration / 3}
    if len(fixed) == len(parts) or sum(fixed.values()) > duration / 2:
        fixed = {}
    free = [place for place in range(len(parts)) if place not in fixed]
    left = duration - sum(fixed.values())
    shares = _by_largest_remainder(left // _STEP, [_WEIGHTS[parts[place]] for place in free])
    minutes = fixed | {place: _STEP * share for place, share in zip(free, shares, strict=True)}
    minutes[free[-1]] += left % _STEP
    return [minutes[place] for place in range(len(parts))]


def _by_largest_remainder(units: int, weights: Sequence[float]) -> list[int]:
    """Return `units` shared by weight, first one to each while there are enough."""
    base = 1 if units >= len(weights) else 0
    rest = units - base * len(weights)
    wanted = [max(0.0, units * weight / sum(weights) - base) for weight in weights]
    total = sum(wanted) or 1.0
    exact = [rest * share / total for share in wanted]
    shares = [base + int(share) for share in exact]
    by_remainder = sorted(
        range(len(weights)), key=lambda place: (int(exact[place]) - exact[place], place)
    )
    for place in by_remainder[: units - sum(shares)]:
        shares[place] += 1
    return shares
