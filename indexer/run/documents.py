"""A folder to its documents: which files there are, and what stands beside them.

Not documents: hidden files, what programs leave beside them (`~$lecture.docx` while Word has it
open, `Thumbs.db`, half-loaded downloads), what `.balkanetupignore` (gitignore syntax) names, the
manifest, and sidecars. A sidecar describes one file and is named after it: `paper.pdf.yaml` (or
`.yml`, `.json`). The manifest `manifest.csv` in the folder describes many, one row per file.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pathspec

from indexer.disk import sha256
from indexer.errors import NoSuchFolder, Unreadable, UsageError
from indexer.extraction.containers import SIDECARS, is_container
from indexer.extraction.decoding import decode
from indexer.extraction.left_behind import is_left_behind
from indexer.file_names import printable

IGNORE_FILE = ".balkanetupignore"
MANIFEST = "manifest.csv"
# Why a file is no document.
DESCRIPTION = "describes others"
IGNORED = f"named in {IGNORE_FILE}"
LEFT_BEHIND = "hidden, or left by a program"
LEFT_FOLDER = "hidden or left by a program as a whole folder"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder, not yet read. `sidecar` is the file that describes it, if any.

    `path` is relative to the folder, with forward slashes, and always printable Unicode: bytes
    of a name that are no UTF-8 are written as `\\xe8`. `file` is where it really lies. A folder
    that may not be opened is an entry too, so that nothing below it is taken for removed.

    Of a file that holds documents, `holds` says in words what is inside once it was opened,
    `lacks` what of it could not be read, and `problem` why it could not be opened. A document
    inside has the path `course.mbz/Week 3/reading.pdf`; `container` is the file that it lies in,
    `shared` what describes all documents in there, `about` what the container itself says of this
    one, by the names of metadata fields. One in a container that did not change is `remembered`:
    it was not looked at; `file` is not its own.
    """

    path: str
    file: Path
    size: int
    mtime_ns: int
    is_regular: bool
    sidecar: Path | None = None
    is_closed_folder: bool = False
    holds: str = ""
    lacks: tuple[str, ...] = ()
    problem: Unreadable | None = None
    container: Path | None = None
    shared: Path | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    remembered: bool = False

    @property
    def hides(self) -> bool:
        """Whether there may be files below this path that cannot be seen now."""
        return self.is_closed_folder or self.problem is not None


Inside = Callable[[Entry], tuple[Entry, list[Entry]]]  # a container opened: it, and its documents


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a folder: its documents, and why each of the others is none."""

    documents: list[Entry]
    passed_over: dict[str, str]


def _leave_closed(entry: Entry) -> tuple[Entry, list[Entry]]:
    return entry, []


def survey(root: Path, inside: Inside = _leave_closed) -> Survey:
    """Return what lies under `root`, by path; `inside` opens what holds documents.

    Raises NoSuchFolder with the cure.
    """
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        raise NoSuchFolder(f"{root} {what}.", cure="Give the folder that holds the documents.")
    ignored = _ignored(root)
    passed_over: dict[str, str] = {}
    entries = {entry.path: entry for entry in _entries(root, passed_over)}
    closed = [entry for entry in entries.values() if _opens(entry)]
    for entry in (entry for entry in closed if not ignored.match_file(entry.path)):
        entries[entry.path], documents = inside(_with_sidecar(entry, entries))
        entries.update({document.path: document for document in documents})
    for path in entries:
        if path == MANIFEST or _is_sidecar(path, entries):
            passed_over[path] = DESCRIPTION
        elif ignored.match_file(path):
            passed_over[path] = IGNORED
    documents = [
        _with_sidecar(entries[path], entries) for path in sorted(entries) if path not in passed_over
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
    except OSError as problem:
        raise UsageError(
            f"{file} cannot be read: {problem.strerror}.",
            cure="Let the account that indexes read it: what it names must stay out.",
        ) from problem
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
                why = LEFT_FOLDER if item.is_dir(follow_symlinks=False) else LEFT_BEHIND
                passed_over[printable(Path(item.path).relative_to(root).as_posix())] = why
            elif item.is_dir(follow_symlinks=False):
                folders.append(Path(item.path))
            elif (facts := _facts(item)) is not None:
                yield _entry(root, Path(item.path), facts)


def _facts(file: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return file.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None  # removed since the folder was listed


def _entry(
    root: Path, file: Path, facts: os.stat_result, *, is_closed_folder: bool = False
) -> Entry:
    return Entry(
        path=printable(file.relative_to(root).as_posix()),
        file=file,
        size=facts.st_size,
        mtime_ns=facts.st_mtime_ns,
        is_regular=stat.S_ISREG(facts.st_mode),
        is_closed_folder=is_closed_folder,
    )


def _is_sidecar(path: str, entries: dict[str, Entry]) -> bool:
    return entries[path].is_regular and any(
        path.endswith(suffix) and path.removesuffix(suffix) in entries for suffix in SIDECARS
    )


def _opens(entry: Entry) -> bool:
    return entry.is_regular and is_container(entry.path)


def _with_sidecar(entry: Entry, entries: Mapping[str, Entry]) -> Entry:
    for suffix in SIDECARS:
        beside = entries.get(entry.path + suffix)
        if beside is not None and beside.is_regular:
            return replace(entry, sidecar=beside.file)
    return entry
