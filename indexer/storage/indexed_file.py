"""The bytes of a document exactly as they were indexed, for whoever asks for the file.

A folder of documents may be writable by many. What stands at a path today may be a link to any
file of the machine, or another document: neither is what was indexed. So every folder of the
path and the file itself are opened without following links, and the bytes are handed out only
if their SHA-256 is the one in the catalogue. They are never in memory as a whole: many may ask for
large files at the same time, and take them slowly.
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import BufferedRandom, BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.catalogue import Catalogue, files
from indexer.domain import Resource
from indexer.errors import NotFound, Unreadable
from indexer.extraction.containers import DEEPEST, is_container
from indexer.extraction.isolation import Reader
from indexer.extraction.registry import suffix_of
from indexer.file_names import name_on_disk
from indexer.settings import Settings

_Stream = BufferedReader | BufferedRandom
_PART = 256 * 2**10  # bytes read at a time
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not block


class IndexedFile:
    """An open file. As a context it is closed at the end."""

    def __init__(self, stream: _Stream) -> None:
        """Take an open stream, and read it once to compare its bytes with those indexed."""
        self._stream, self._state = stream, _state(stream)
        self.content_hash = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._stream.close()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self._state[0]

    def parts(self) -> Iterator[bytes]:
        """Yield the bytes piece by piece, then close it.

        Raises OSError where somebody writes into the file meanwhile.
        """
        with self:
            while part := self._stream.read(_PART):
                if _state(self._stream) != self._state:
                    raise OSError("the file changes while it is sent")
                yield part


def read_indexed_file(catalogue: Catalogue, resource: Resource, settings: Settings) -> bytes:
    """Return all bytes of the resource's file. Raises NotFound, as `open_indexed_file`."""
    return b"".join(open_indexed_file(catalogue, resource, settings).parts())


def open_indexed_file(catalogue: Catalogue, resource: Resource, settings: Settings) -> IndexedFile:
    """Return the resource's file, whose bytes are those that the catalogue knows.

    One that lies in a container is taken out of it, by a child process within its limits.
    Raises NotFound when the file is gone, is reached only through a link, is not a plain file,
    or has changed since it was indexed.
    """
    record = files.find(catalogue, resource.root, resource.path)
    if record is None:
        raise _not_found("is no longer in the catalogue")
    outer = _container(catalogue, resource)
    try:
        if outer is None:
            parts = Path(resource.path).parts
            stream = _opened_without_links(Path(resource.root), parts, record.size)
        else:
            inner = resource.path.removeprefix(f"{outer}/")
            stream = _taken_out(Path(resource.root) / outer, inner, record.size, settings)
        file = IndexedFile(stream)
    except (OSError, ValueError, Unreadable) as problem:
        raise _not_found("is no longer in its folder as it was indexed") from problem
    if file.content_hash != resource.content_hash:
        with file:
            raise _not_found("has changed since it was indexed")
    return file


def _container(catalogue: Catalogue, resource: Resource) -> str | None:
    """Return the path of the file on disk that holds the resource, None if it is one itself."""
    parts = resource.path.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return next((path for path in paths if _is_record(catalogue, resource.root, path)), None)


def _is_record(catalogue: Catalogue, root: str, path: str) -> bool:
    return is_container(path) and files.find(catalogue, root, path) is not None


def _taken_out(file: Path, inner: str, size: int, settings: Settings) -> _Stream:
    """Return a document of `size` bytes by its path in a container, in a file that has no name.

    Whatever stands at the container's path today, its bytes are compared with those indexed.
    Raises Unreadable where it cannot be opened, ValueError where nothing of that path is in it,
    or something larger.
    """
    with tempfile.TemporaryDirectory(prefix="balkanetup-") as folder, Reader(settings) as reader:
        for depth in range(DEEPEST):
            members = [path for path, _ in reader.members(file).documents]
            fitting = (path for path in members if inner == path or inner.startswith(f"{path}/"))
            path = next(fitting, None)
            if path is None:
                break
            parts = reader.member(file, members.index(path))
            if path == inner:
                return _kept(parts, size)
            file = Path(folder) / f"{depth}{suffix_of(path)}"
            with file.open("wb") as stream:
                stream.writelines(parts)
            inner = inner.removeprefix(f"{path}/")
    raise ValueError("nothing of that path is in the container")


def _kept(parts: Iterable[bytes], size: int) -> _Stream:
    with ExitStack() as opened:
        kept = opened.enter_context(tempfile.TemporaryFile(prefix="balkanetup-"))
        for part in parts:
            kept.write(part)
            if kept.tell() > size:
                raise ValueError("it is larger than what was indexed")
        kept.seek(0)
        opened.pop_all()  # from here on it is the caller's to close
    return kept


def _opened_without_links(root: Path, parts: tuple[str, ...], size: int) -> _Stream:
    """Return a plain file of `size` bytes, open.

    Raises OSError where a part of the path is a link, ValueError where the path leads out of
    the folder or what is there is not a plain file of that size.
    """
    if not parts or ".." in parts or Path(*parts).is_absolute():
        raise ValueError("the path leads out of the folder")
    with ExitStack() as opened:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, folder)
        for name in parts[:-1]:
            folder = os.open(name_on_disk(folder, name), _FOLDER, dir_fd=folder)
            opened.callback(os.close, folder)
        handle = os.open(name_on_disk(folder, parts[-1]), _FILE, dir_fd=folder)
    stream = os.fdopen(handle, "rb")
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode) or facts.st_size != size:
        stream.close()
        raise ValueError("not the plain file that was indexed")
    return stream


def _state(stream: _Stream) -> tuple[int, int, int]:
    """Return what of an open file changes when somebody writes to it, its size first."""
    facts = os.fstat(stream.fileno())
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def _not_found(what: str) -> NotFound:
    return NotFound(f"The file {what}.", cure="Ask the maintainer to run: balkanetup index")
