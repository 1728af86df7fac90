"""Containers (archives, exported courses) opened for a run, their documents on disk for its time.

A child process opens them and hands out bytes; here they are written into a folder that the run
deletes. A container that did not change is not opened, unless a document in it is to be read again.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction.containers import DEEPEST, SIDECARS, is_container
from indexer.extraction.registry import suffix_of
from indexer.run.documents import Entry, content_hash
from indexer.settings import Settings

if TYPE_CHECKING:  # imported when a container is opened: it brings numpy
    from indexer.extraction.isolation import Reader

_LONGEST_NAME = 200  # bytes


@dataclass(frozen=True, slots=True)
class _Opened:
    """A container with all that is inside, those inside of it too."""

    entry: Entry
    inside: tuple[Entry, ...]


class Unpacked:
    """The containers of a run. Use it as a context: at its end all that it wrote is deleted.

    `checksum`: believe no time stamp.
    """

    def __init__(self, settings: Settings, *, checksum: bool = False) -> None:
        self._settings = settings
        self._checksum = checksum
        self._reader: Reader | None = None
        self._folder: Path | None = None
        self._containers: dict[Path, Entry] = {}
        self._opened: dict[Path, _Opened] = {}
        self._written = 0
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._reader is not None:
            self._reader.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def look_into(
        self, entry: Entry, recorded: Mapping[str, FileRecord], *, anew: bool
    ) -> tuple[Entry, list[Entry]]:
        """Return a container and the documents in it, opened or, if it is as `recorded`, not.

        `anew`: open it in any case.
        """
        self._containers[entry.file] = entry
        record = recorded.get(entry.path)
        if record is not None and not anew and self._is_as_before(entry, record):
            below = f"{entry.path}/"
            held = [inner for path, inner in recorded.items() if path.startswith(below)]
            return entry, [_remembered(entry, inner) for inner in held]
        opened = self._open(entry)
        return opened.entry, list(opened.inside)

    def _is_as_before(self, entry: Entry, record: FileRecord) -> bool:
        if record.size != entry.size:
            return False
        same_time = record.mtime_ns == entry.mtime_ns and not self._checksum
        return same_time or content_hash(entry.file) == record.content_hash

    def resolved(self, entry: Entry) -> Entry:
        """Return the entry of a remembered document with its file, its container opened now.

        Raises Unreadable where it can no longer be opened.
        """
        if not entry.remembered or entry.container is None:
            return entry
        opened = self._open(self._containers[entry.container])
        if opened.entry.problem is not None:
            raise opened.entry.problem
        document = next((inner for inner in opened.inside if inner.path == entry.path), None)
        if document is None:
            raise Unreadable(
                Outcome.MALFORMED, "It is no longer in there.", cure="Export it again."
            )
        beside = {inner.path: inner.file for inner in opened.inside}
        sidecars = (beside.get(f"{entry.path}{suffix}") for suffix in SIDECARS)
        sidecar = next(filter(None, sidecars), None)
        return replace(document, sidecar=sidecar, shared=entry.shared)

    def _open(self, entry: Entry) -> _Opened:
        with self._lock:
            if entry.file not in self._opened:
                self._opened[entry.file] = self._unpack(entry, 1)
            return self._opened[entry.file]

    def _unpack(self, entry: Entry, depth: int) -> _Opened:
        """Return a container and what is inside, also of those in it, all written to disk."""
        if depth > DEEPEST:
            return _Opened(replace(entry, problem=_too_deep()), ())
        reader = self._ready_reader()
        inside: list[Entry] = []
        try:
            members = reader.members(entry.file)
            for number, (path, about) in enumerate(members.documents):
                written = self._write(reader, entry, number, path)
                inside.append(replace(written, about=about))
        except Unreadable as problem:
            return _Opened(replace(entry, problem=problem), ())
        every: list[Entry] = []
        for inner in inside:
            deeper = is_container(inner.path) and inner.problem is None
            opened = self._unpack(inner, depth + 1) if deeper else _Opened(inner, ())
            every += [opened.entry, *opened.inside]
        documents = sum(1 for path, _ in members.documents if suffix_of(path) not in SIDECARS)
        holds = _counted(documents, members.others)
        opened_entry = replace(entry, holds=holds, lacks=members.problems)
        return _Opened(opened_entry, tuple(every))

    def _write(self, reader: "Reader", entry: Entry, number: int, path: str) -> Entry:
        self._written += 1
        folder = self._ready_folder() / str(self._written)
        folder.mkdir()
        file = folder / _file_name(path)
        size = 0
        problem: Unreadable | None = None
        with file.open("wb") as stream:
            try:
                for part in reader.member(entry.file, number):
                    stream.write(part)
                    size += len(part)
            except Unreadable as damage:  # of this document: the others may be whole
                problem = damage
        return Entry(
            path=f"{entry.path}/{path}",
            file=file,
            size=size,
            mtime_ns=entry.mtime_ns,
            is_regular=True,
            problem=problem,
            container=entry.container or entry.file,
            shared=entry.sidecar or entry.shared,
        )

    def _ready_reader(self) -> "Reader":
        from indexer.extraction.isolation import Reader

        if self._reader is None:
            self._reader = Reader(self._settings.model_copy(update={"ocr": False}))
        return self._reader

    def _ready_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="balkanetup-"))
        return self._folder


def _remembered(entry: Entry, record: FileRecord) -> Entry:
    return Entry(
        path=record.path,
        file=entry.file,
        size=record.size,
        mtime_ns=entry.mtime_ns,
        is_regular=True,
        container=entry.file,
        shared=entry.sidecar,
        remembered=True,
    )


def _file_name(path: str) -> str:
    """Return the name to write a document under: its own, which may tell its language."""
    name = path.rpartition("/")[2].replace("\0", "").encode("utf-8", "replace").decode()
    return name if len(name.encode()) <= _LONGEST_NAME else f"document{suffix_of(path)}"


def _counted(documents: int, others: int) -> str:
    count = f"Documents inside: {documents}."
    return f"{count} Other files (pictures, sounds, programs): {others}." if others else count


def _too_deep() -> Unreadable:
    return Unreadable(
        Outcome.BOMB,
        f"It lies {DEEPEST} archives deep, and holds documents itself.",
        cure="Unpack it into the folder, if you trust its source.",
    )
