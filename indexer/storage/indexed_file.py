"""The bytes of a document exactly as they were indexed, for whoever asks for the file.

A folder of documents may be writable by many. What stands at a path today may be a link to any
file of the machine, or another document: neither is what was indexed. So every folder of the
path and the file itself are opened without following links, and the bytes are handed out only
if their SHA-256 is the one in the catalogue.
"""

import hashlib
import os
import stat
from contextlib import ExitStack
from pathlib import Path

from indexer.catalogue import Catalogue, files
from indexer.domain import Resource
from indexer.errors import NotFound

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not block


def read_indexed_file(catalogue: Catalogue, resource: Resource) -> bytes:
    """Return the bytes of the resource's file as the catalogue knows them.

    Raises NotFound when the file is gone, is reached only through a link, is not a plain file,
    or has changed since it was indexed.
    """
    record = files.find(catalogue, resource.root, resource.path)
    if record is None:
        raise _not_found("is no longer in the catalogue")
    try:
        content = _read_without_links(Path(resource.root), Path(resource.path).parts, record.size)
    except (OSError, ValueError) as problem:
        raise _not_found("is no longer in its folder as it was indexed") from problem
    if hashlib.sha256(content).hexdigest() != resource.content_hash:
        raise _not_found("has changed since it was indexed")
    return content


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
