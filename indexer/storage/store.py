"""A store: a folder or a bucket behind a URL, where generations are shared between machines.

    URL/generations/000007-4b5f0c8a3e217d96/...  the files of a generation, its manifest last
    URL/CURRENT                                   the generations kept, the newest first

What is in it never changes but for CURRENT: a generation's folder is named for its number and for
its seal, so that an index that was begun anew cannot write over one that readers fetch. fsspec
opens the URL: a folder (also one on a network disk) as it is, s3:// with the extra `cluster`,
whatever else a package of fsspec's kind is installed for.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from indexer.errors import BalkanetupError, ExtraMissing, NotFound, StoreError, UsageError
from indexer.settings import STORE_SECONDS
from indexer.storage.generations import CURRENT, FOLDER
from indexer.storage.manifests import NAME, Manifest
from indexer.storage.secrets import Secrets
from indexer.storage.time_limit import TimeLimit

_LARGEST_CURRENT = 2**16  # bytes
_LINE = re.compile(rf"({NAME.pattern}) ([0-9a-f]{{64}})")
_FOLDER = re.compile(rf"{NAME.pattern}-[0-9a-f]{{16}}")
_EXTRA = "Install what opens it: pip install 'balkanetup-search[cluster]'"
_CURE = "Check the address, the network, and the rights that the account has there."

_SLOW = "Check the network; give a slow store more time with BALKANETUP_STORE_SECONDS."


@dataclass(frozen=True, slots=True)
class Shared:
    """A generation as CURRENT of a store lists it."""

    name: str
    seal: str

    @classmethod
    def of(cls, manifest: Manifest) -> "Shared":
        """Return how a store lists the generation of a manifest."""
        return cls(manifest.name, manifest.seal)

    @property
    def folder(self) -> str:
        """The name of its folder in the store."""
        return f"{self.name}-{self.seal[:16]}"


class Store:
    """What can be done with the files of a store. Each method raises StoreError where it refuses.

    `shown` is the URL for messages, without what is secret in it. The paths of the methods are
    relative to the URL.
    """

    def __init__(self, url: str, seconds: float = STORE_SECONDS) -> None:
        """Open the store, which asks nothing of it yet. Raises UsageError, ExtraMissing.

        What is read of it is waited for so many `seconds` at most, 8 MiB at a time.
        """
        if not url:
            cure = "Name it: file:///srv/index, s3://bucket/index; or set it in the environment."
            raise UsageError("No store is named.", cure=cure)
        self._seconds = seconds
        self._limit = TimeLimit(seconds)
        self._secrets = Secrets(url)
        self.shown = self._secrets.hidden(url)
        with self._explained():
            self._fs, self._base = _opened(url)

    def listed(self) -> list[Shared]:
        """Return the generations that are kept, the newest first. Raises NotFound before any."""
        try:
            text = self._piece(CURRENT, 0, _LARGEST_CURRENT).decode("ascii", "replace")
        except FileNotFoundError:
            cure = "Send one, from the machine that indexes, with: balkanetup push URL"
            raise NotFound(f"There is no generation in {self.shown} yet.", cure=cure) from None
        lines = [_LINE.fullmatch(line) for line in text.splitlines()]
        listed = [Shared(*line.groups()) for line in lines if line]
        if not listed or len(listed) < len(lines):
            raise StoreError(
                f"{CURRENT} in {self.shown} is not what `balkanetup push` writes.",
                cure=f"Correct the address; or delete that {CURRENT}, and push again.",
            )
        return listed

    def keep(self, kept: list[Shared]) -> None:
        """Replace CURRENT: whoever reads it has the old one or the new one, whole."""
        text = "".join(f"{it.name} {it.seal}\n" for it in kept)
        with self._explained():
            unfinished = self._path(f"{CURRENT}.part")
            self._fs.pipe_file(unfinished, text.encode("ascii"))
            self._fs.mv(unfinished, self._path(CURRENT))

    def has(self, path: str, size: int | None = None) -> bool:
        """Whether a file is there, with this many bytes where that is said."""
        try:
            actual = self._size(path)
        except FileNotFoundError:
            return False
        return size is None or actual == size

    def size(self, path: str) -> int:
        """Return how many bytes a file has. Raises StoreError without it."""
        try:
            return self._size(path)
        except FileNotFoundError:
            raise self._gone(path) from None

    def piece(self, path: str, start: int, end: int) -> bytes:
        """Return the bytes of a file from `start` up to `end`. Raises StoreError without it."""
        try:
            piece = self._piece(path, start, end)
        except FileNotFoundError:
            raise self._gone(path) from None
        if len(piece) > end - start:
            what = f"{self.shown} sends whole files where a part is asked for."
            raise StoreError(what, cure="Serve it by a program that knows range requests.")
        return piece

    def put(self, file: Path, path: str) -> None:
        """Write a file of this machine to the store, making the folder it goes to."""
        target = self._path(path)
        with self._explained():
            try:
                self._fs.put_file(str(file), target)
            except FileNotFoundError:
                self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._fs.put_file(str(file), target)

    def folders(self) -> list[str]:
        """Return the names of the folders of generations, also of those not listed."""
        with self._explained():
            try:
                paths = self._limit.call(lambda: self._fs.ls(self._path(FOLDER), detail=False))
            except FileNotFoundError:
                return []
        names = (str(path).rstrip("/").rpartition("/")[2] for path in paths)
        return sorted(name for name in names if _FOLDER.fullmatch(name))

    def remove(self, folder: str) -> None:
        """Delete the folder of a generation."""
        with self._explained():
            self._fs.rm(self._path(f"{FOLDER}/{folder}"), recursive=True)

    def _gone(self, path: str) -> StoreError:
        cure = "Try again: a newer generation may have come, and older ones are deleted."
        return StoreError(f"{path} is not in {self.shown}.", cure=cure)

    def _size(self, path: str) -> int:
        with self._explained():
            return int(self._limit.call(lambda: self._fs.info(self._path(path)))["size"])

    def _piece(self, path: str, start: int, end: int) -> bytes:
        with self._explained():
            reading = partial(self._fs.cat_file, self._path(path), start=start, end=end)
            return bytes(self._limit.call(reading))

    def _path(self, path: str) -> str:
        return f"{self._base.rstrip('/')}/{path}"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the libraries beneath raise, of which there is no end, into our errors.

        The cause is dropped on purpose: it may name the password. FileNotFoundError passes.
        """
        try:
            yield
        except (BalkanetupError, FileNotFoundError):
            raise
        except TimeoutError:
            what = f"{self.shown} does not answer within {self._seconds:g} s."
            raise StoreError(what, cure=_SLOW) from None
        except ImportError as problem:
            raise ExtraMissing(self._secrets.hidden(f"{problem}."), cure=_EXTRA) from None
        except NotImplementedError:
            what = f"{self.shown} can only be read."
            raise StoreError(what, cure="Push to an address that can be written to.") from None
        except Exception as problem:
            what = self._secrets.hidden(f"{self.shown} refuses: {str(problem) or repr(problem)}")
            raise StoreError(f"{what.rstrip('.')}.", cure=_CURE) from None


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, which asks anew each time, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ExtraMissing("fsspec, which opens stores, is not installed.", cure=_EXTRA) from None
    fs, path = url_to_fs(url, use_listings_cache=False, skip_instance_cache=True)
    return fs, str(path)
