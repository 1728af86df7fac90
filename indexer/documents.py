"""A folder to Documents: which files there are, and what stands beside them.

Not documents: hidden files, what `.balkanetupignore` (gitignore syntax) names, the manifest,
and sidecars. A sidecar describes one file and is named after it: `paper.pdf.yaml` (or `.yml`,
`.json`). The manifest `manifest.csv` in the folder describes many, one row per file.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pathspec

from indexer.errors import NoSuchFolder

IGNORE_FILE = ".balkanetupignore"
MANIFEST = "manifest.csv"
SIDECAR_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder, not yet read. `sidecar` is the file that describes it, if any."""

    path: str
    size: int
    mtime_ns: int
    is_regular: bool
    sidecar: Path | None


def walk(root: Path) -> list[Entry]:
    """Return the documents under `root`, by path. Raises NoSuchFolder with the cure."""
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        raise NoSuchFolder(f"{root} {what}.", cure="Give the folder that holds the documents.")
    ignored = _ignored(root)
    files = sorted(_files(root, ""))
    names = set(files)
    return [
        _entry(root, path, names)
        for path in files
        if path != MANIFEST and not ignored.match_file(path) and _described(path, names) is None
    ]


def content_hash(file: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ignored(root: Path) -> pathspec.GitIgnoreSpec:
    file = root / IGNORE_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return pathspec.GitIgnoreSpec.from_lines(lines)


def _files(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the paths below `folder`; links to folders are not followed, so no loop can form."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{path}/")
            else:
                yield path


def _described(path: str, names: set[str]) -> str | None:
    """Return the file that `path` is the sidecar of, if it is one."""
    for suffix in SIDECAR_SUFFIXES:
        if path.endswith(suffix) and path.removesuffix(suffix) in names:
            return path.removesuffix(suffix)
    return None


def _entry(root: Path, path: str, names: set[str]) -> Entry:
    facts = (root / path).lstat()
    sidecars = [path + suffix for suffix in SIDECAR_SUFFIXES if path + suffix in names]
    return Entry(
        path=path,
        size=facts.st_size,
        mtime_ns=facts.st_mtime_ns,
        is_regular=stat.S_ISREG(facts.st_mode),
        sidecar=root / sidecars[0] if sidecars else None,
    )
