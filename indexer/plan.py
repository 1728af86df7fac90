"""What a run has to do: the folder as it is, against the folder as it was. Changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.catalogue.files import FileRecord
from indexer.descriptions import ManifestRows, description_hash
from indexer.documents import Entry, content_hash
from indexer.domain import Outcome
from indexer.errors import MassDelete

_MASS = 0.2  # of the known files
_MASS_ABOVE = 2  # files: one or two are a clean-up, however small the folder


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the folder, with its hashes; `content_hash` is empty where it is not read."""

    entry: Entry
    content_hash: str
    description_hash: str

    @property
    def path(self) -> str:
        """The file's path, relative to the folder."""
        return self.entry.path


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of the folder is in exactly one of these; `removed` are no longer there."""

    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: list[tuple[str, Item]] = field(default_factory=list)  # (old path, item)
    duplicates: list[tuple[str, Item]] = field(default_factory=list)  # (path of the twin, item)
    unchanged: list[Item] = field(default_factory=list)
    touched: list[Item] = field(default_factory=list)  # unchanged but for their time stamp
    removed: list[str] = field(default_factory=list)

    @property
    def to_read(self) -> list[Item]:
        """The files that must be read, by path."""
        return sorted([*self.new, *self.changed], key=lambda item: item.path)

    def counts(self) -> dict[str, int]:
        """Return how many files there are of each kind."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "duplicate": len(self.duplicates),
            "unchanged": len(self.unchanged) + len(self.touched),
            "removed": len(self.removed),
        }


def make_plan(
    root: Path,
    entries: Sequence[Entry],
    known: Mapping[str, FileRecord],
    manifest: ManifestRows,
    *,
    max_file_bytes: int,
    checksum: bool = False,
    retry_failed: bool = False,
    allow_mass_delete: bool = False,
) -> Plan:
    """Compare `entries` with what is `known`. Raises MassDelete when too many are missing.

    A file whose size and time stamp are as they were is taken as unchanged, unless `checksum`
    asks to read it. `retry_failed` takes files that could not be read before as changed.
    """
    items = [
        _item(root, entry, known.get(entry.path), manifest, max_file_bytes, checksum)
        for entry in entries
    ]
    paths = {item.path for item in items}
    gone = sorted(set(known) - paths)
    twins = _twins(items, known)
    moved_from = _moved(items, known, gone)
    plan = Plan()
    for item in items:
        record = known.get(item.path)
        if item.path in twins:
            plan.duplicates.append((twins[item.path], item))
        elif item.path in moved_from:
            plan.moved.append((moved_from[item.path], item))
        elif record is None:
            plan.new.append(item)
        elif _is_unchanged(item, record) and not (retry_failed and not record.outcome.searchable):
            same_time = record.mtime_ns == item.entry.mtime_ns
            (plan.unchanged if same_time else plan.touched).append(item)
        else:
            plan.changed.append(item)
    plan.removed.extend(sorted(set(gone) - set(moved_from.values())))
    if not allow_mass_delete:
        _refuse_mass_delete(root, len(plan.removed), len(known))
    return plan


def _item(
    root: Path,
    entry: Entry,
    record: FileRecord | None,
    manifest: ManifestRows,
    max_file_bytes: int,
    checksum: bool,
) -> Item:
    described = description_hash(entry, manifest)
    if not entry.is_regular or entry.size > max_file_bytes:
        return Item(entry, "", described)  # refused when it is read: nothing to hash
    as_before = record and (record.size, record.mtime_ns) == (entry.size, entry.mtime_ns)
    if record and as_before and not checksum:
        return Item(entry, record.content_hash, described)
    return Item(entry, content_hash(root / entry.path), described)


def _is_unchanged(item: Item, record: FileRecord) -> bool:
    return (
        record.outcome != Outcome.DUPLICATE  # its twin is gone: it must stand for itself now
        and record.content_hash == item.content_hash
        and record.size == item.entry.size
        and record.description_hash == item.description_hash
    )


def _twins(items: Sequence[Item], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """Return, for every file with the bytes of another, the path of the one that stands for both.

    That is the one already in the index, or else the first in alphabet.
    """
    same: dict[str, list[str]] = {}
    for item in items:
        if item.content_hash and item.entry.size:
            same.setdefault(item.content_hash, []).append(item.path)

    def stands(path: str) -> tuple[bool, str]:
        record = known.get(path)
        return (record is None or not record.outcome.searchable, path)

    twins: dict[str, str] = {}
    for paths in same.values():
        first = min(paths, key=stands)
        twins.update({path: first for path in paths if path != first})
    return twins


def _moved(
    items: Sequence[Item], known: Mapping[str, FileRecord], gone: Sequence[str]
) -> dict[str, str]:
    """Return, for every renamed file, its former path."""
    by_hash = {
        known[path].content_hash: path
        for path in reversed(gone)
        if known[path].outcome.searchable and known[path].content_hash
    }
    moved: dict[str, str] = {}
    for item in items:
        former = by_hash.get(item.content_hash)
        if item.path in known or former is None:
            continue
        if known[former].description_hash == item.description_hash:
            moved[item.path] = by_hash.pop(item.content_hash)
    return moved


def _refuse_mass_delete(root: Path, missing: int, known: int) -> None:
    if missing > max(_MASS * known, _MASS_ABOVE):
        raise MassDelete(
            f"{missing} of {known} known files are no longer in {root}.",
            cure="Is this the right folder? If they are to go, add --allow-mass-delete.",
        )
