"""What a run has to do: the folder as it is, against the folder as it was. Changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.errors import MassDelete
from indexer.extraction.pictures import NAMES_OCR
from indexer.extraction.registry import suffix_of
from indexer.run.descriptions import ManifestRows, description_hash
from indexer.run.documents import Entry, content_hash

_MASS = 0.2  # of the known files
_MASS_ABOVE = 2  # files: one or two are a clean-up, however small the folder
PUBLISH_EVERY = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    `checksum`: read every file, also those whose size and time stamp did not change.
    `retry_failed`: try again the files that could not be read before; with `only`, these alone.
    `ocr`: text recognition is on, so read again what has scanned pages without text.
    `allow_mass_delete`: go on although many known files are missing.
    `since_ns`: leave files as they are that were last modified before this time (Unix, ns).
    `workers`: files read at the same time. `publish_every`: seconds, on long runs.
    """

    checksum: bool = False
    retry_failed: bool = False
    ocr: bool = False
    allow_mass_delete: bool = False
    workers: int = 2
    since_ns: int | None = None
    only: frozenset[str] | None = None
    publish_every: float = PUBLISH_EVERY


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

    @property
    def suffix(self) -> str:
        """The end of its name, which says the format: `.pdf`."""
        return suffix_of(self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of the folder is in exactly one of these; `removed` are no longer there."""

    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: list[tuple[str, Item]] = field(default_factory=list)  # (old path, item)
    duplicates: list[tuple[str, Item]] = field(default_factory=list)  # (path of the twin, item)
    unchanged: list[Item] = field(default_factory=list)
    touched: list[Item] = field(default_factory=list)  # unchanged but for their time stamp
    quarantined: list[Item] = field(default_factory=list)  # failed before, and did not change
    left_out: list[Item] = field(default_factory=list)  # older than `since_ns` asks for
    removed: list[str] = field(default_factory=list)

    @property
    def to_read(self) -> list[Item]:
        """The files that must be read, by path."""
        return sorted([*self.new, *self.changed], key=lambda item: item.path)

    def counts(self) -> dict[str, int]:
        """Return how many files there are of each kind."""
        counts = {
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "duplicate": len(self.duplicates),
            "unchanged": len(self.unchanged) + len(self.touched),
            "quarantined": len(self.quarantined),
            "removed": len(self.removed),
        }
        return counts | ({"left out": len(self.left_out)} if self.left_out else {})


def make_plan(
    root: Path,
    entries: Sequence[Entry],
    known: Mapping[str, FileRecord],
    manifest: ManifestRows,
    options: Options,
    *,
    max_file_bytes: int,
) -> Plan:
    """Compare `entries` with what is `known`. Raises MassDelete when too many are missing.

    A file whose size and time stamp are as they were is taken as unchanged, unless
    `options.checksum` asks to read it.
    """
    plan = Plan()
    items: list[Item] = []
    for entry in entries:
        item = _item(entry, known.get(entry.path), manifest, options, max_file_bytes)
        older = options.since_ns is not None and entry.mtime_ns < options.since_ns
        (plan.left_out if older else items).append(item)
    gone = _gone(entries, known)
    twins = _twins(items, known)
    moved_from = _moved(items, known, gone)
    for item in items:
        if item.path in twins:
            plan.duplicates.append((twins[item.path], item))
        elif item.path in moved_from:
            plan.moved.append((moved_from[item.path], item))
        else:
            _place(plan, item, known.get(item.path), options)
    plan.removed.extend(sorted(set(gone) - set(moved_from.values())))
    if not options.allow_mass_delete:
        _refuse_mass_delete(root, len(plan.removed), len(known))
    return plan


def _place(plan: Plan, item: Item, record: FileRecord | None, options: Options) -> None:
    """Put a file where it belongs that is neither a duplicate nor moved."""
    if record is None:
        plan.new.append(item)
    elif not _is_unchanged(item, record) or _tried_again(item, record, options):
        plan.changed.append(item)
    elif record.failed and not record.dismissed:
        plan.quarantined.append(item)
    elif record.mtime_ns != item.entry.mtime_ns:
        plan.touched.append(item)
    else:
        plan.unchanged.append(item)


def _tried_again(item: Item, record: FileRecord, options: Options) -> bool:
    asked_for = options.only is None or item.path in options.only
    by_ocr = options.ocr and NAMES_OCR in record.reason + record.cure
    return (by_ocr or (record.failed and options.retry_failed)) and asked_for


def _item(
    entry: Entry,
    record: FileRecord | None,
    manifest: ManifestRows,
    options: Options,
    max_file_bytes: int,
) -> Item:
    described = description_hash(entry, manifest)
    if not entry.is_regular or entry.size > max_file_bytes:
        return Item(entry, "", described)  # refused when it is read: nothing to hash
    as_before = record and (record.size, record.mtime_ns) == (entry.size, entry.mtime_ns)
    if record and record.content_hash and as_before and not options.checksum:
        return Item(entry, record.content_hash, described)
    return Item(entry, content_hash(entry.file), described)


def _is_unchanged(item: Item, record: FileRecord) -> bool:
    return (
        record.outcome != Outcome.DUPLICATE  # its twin is gone: it must stand for itself now
        and record.content_hash == item.content_hash
        and record.size == item.entry.size
        and record.description_hash == item.description_hash
    )


def _gone(entries: Sequence[Entry], known: Mapping[str, FileRecord]) -> list[str]:
    """Return the known paths that are no longer there; what is in a closed folder may be."""
    paths = {entry.path for entry in entries}
    closed = tuple(f"{entry.path}/" for entry in entries if entry.is_closed_folder)
    return sorted(path for path in set(known) - paths if not path.startswith(closed))


def _twins(items: Sequence[Item], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """Return, for every file with the bytes of another, the path of the one that stands for both.

    That is the one already in the index, or else the first in alphabet. Only files of one
    format are twins: of a PDF that is also there as `.txt`, the PDF can be read.
    """
    same: dict[tuple[str, str], list[str]] = {}
    for item in items:
        if item.content_hash and item.entry.size:
            same.setdefault((item.content_hash, item.suffix), []).append(item.path)

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
    """Return, for every renamed file, its former path. A new suffix makes it a new file."""
    former = {
        _identity(known[path].content_hash, known[path].description_hash, path): path
        for path in reversed(gone)
        if known[path].outcome.searchable and known[path].content_hash
    }
    moved: dict[str, str] = {}
    for item in items:
        identity = _identity(item.content_hash, item.description_hash, item.path)
        if item.path not in known and identity in former:
            moved[item.path] = former.pop(identity)
    return moved


def _identity(content: str, description: str, path: str) -> tuple[str, str, str]:
    return content, description, suffix_of(path)


def _refuse_mass_delete(root: Path, missing: int, known: int) -> None:
    if missing > max(_MASS * known, _MASS_ABOVE):
        raise MassDelete(
            f"{missing} of {known} known files are no longer in {root}.",
            cure="Is this the right folder? If they are to go, add --allow-mass-delete.",
        )
