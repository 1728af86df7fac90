"""The reader's list, as the address keeps it: what is in it, in which order, with which marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from search_api.limits import (
    ADDRESS,
    LONGEST_NOTE,
    LONGEST_OWN_ITEM,
    MOST_KEPT,
    MOST_MINUTES,
    OWN_ITEM,
)
from search_api.schemas.packs import PartName

_PASSAGE = re.compile(ADDRESS)
_MARK = re.compile(r"([0-9]{1,4}):(.*)", re.DOTALL)
_MINUTES = re.compile(r"[0-9]{1,4}")
PARTS: tuple[PartName, ...] = get_args(PartName)


@dataclass(frozen=True)
class Kept:
    """Something in the list: a resource by its id, a passage of one by its address, or a thing of
    the reader's own (`*Coffee break`); with a note, the part of a workshop and its minutes."""

    name: str
    note: str = ""
    part: PartName | None = None
    minutes: int = 0

    @property
    def own(self) -> str:
        """What a thing of the reader's own is called; nothing for any other."""
        return self.name.removeprefix(OWN_ITEM) if self.name.startswith(OWN_ITEM) else ""

    @property
    def is_passage(self) -> bool:
        """Whether it is a passage."""
        return not self.own and _PASSAGE.fullmatch(self.name) is not None

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


def with_own(kept: Sequence[Kept], text: str) -> tuple[Kept, ...]:
    """Return the list with a thing of the reader's own at its end."""
    name = " ".join(text.split())[:LONGEST_OWN_ITEM].strip()
    return (*kept, Kept(OWN_ITEM + name))[:MOST_KEPT] if name else tuple(kept)


def moved(kept: Sequence[Kept], place: int, by: int) -> tuple[Kept, ...]:
    """Return the list with the item at a place, from 0, so many places further down."""
    rest = without(kept, place)
    return (*rest[: max(place + by, 0)], kept[place], *rest[max(place + by, 0) :])


def without(kept: Sequence[Kept], place: int) -> tuple[Kept, ...]:
    """Return the list without the item at a place, from 0."""
    return (*kept[:place], *kept[place + 1 :])


def changed(kept: Sequence[Kept], place: int, **marks: object) -> tuple[Kept, ...]:
    """Return the list with other marks on the item at a place, from 0, or another thing there."""
    new = replace(kept[place], **marks)  # type: ignore[arg-type]  # marks of Kept
    return (*kept[:place], replace(new, note=new.note.strip()), *kept[place + 1 :])


def read_kept(
    names: Sequence[str],
    notes: Sequence[str],
    parts: Sequence[str] = (),
    minutes: Sequence[str] = (),
) -> tuple[Kept, ...]:
    """Return the list of an address; a mark of nothing in it, or that is none, is passed over."""
    noted, named, timed = map(_by_place, (notes, parts, minutes))
    listed = []
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        item = Kept(
            name,
            noted.get(place, "")[:LONGEST_NOTE].strip(),
            next((part for part in PARTS if part == named.get(place)), None),
            _minutes(timed.get(place, "")),
        )
        if name and name != OWN_ITEM and name not in seen:
            listed.append(item)
        if not item.own:  # two breaks are two
            seen.add(name)
    return tuple(listed[:MOST_KEPT])


def write_notes(kept: Sequence[Kept]) -> list[str]:
    """Return the notes as an address has them, `2:Read this first`, of the screens and the API."""
    return [f"{place}:{item.note}" for place, item in enumerate(kept, start=1) if item.note]


def write_parts(kept: Sequence[Kept]) -> list[str]:
    """Return the parts as an address has them: `2:practice`."""
    return [f"{place}:{item.part}" for place, item in enumerate(kept, start=1) if item.part]


def write_minutes(kept: Sequence[Kept]) -> list[str]:
    """Return the minutes as an address has them: `2:15`."""
    return [f"{place}:{item.minutes}" for place, item in enumerate(kept, start=1) if item.minutes]


def _by_place(marks: Sequence[str]) -> dict[int, str]:
    matches = [match for mark in marks if (match := _MARK.fullmatch(mark))]
    return {int(match[1]): match[2].strip() for match in matches}


def _minutes(text: str) -> int:
    return min(int(text), MOST_MINUTES) if _MINUTES.fullmatch(text) else 0
