"""How near a resource is to the fields of an audience, by the tree of ISCED-F codes. Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Nearness = Literal["in_field", "near_field"]


class FieldMatch(NamedTuple):
    """A field of a resource beside the field of the audience that it is in, or near to."""

    nearness: Nearness
    code: str
    wanted: str


def field_match(codes: Sequence[str], wanted: Iterable[str]) -> FieldMatch | None:
    """Return the nearest match of a resource's fields with those of an audience.

    It is in a field that is the audience's or a part of it; near when both are parts of the same
    broad field (two digits).
    """
    pairs = [(code, field) for field in wanted for code in codes]
    for code, field in pairs:
        if code.startswith(field):
            return FieldMatch("in_field", code, field)
    near = [(code, field) for code, field in pairs if code[:2] == field[:2]]
    if not near:
        return None
    # Of several the one that shares the narrow field, too.
    code, field = min(near, key=lambda pair: pair[0][:3] != pair[1][:3])
    return FieldMatch("near_field", code, field)


def broad(codes: Sequence[str]) -> set[str]:
    """Return the broad fields, two digits each, of ISCED-F codes."""
    return {code[:2] for code in codes}
