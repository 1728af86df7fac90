"""What was kept, looked up in the catalogue."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.catalogue import passages, resources, works
from indexer.catalogue.database import Catalogue
from indexer.catalogue.works import Version
from indexer.domain import Passage, Resource
from indexer.errors import NotFound, UsageError
from indexer.text.addresses import SEPARATOR
from search_api.handouts.agenda import Marks
from search_api.limits import ADDRESS, LONGEST_OWN_ITEM, MOST_KEPT, OWN_ITEM

_PASSAGE = re.compile(ADDRESS)


@dataclass(frozen=True, slots=True)
class Item:
    """A resource that was kept, and the passage of it, if it was kept for one; with its `marks`.

    Without a resource it is something of the reader's own, a break: `own` says what.
    `changed`: the text is another one since, and `passage` the nearest to it; `gone`: there is
    none that resembles it. `versions` are those of the resource's work.
    """

    resource: Resource | None
    passage: Passage | None = None
    changed: bool = False
    gone: bool = False
    own: str = ""
    marks: Marks = field(default_factory=Marks)
    versions: tuple[Version, ...] = ()


def collect(catalogue: Catalogue, kept: Sequence[str], marks: Sequence[Marks]) -> list[Item]:
    """Return what was kept, in its order, and what is kept twice once.

    `kept` are ids of resources, addresses of passages, and own things (`*Coffee break`), each of
    which stands for itself. `marks` are those of each of them.
    Raises UsageError when they are too many, NotFound when a resource is gone.
    """
    if not 0 < len(kept) <= MOST_KEPT:
        raise UsageError(
            f"A list has 1 to {MOST_KEPT} resources, not {len(kept)}.",
            cure="Make several lists.",
            field="ids",
        )
    seen: set[str] = set()
    items = []
    for name, put in zip(kept, marks, strict=True):
        if name not in seen:
            items.append(replace(_item(catalogue, name), marks=put))
        if not name.startswith(OWN_ITEM):
            seen.add(name)
    ids = [item.resource.id for item in items if item.resource]
    return [_with_versions(item, works.versions(catalogue, ids)) for item in items]


def _with_versions(item: Item, versions: Mapping[str, tuple[Version, ...]]) -> Item:
    return replace(item, versions=versions[item.resource.id]) if item.resource else item


def _item(catalogue: Catalogue, name: str) -> Item:
    if name.startswith(OWN_ITEM):
        return Item(None, own=_own(name))
    resource = resources.find(catalogue, name)  # an id may look like the address of a passage
    if resource is not None:
        return Item(resource)
    of = name.rpartition(SEPARATOR)[0] if _PASSAGE.fullmatch(name) else name
    resource = resources.find(catalogue, of)
    if resource is None:
        raise NotFound(f"There is no resource {of!r}.", cure="Take it off the list.")
    located = passages.at(catalogue, name)
    if located is None:
        return Item(resource, gone=True)
    return Item(resource, located.stored.passage, located.changed)


def _own(name: str) -> str:
    """Return what something of the reader's own is called."""
    text = " ".join(name.removeprefix(OWN_ITEM).split())
    if not text or len(text) > LONGEST_OWN_ITEM:
        raise UsageError(
            f"{name[:40]!r} names nothing of one's own.",
            cure=f"Write 1 to {LONGEST_OWN_ITEM} characters after the star: *Coffee break",
            field="ids",
        )
    return text
