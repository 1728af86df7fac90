"""Which formats there are. A module in `formats/` that declares `FORMAT` is one; nothing else.

Importing a format module is cheap: the libraries that parse are imported inside `read`, so
that the process that plans a run never loads (or is broken by) a parser.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from indexer.domain import Extraction
from indexer.extraction import archives
from indexer.extraction.pictures import Picture, Seen


@dataclass(frozen=True, slots=True)
class Scans:
    """How a format whose pages may be pictures is read with text recognition (OCR).

    `unread` returns the numbers, from 1, of the pages without text; `picture` paints one of them;
    `read` reads the file with the words that were seen on such pages.
    """

    unread: Callable[[Path], list[int]]
    picture: Callable[[Path, int], Picture]
    read: Callable[[Path, Mapping[int, Seen]], Extraction]


@dataclass(frozen=True, slots=True)
class Format:
    """One document format. `name` is what people call it, in every language.

    `suffixes` are in lower case with the dot. `matches` says from a file's first bytes (up to
    4 KiB) whether it can be this format; `read` gets the path of a file that passed the guards.
    `scans` is for formats that hold pages. `check` looks at a file that is a ZIP archive before
    anything opens it, and raises Unreadable. `newer` is what LibreOffice makes of the files of this
    name that only it can read: `docx`.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    matches: Callable[[bytes], bool]
    read: Callable[[Path], Extraction]
    scans: Scans | None = None
    check: Callable[[Path], None] = archives.check
    newer: str = ""


@cache
def formats() -> tuple[Format, ...]:
    """Return every format that `formats/` declares, by module name."""
    folder = importlib.import_module("indexer.extraction.formats")
    names = sorted(info.name for info in pkgutil.iter_modules(folder.__path__))
    modules = [importlib.import_module(f"{folder.__name__}.{name}") for name in names]
    return tuple(module.FORMAT for module in modules if hasattr(module, "FORMAT"))


@cache
def suffixes() -> dict[str, Format]:
    """Return the format of every file name suffix that is read."""
    return {suffix: format_ for format_ in formats() for suffix in format_.suffixes}


def format_of(file: Path) -> Format | None:
    """Return the format that the name of `file` claims, or None if it is none of ours."""
    return suffixes().get(suffix_of(file.name))


def format_name(media_type: str) -> str:
    """Return what people call a format: PDF, HTML ...; the media type when it is none of ours."""
    return _names().get(media_type, media_type)


@cache
def _names() -> dict[str, str]:
    return {format_.media_type: format_.name for format_ in formats()}


def suffix_of(path: str) -> str:
    """Return the suffix of a file's name or path, in lower case with the dot."""
    return PurePosixPath(path).suffix.lower()
