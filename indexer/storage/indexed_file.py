"""The bytes of a document exactly as they were indexed, for whoever asks for the file.

A folder of documents may be writable by many. What stands at a path today may be a link to any
file of the machine, or another document: neither is what was indexed. So every folder of the
path and the file itself are opened without following links, and the bytes are handed out only
if their SHA-256 is the one in the catalogue.
"""

import hashlib
import os
import stat
import tempfile
from contextlib import ExitStack
from pathlib import Path

from indexer.catalogue import Catalogue, files
from indexer.domain import Resource
from indexer.errors import NotFound, Unreadable
from indexer.extraction.containers import DEEPEST, is_container
from indexer.extraction.isolation import Reader
from indexer.extraction.registry import suffix_of
from indexer.settings import Settings

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not block


def read_indexed_file(catalogue: Catalogue, resource: Resource, settings: Settings) -> bytes:
    """Return the bytes of the resource's file as the catalogue knows them.

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
            content = _read_without_links(Path(resource.root), parts, record.size)
        else:
            inner = resource.path.removeprefix(f"{outer}/")
            content = _taken_out(Path(resource.root) / outer, inner, settings)
    except (OSError, ValueError, Unreadable) as problem:
        raise _not_found("is no longer in its folder as it was indexed") from problem
    if hashlib.sha256(content).hexdigest() != resource.content_hash:
        raise _not_found("has changed since it was indexed")
    return content


def _container(catalogue: Catalogue, resource: Resource) -> str | None:
    """Return the path of the file on disk that holds the resource, None if it is one itself."""
    parts = resource.path.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return next((path for path in paths if _is_record(catalogue, resource.root, path)), None)


def _is_record(catalogue: Catalogue, root: str, path: str) -> bool:
    return is_container(path) and files.find(catalogue, root, path) is not None


def _taken_out(file: Path, inner: str, settings: Settings) -> bytes:
    """Return the bytes of a document by its path in a container.

    Whatever stands at the container's path today, its bytes are compared with those indexed.
    Raises Unreadable where it cannot be opened, ValueError where nothing of that path is in it.
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
                return b"".join(parts)
            file = Path(folder) / f"{depth}{suffix_of(path)}"
            with file.open("wb") as stream:
                stream.writelines(parts)
            inner = inner.removeprefix(f"{path}/")
    raise ValueError("nothing of that path is in the container")


def _read_without_links(root: Path, parts: tuple[str, ...], size: int) -> bytes:
    """Return the bytes of a plain file of `size` bytes.

    Raises OSError where a part of the path is a link, ValueError where the path leads out of
    the folder or what is there is not a plain file of that size.
    """
    if not parts or ".." in parts or Path(*parts).is_absolute():
        raise ValueError("the path leads out of the folder")
    with ExitStack() as opened:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, folder)
        for name in parts[:-1]:
            folder = os.open(name, _FOLDER, dir_fd=folder)
            opened.callback(os.close, folder)
        stream = opened.enter_context(os.fdopen(os.open(parts[-1], _FILE, dir_fd=folder), "rb"))
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != size:
            raise ValueError("not the plain file that was indexed")
        return stream.read(size + 1)


def _not_found(what: str) -> NotFound:
    return NotFound(f"The file {what}.", cure="Ask the maintainer to run: balkanetup index")
