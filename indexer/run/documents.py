"""A folder to its documents: which files there are, and what stands beside them.

Not documents: hidden files, what programs leave beside them (`~$lecture.docx` while Word has it
open, `Thumbs.db`, half-loaded downloads), what `.balkanetupignore` (gitignore syntax) names, the
manifest, and sidecars. A sidecar describes one file and is named after it: `paper.pdf.yaml` (or
`.yml`, `.json`). The manifest `manifest.csv` in the folder describes many, one row per file.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pathspec

from indexer.disk import sha256
from indexer.errors import NoSuchFolder, Unreadable, UsageError
from indexer.extraction.decoding import decode

IGNORE_FILE = ".balkanetupignore"
MANIFEST = "manifest.csv"
SIDECAR_SUFFIXES = (".yaml", ".yml", ".json")
# Why a file is no document.
DESCRIPTION = "describes others"
IGNORED = f"named in {IGNORE_FILE}"
LEFT_BEHIND = "hidden, or left by a program"
_LEFT_STARTS = (".", "~$", "~wrl", "~wrd")  # hidden files; owner and recovery files of Office
_LEFT_ENDS = (
    ".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".swp", ".lnk", "~", ".lock",
)  # fmt: skip
_LEFT_NAMES = {
    "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "__macosx",
    "$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder, not yet read. `sidecar` is the file that describes it, if any.

    `path` is relative to the folder, with forward slashes, and always printable Unicode: bytes
    of a name that are no UTF-8 are written as `\\xe8`. `file` is where it really lies. A folder
    that may not be opened is an entry too, so that nothing below it is taken for removed.
    """

    path: str
    file: Path
    size: int
    mtime_ns: int
    is_regular: bool
    sidecar: Path | None = None
    is_closed_folder: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a folder: its documents, and why each of the others is none."""

    documents: list[Entry]
    passed_over: dict[str, str]


def survey(root: Path) -> Survey:
    """Return what lies under `root`, by path. Raises NoSuchFolder with the cure."""
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        raise NoSuchFolder(f"{root} {what}.", cure="Give the folder that holds the documents.")
    ignored = _ignored(root)
    passed_over: dict[str, str] = {}
    entries = {entry.path: entry for entry in _entries(root, passed_over)}
    regular = {path for path, entry in entries.items() if entry.is_regular}
    for path in entries:
        if path == MANIFEST or _is_sidecar(path, entries):
            passed_over[path] = DESCRIPTION
        elif ignored.match_file(path):
            passed_over[path] = IGNORED
    documents = [
        _with_sidecar(entries[path], regular) for path in sorted(entries) if path not in passed_over
    ]
    return Survey(documents, dict(sorted(passed_over.items())))


def content_hash(file: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hex; empty where it may not be read."""
    try:
        return sha256(file)
    except OSError:
        return ""


def _ignored(root: Path) -> pathspec.GitIgnoreSpec:
    file = root / IGNORE_FILE
    try:
        text = decode(file.read_bytes()).text if file.is_file() else ""
        return pathspec.GitIgnoreSpec.from_lines(text.splitlines())
    except Unreadable as problem:
        raise UsageError(f"{file}: {problem.message}", cure=problem.cure) from problem
    except ValueError as problem:
        raise UsageError(
            f"{file} cannot be understood: {problem}.", cure="Write patterns as in .gitignore."
        ) from problem


def _entries(root: Path, passed_over: dict[str, str]) -> Iterator[Entry]:
    """Yield all files below `root`; links to folders are not followed, so no loop can form.

    What is hidden or left by programs goes to `passed_over`, a folder as one.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as inside:
                every = list(inside)
        except OSError:
            if folder == root:
                raise
            yield _entry(root, folder, folder.lstat(), is_closed_folder=True)
            continue
        for item in every:
            if is_left_behind(item.name):
                passed_over[_printable(Path(item.path).relative_to(root).as_posix())] = LEFT_BEHIND
            elif item.is_dir(follow_symlinks=False):
                folders.append(Path(item.path))
            elif (facts := _facts(item)) is not None:
                yield _entry(root, Path(item.path), facts)


def is_left_behind(name: str) -> bool:
    """Whether a file or folder is hidden, or is left by a program and no document."""
    folded = name.lower()
    return (
        folded.startswith(_LEFT_STARTS)
        or (folded.startswith("#") and folded.endswith("#"))
        or folded.endswith(_LEFT_ENDS)
        or folded in _LEFT_NAMES
    )


def _facts(file: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return file.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None  # removed since the folder was listed


def _entry(
    root: Path, file: Path, facts: os.stat_result, *, is_closed_folder: bool = False
) -> Entry:
    return Entry(
        path=_printable(file.relative_to(root).as_posix()),
        file=file,
        size=facts.st_size,
        mtime_ns=facts.st_mtime_ns,
        is_regular=stat.S_ISREG(facts.st_mode),
        is_closed_folder=is_closed_folder,
    )


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_sidecar(path: str, entries: dict[str, Entry]) -> bool:
    return entries[path].is_regular and any(
        path.endswith(suffix) and path.removesuffix(suffix) in entries
        for suffix in SIDECAR_SUFFIXES
    )


def _with_sidecar(entry: Entry, regular: set[str]) -> Entry:
    for suffix in SIDECAR_SUFFIXES:
        if entry.path + suffix in regular:
            sidecar = entry.file.with_name(entry.file.name + suffix)
            return replace(entry, sidecar=sidecar)
    return entry
