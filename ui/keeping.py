"""The reader's list, as the address keeps it: what is in it, in which order, with which notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search_api.limits import ADDRESS, LONGEST_NOTE, MOST_KEPT

_PASSAGE = re.compile(ADDRESS)
_NOTE = re.compile(r"([0-9]{1,4}):(.*)", re.DOTALL)


@dataclass(frozen=True)
class Kept:
    """Something in the list: a resource by its id, or a passage of one by its address."""

    name: str
    note: str = ""

    @property
    def is_passage(self) -> bool:
        """Whether it is a passage."""
        return _PASSAGE.fullmatch(self.name) is not None

    @property
    def resource(self) -> str:
        """The id of the resource."""
        return self.name.rpartition("~")[0] if self.is_passage else self.name


def holds(kept: Sequence[Kept], resource: str) -> bool:
    """Return whether a resource is in the list, itself or by a passage."""
    return any(item.resource == resource for item in kept)


def toggled(kept: Sequence[Kept], name: str) -> tuple[Kept, ...]:
    """Return the list with a resource or passage at its end; without it, if it holds it."""
    new = Kept(name)
    if holds(kept, new.resource):
        return tuple(item for item in kept if item.resource != new.resource)
    return (*kept, new)[:MOST_KEPT]


def moved(kept: Sequence[Kept], place: int, by: int) -> tuple[Kept, ...]:
    """Return the list with the item at a place, from 0, so many places further down."""
    rest = [item for number, item in enumerate(kept) if number != place]
    rest.insert(max(place + by, 0), kept[place])
    return tuple(rest)


def noted(kept: Sequence[Kept], place: int, note: str) -> tuple[Kept, ...]:
    """Return the list with another note on the item at a place, from 0."""
    return tuple(
        replace(item, note=note.strip()) if number == place else item
        for number, item in enumerate(kept)
    )


def read_kept(names: Sequence[str], notes: Sequence[str]) -> tuple[Kept, ...]:
    """Return the list of an address; a note of nothing in it is passed over."""
    matches = [match for note in notes if (match := _NOTE.fullmatch(note))]
    by_place = {int(match[1]): match[2].strip()[:LONGEST_NOTE].strip() for match in matches}
    return tuple(
        Kept(name, by_place.get(place, "")) for place, name in enumerate(names[:MOST_KEPT], start=1)
    )


def write_notes(kept: Sequence[Kept]) -> list[str]:
    """Return the notes as an address has them, `2:Read this first`, of the screens and the API."""
    return [f"{place}:{item.note}" for place, item in enumerate(kept, start=1) if item.note]
