"""Why this of twelve: what one resource of a list has that no other of it has."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from search_api.recommend.aspects import Value
from search_api.recommend.profiles import Profiles
from search_api.recommend.suggestion import Kind, Reason

# What may set a resource apart, the most telling first.
_ORDER: tuple[tuple[Kind, str], ...] = (
    ("only_strategy", "strategy"),
    ("only_problem", "problem"),
    ("only_type", "type"),
    ("only_setting", ""),
    ("only_language", "language"),
    ("only_institution", "institution"),
)


def distinctions(of: Profiles, rows: Sequence[int]) -> list[Reason]:
    """Return what sets each resource apart from the others of the list.

    Where nothing does, or it is the only one, that it is near to what they have in common.
    """
    readers: dict[Kind, Callable[[int], tuple[Value, ...]]] = {
        "only_strategy": of.strategies.of_row,
        "only_problem": of.problems.of_row,
        "only_setting": of.settings.of_row,
        "only_type": partial(of.name_of, "type"),
        "only_language": partial(of.name_of, "language"),
        "only_institution": partial(of.name_of, "institution"),
    }
    counts = {kind: Counter(v for row in rows for v in read(row)) for kind, read in readers.items()}
    return [_distinction(readers, counts, row, len(rows)) for row in rows]


def _distinction(
    readers: dict[Kind, Callable[[int], tuple[Value, ...]]],
    counts: dict[Kind, "Counter[Value]"],
    row: int,
    listed: int,
) -> Reason:
    for kind, facet in _ORDER if listed > 1 else ():
        for value in readers[kind](row):
            if counts[kind][value] == 1:
                return Reason(kind, facet or value.facet, (value.value,))
    return Reason("typical")
