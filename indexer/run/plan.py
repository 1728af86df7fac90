"""What a run has to do: the folder as it is, against the folder as it was. Changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.catalogue import Catalogue, files
from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.errors import MassDelete, NoSuchFolder
from indexer.extraction.containers import is_container
from indexer.extraction.registry import suffix_of
from indexer.run.descriptions import ManifestRows, description_hash, read_manifest
from indexer.run.documents import Entry, Survey, content_hash, survey
from indexer.run.unpacking import Unpacked
from indexer.settings import Settings

_MASS = 0.2  # of the known files
_MASS_ABOVE = 2  # files: one or two are a clean-up, however small the folder
PUBLISH_EVERY = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    `checksum`: read every file, also those whose size and time stamp did not change.
    `again`: read these files again, whatever became of them.
    `retry_failed`: try again the files that could not be read before; with `only`, these alone.
    `ocr`: text recognition is on, so read again what needs it.
    `allow_mass_delete`: go on although many known files are missing.
    `since_ns`: leave files as they are that were last modified before this time (Unix, ns).
    `workers`: files read at the same time. `publish_every`: seconds, on long runs.
    """

    checksum: bool = False
    again: frozenset[str] = frozenset()
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
    """What to do with a folder. Every file of it is in exactly one list; `removed` are gone.

    `recorded` is what the catalogue remembers of each file from before; `passed_over` says why
    other files of the folder are no documents.
    """

    root: Path
    manifest: ManifestRows
    recorded: Mapping[str, FileRecord]
    resolved: Callable[[Entry], Entry]  # a remembered document with its file, on demand
    passed_over: Mapping[str, str] = field(default_factory=dict)
    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: list[tuple[str, Item]] = field(default_factory=list)  # (old path, item)
    duplicates: list[tuple[str, Item]] = field(default_factory=list)  # (path of the original, item)
    opened: list[Item] = field(default_factory=list)  # hold documents, which are in other lists
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
            "new": len(self.new) + sum(item.path not in self.recorded for item in self.opened),
            "changed": len(self.changed) + sum(item.path in self.recorded for item in self.opened),
            "moved": len(self.moved),
            "duplicate": len(self.duplicates),
            "unchanged": len(self.unchanged) + len(self.touched),
            "quarantined": len(self.quarantined),
            "removed": len(self.removed),
        }
        return counts | ({"left out": len(self.left_out)} if self.left_out else {})


def make_plan(
    catalogue: Catalogue | None,
    folder: Path,
    settings: Settings,
    options: Options,
    unpacked: Unpacked,
) -> Plan:
    """Compare `folder` with what the catalogue remembers of it. Changes nothing.

    The one place that walks the folder and hashes files; `unpacked` opens those that hold others.
    A file whose size and time stamp are as they were is taken as unchanged, unless
    `options.checksum` asks to read it.

    Raises NoSuchFolder, and MassDelete when too many files are missing.
    """
    root = folder.resolve()
    recorded = files.of_root(catalogue, str(root)) if catalogue is not None else {}
    if recorded and not root.is_dir() and not options.allow_mass_delete:
        cure = NoSuchFolder.cure_where_indexed(root)
        raise NoSuchFolder(f"The indexed folder {root} is not there.", cure=cure)
    forgotten = recorded and options.allow_mass_delete and not root.exists()
    # A folder that is to be forgotten is an empty one.
    there, manifest = (
        (Survey([], {}), ManifestRows({}))
        if forgotten
        else _surveyed(root, recorded, options, unpacked)
    )
    entries = there.documents
    plan = Plan(root, manifest, recorded, unpacked.resolved, there.passed_over)
    items: list[Item] = []
    for entry in entries:
        item = _item(entry, plan, options, settings.max_file_bytes)
        older = options.since_ns is not None and entry.mtime_ns < options.since_ns
        (plan.left_out if older else items).append(item)
    _sort_in(plan, items, _gone(entries, recorded), options)
    if not options.allow_mass_delete:
        _refuse_mass_delete(root, len(plan.removed), len(recorded))
    return plan


def _surveyed(
    root: Path, recorded: Mapping[str, FileRecord], options: Options, unpacked: Unpacked
) -> tuple[Survey, ManifestRows]:
    """Return what lies in the folder, and the rows of its manifest.

    A container is opened when it changed, when what describes its documents did, or on request.
    """

    def look(anew: frozenset[str]) -> tuple[Survey, ManifestRows]:
        there = survey(
            root, lambda entry: unpacked.look_into(entry, recorded, anew=entry.path in anew)
        )
        return there, read_manifest(root, {entry.path for entry in there.documents})

    failed = {path for path, record in recorded.items() if record.failed and is_container(path)}
    there, manifest = look(frozenset(failed if options.retry_failed else ()))
    stale = frozenset(
        entry.path
        for entry in there.documents
        if is_container(entry.path)
        and not entry.container
        and not (entry.holds or entry.problem)
        and entry.path in recorded
        and recorded[entry.path].description_hash != description_hash(entry, manifest)
    )
    return look(stale) if stale else (there, manifest)


def _sort_in(plan: Plan, items: Sequence[Item], gone: Sequence[str], options: Options) -> None:
    """Put every file into the list of the plan that says what happens to it."""
    originals = _originals(items, plan.recorded)
    if options.only is not None:  # who asks for a copy asks for what stands for it
        asked_for = {originals.get(path, path) for path in options.only}
        options = replace(options, only=options.only | asked_for)
    moved_from = _moved(items, plan.recorded, gone)
    for item in items:
        if item.path in originals:
            plan.duplicates.append((originals[item.path], item))
        elif item.path in moved_from:
            plan.moved.append((moved_from[item.path], item))
        else:
            _sort_in_by_record(plan, item, options)
    plan.removed.extend(sorted(set(gone) - set(moved_from.values())))


def _sort_in_by_record(plan: Plan, item: Item, options: Options) -> None:
    """Put a file into its list that is neither a duplicate nor moved."""
    record = plan.recorded.get(item.path)
    if item.entry.holds:
        plan.opened.append(item)
        return
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
    by_ocr = options.ocr and record.needs_ocr
    return item.path in options.again or (
        (by_ocr or (record.failed and options.retry_failed)) and asked_for
    )


def _item(entry: Entry, plan: Plan, options: Options, max_file_bytes: int) -> Item:
    record = plan.recorded.get(entry.path)
    if entry.remembered and record is not None:
        return Item(entry, record.content_hash, record.description_hash)
    described = description_hash(entry, plan.manifest)
    if not entry.is_regular or entry.size > max_file_bytes:
        return Item(entry, "", described)  # refused when it is read: nothing to hash
    as_before = record and (record.size, record.mtime_ns) == (entry.size, entry.mtime_ns)
    if record and record.content_hash and as_before and not options.checksum:
        return Item(entry, record.content_hash, described)
    return Item(entry, content_hash(entry.file), described)


def _is_unchanged(item: Item, record: FileRecord) -> bool:
    return (
        record.outcome != Outcome.DUPLICATE  # its original is gone: it must stand for itself now
        and record.content_hash == item.content_hash
        and record.size == item.entry.size
        and record.description_hash == item.description_hash
    )


def _gone(entries: Sequence[Entry], recorded: Mapping[str, FileRecord]) -> list[str]:
    """Return the recorded paths that are no longer there; what cannot be seen may be."""
    paths = {entry.path for entry in entries}
    closed = tuple(f"{entry.path}/" for entry in entries if entry.hides)
    return sorted(path for path in set(recorded) - paths if not path.startswith(closed))


def _originals(items: Sequence[Item], recorded: Mapping[str, FileRecord]) -> dict[str, str]:
    """Return, for every file with the bytes of another, the path of the one that stands for both.

    That is the one already in the index, or else the first in alphabet. Only files of one
    format are duplicates: of a PDF that is also there as `.txt`, the PDF can be read.
    """
    same: dict[tuple[str, str], list[str]] = {}
    for item in items:
        if item.content_hash and item.entry.size and not is_container(item.path):
            same.setdefault((item.content_hash, item.suffix), []).append(item.path)

    def precedence(path: str) -> tuple[bool, str]:
        record = recorded.get(path)
        return (record is None or not record.outcome.searchable, path)

    originals: dict[str, str] = {}
    for paths in same.values():
        first = min(paths, key=precedence)
        originals.update({path: first for path in paths if path != first})
    return originals


def _moved(
    items: Sequence[Item], recorded: Mapping[str, FileRecord], gone: Sequence[str]
) -> dict[str, str]:
    """Return, for every renamed file, its former path. A new suffix makes it a new file."""
    former = {
        _identity(recorded[path].content_hash, recorded[path].description_hash, path): path
        for path in reversed(gone)
        if recorded[path].outcome.searchable and recorded[path].content_hash
    }
    moved: dict[str, str] = {}
    for item in items:
        identity = _identity(item.content_hash, item.description_hash, item.path)
        if item.path not in recorded and identity in former:
            moved[item.path] = former.pop(identity)
    return moved


def _identity(content: str, description: str, path: str) -> tuple[str, str, str]:
    return content, description, suffix_of(path)


def _refuse_mass_delete(root: Path, missing: int, recorded: int) -> None:
    if missing > max(_MASS * recorded, _MASS_ABOVE):
        raise MassDelete(
            f"{missing} of {recorded} known files are no longer in {root}.",
            cure="Is this the right folder? If they are to go, add --allow-mass-delete.",
        )
