"""What was kept, looked up in the catalogue."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.catalogue import passages, resources
from indexer.catalogue.database import Catalogue
from indexer.domain import Passage, Resource
from indexer.errors import NotFound, UsageError
from indexer.text.addresses import SEPARATOR
from search_api.limits import ADDRESS, LONGEST_NOTE, MOST_KEPT

_PASSAGE = re.compile(ADDRESS)
_NOTE = re.compile(r"([0-9]{1,4}):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """A resource that was kept, and the passage of it, if it was kept for one.

    `changed`: the text is another one since, and `passage` the nearest to it; `gone`: there is
    none that resembles it.
    """

    resource: Resource
    passage: Passage | None = None
    changed: bool = False
    gone: bool = False
    note: str = ""


def collect(catalogue: Catalogue, kept: Sequence[str], notes: Mapping[int, str]) -> list[Item]:
    """Return what was kept, in its order, and what is kept twice once.

    `kept` are ids of resources, and addresses of passages. `notes` are by place in it, from 1.
    Raises UsageError when they are too many, NotFound when a resource is gone.
    """
    if not 0 < len(kept) <= MOST_KEPT:
        raise UsageError(
            f"A list has 1 to {MOST_KEPT} resources, not {len(kept)}.",
            cure="Make several lists.",
            field="ids",
        )
    places = {name: place for place, name in reversed(list(enumerate(kept, start=1)))}
    return [_item(catalogue, name, notes.get(places[name], "")) for name in dict.fromkeys(kept)]


def _item(catalogue: Catalogue, name: str, note: str) -> Item:
    resource = resources.find(catalogue, name)  # an id may look like the address of a passage
    if resource is not None:
        return Item(resource, note=note)
    of = name.rpartition(SEPARATOR)[0] if _PASSAGE.fullmatch(name) else name
    resource = resources.find(catalogue, of)
    if resource is None:
        raise NotFound(f"There is no resource {of!r}.", cure="Take it off the list.")
    located = passages.at(catalogue, name)
    if located is None:
        return Item(resource, gone=True, note=note)
    return Item(resource, located.stored.passage, located.changed, note=note)


def read_notes(written: Sequence[str], count: int) -> dict[int, str]:
    """Return notes by place in a list of `count`, as an address has them: `2:Read this first`.

    Raises UsageError for a note without a place, or too long.
    """
    notes: dict[int, str] = {}
    for note in written:
        match = _NOTE.fullmatch(note)
        if match is None or not 1 <= int(match[1]) <= count:
            raise UsageError(
                f"The note {note[:40]!r} is not of one of the {count} resources.",
                cure="Write its place in the list first: 2:Read this before the workshop",
                field="note",
            )
        if len(match[2]) > LONGEST_NOTE:
            raise UsageError(
                f"The note of resource {match[1]} is longer than {LONGEST_NOTE} characters.",
                cure="Shorten it.",
                field="note",
            )
        notes[int(match[1])] = match[2].strip()
    return notes
