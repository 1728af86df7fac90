"""A file that comes over the network: its name checked, its bytes counted, hashed, on the disk."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any
from unicodedata import category, normalize

from indexer.disk import fsync
from indexer.errors import BalkanetupError, UsageError
from indexer.extraction import containers
from indexer.extraction.containers import SIDECARS, is_container
from indexer.extraction.left_behind import is_left_behind
from indexer.extraction.registry import format_of, suffixes
from indexer.extraction.signatures import signature_of
from indexer.inbox import jobs
from indexer.inbox.jobs import Job
from indexer.metadata.describe import describe
from indexer.metadata.fields import FIELDS, OF_ONE_DOCUMENT

_HEAD = 4_096  # bytes that show a format
_LONGEST_NAME = 150  # bytes; `.json` must fit behind it
_SPARE = 64 * 2**20  # bytes that stay free on the disk


class TooLarge(BalkanetupError):
    """The file has more bytes than a file may have here."""

    title = "Too large"


class WrongKind(BalkanetupError):
    """The file is of no format that is read, or not of the one its name says."""

    title = "This kind of file is not read"


class Arrival:
    """A file that is coming. As a context it deletes what came unless `keep` was called."""

    def __init__(self, data_dir: Path, job: Job, largest: int) -> None:
        """Open the place of the job's file; nothing above `largest` bytes is taken."""
        self._data_dir, self._job, self._largest = data_dir, job, largest
        self._name = job.file_name or ""
        self._kind = checked_kind(self._name)
        self._folder = jobs.arriving(data_dir, job.id)
        self._folder.mkdir(mode=0o700)
        self._stream = (self._folder / self._name).open("xb")
        self._hash, self._size, self._head, self._kept = hashlib.sha256(), 0, b"", False

    def __enter__(self) -> "Arrival":
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._stream.close()
        if not self._kept:
            shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, piece: bytes) -> None:
        """Take some bytes. Raises TooLarge, and WrongKind as soon as they show it."""
        self._size += len(piece)
        if self._size > self._largest:
            raise TooLarge(
                f"The file has more than {self._largest:,} bytes.",
                cure="Divide it, or ask the maintainer to raise BALKANETUP_MAX_FILE_BYTES.",
            )
        if len(self._head) < _HEAD:
            self._head += piece[: _HEAD - len(self._head)]
            if len(self._head) == _HEAD:
                self._check_kind()
        self._hash.update(piece)
        self._stream.write(piece)

    def keep(self, metadata: Mapping[str, Any]) -> Job:
        """Put file, description and job on the disk itself; return the job.

        Raises UsageError for an empty file, WrongKind, and what `put` raises.
        """
        if not self._size:
            raise UsageError("The file is empty.", cure="Send the document.", field="file")
        self._check_kind()
        if is_container(self._name):
            _refuse_what_is_of_one(metadata)
        self._stream.flush()
        os.fsync(self._stream.fileno())
        if metadata:
            sidecar = self._folder / f"{self._name}.json"
            sidecar.write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
            fsync(sidecar)
        fsync(self._folder)
        fsync(self._folder.parent)
        job = replace(self._job, size=self._size, content_hash=self._hash.hexdigest())
        self._kept = True  # from here on a failure leaves the file, which belongs to nobody
        jobs.put(self._data_dir, job)
        return job

    def _check_kind(self) -> None:
        if not self._kind.matches(self._head):
            what = signature_of(self._head)
            raise WrongKind(
                f"The name says {self._kind.name}, the content does not"
                + (f": it is {what}." if what else "."),
                cure="Give it the name of what it is, or send the right file.",
            )


def checked_name(given: str) -> str:
    """Return the file name that somebody gave, if a file may have it. Raises UsageError."""
    name = normalize("NFC", given.replace("\\", "/").rpartition("/")[2]).strip()
    wrong = (
        not name
        or len(name.encode("utf-8", "replace")) > _LONGEST_NAME
        or any(category(sign) in ("Cc", "Cf", "Cs") for sign in name)
        or is_left_behind(name)
    )
    if wrong:
        raise UsageError(
            "The file needs another name.",
            cure=f"Use up to {_LONGEST_NAME} plain letters, as in lecture.pdf.",
            field="file",
        )
    return name


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is by its name: what people call that, and whether first bytes can begin it."""

    name: str
    matches: Callable[[bytes], bool]


def checked_kind(name: str) -> Kind:
    """Return what a file's name says that it is. Raises WrongKind."""
    if is_container(name):
        return Kind("an archive or course", containers.matches)
    format_ = format_of(Path(name))
    if format_ is None or name.lower().endswith(SIDECARS):
        cure = f"Send one of {', '.join(sorted([*suffixes(), *containers.SUFFIXES]))}."
        raise WrongKind(f"Files like {name!r} are not read.", cure=cure)
    return Kind(format_.name, format_.matches)


def _refuse_what_is_of_one(metadata: Mapping[str, Any]) -> None:
    """Raise UsageError for what describes one document, where several are sent in one file."""
    described = describe(metadata)[0]
    for name in OF_ONE_DOCUMENT:
        if getattr(described, name) is not None:
            raise UsageError(
                f"The file holds several documents: {name} would be that of each.",
                cure="Leave it out, or put NAME.EXT.yaml beside each document in the archive.",
                field=name,
            )


def check_metadata(metadata: Mapping[str, Any]) -> None:
    """Raise UsageError for a field that does not exist or a value that is not understood."""
    names = {key for field in FIELDS for key in field.keys}
    for name in metadata:
        if name not in names:
            listed = ", ".join(sorted(field.keys[0] for field in FIELDS))
            cure = f"Use {listed}."
            raise UsageError(f"There is no field {name!r}.", cure=cure, field=name)
    for finding in describe(metadata)[1]:
        raise UsageError(finding.message, cure=finding.cure, field=finding.field)


def has_room(data_dir: Path, size: int) -> bool:
    """Whether the disk has room for a file of `size` bytes, and some to spare."""
    return shutil.disk_usage(data_dir).free > size + _SPARE
