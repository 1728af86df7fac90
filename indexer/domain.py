"""The nouns of the project: frozen values that every stage passes on. A leaf.

A file in the folder is a Document. Reading it gives an Extraction: Blocks of text in reading
order, and the Metadata the file carries. Blocks become Passages. What the catalogue keeps of
a document is a Resource.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """What became of one file. Every file of a run ends in exactly one."""

    OK = "ok"
    PARTIAL = "partial"  # readable, but some pages were not
    EMPTY = "empty"  # no text inside (a scan, a blank file)
    UNSUPPORTED = "unsupported"  # a format we do not read
    MISMATCH = "mismatch"  # the content is not what the name says
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    MALFORMED = "malformed"
    BOMB = "bomb"  # built to exhaust whoever opens it
    TIMEOUT = "timeout"
    OOM = "oom"
    CRASHED = "crashed"  # the parser itself died
    DUPLICATE = "duplicate"  # the same bytes as another file, which stands for both

    @property
    def searchable(self) -> bool:
        """Whether a file with this outcome has passages of its own in the index."""
        return self in (Outcome.OK, Outcome.PARTIAL)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list, table or heading, in reading order.

    `page` counts from 1 (slides too) and is None where the format has no pages.
    `level` is 1..6 for a heading and None for body text.
    """

    text: str
    page: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a resource besides its text. Empty means unknown, never a guess.

    `language` is a BCP 47 tag (`sr-Cyrl`); `disciplines` are ISCED-F 2013 codes of 2 to 4
    digits, most fitting first; `licence` is an SPDX identifier; `minutes` is contact time.
    `affiliations` are the bodies its authors belong to, as a paper lists them; `contributor` is
    who shared it, and `contact` where they wish to be asked: an e-mail or web address that they
    gave themselves, never one found in a text. `answers` are ids of open requests.
    """

    identifier: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    institution: str | None = None
    affiliations: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    disciplines: tuple[str, ...] = ()
    type: str | None = None
    strategies: tuple[str, ...] = ()
    class_size: str | None = None
    mode: str | None = None
    cycle: str | None = None
    minutes: int | None = None
    licence: str | None = None
    doi: str | None = None
    keywords: tuple[str, ...] = ()
    abstract: str | None = None
    translation_of: str | None = None
    course: str | None = None
    contributor: str | None = None
    contact: str | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one file. `problems` says which parts could not be read; `findings`
    what its own description gets wrong, `sources` where each field of it stands in the file
    (`front matter`, `properties`, `first page`; what is not there is from the document).
    `needs_ocr`: pages of it are pictures that text recognition has not been tried on."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    page_count: int | None = None
    problems: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the collection as it lies on disk.

    `path` is relative to `root`, with forward slashes. `content_hash` is the SHA-256 of the
    file's bytes in hex; `size` is in bytes, `mtime_ns` in nanoseconds.
    """

    root: Path
    path: str
    size: int
    mtime_ns: int
    content_hash: str

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.root / self.path


class Role(StrEnum):
    """What a part of a document is. Only text answers; the rest can be found by its words."""

    TEXT = "text"
    FRONT = "front"  # authors, affiliations, dates, identifiers, key words
    CONTENTS = "contents"
    REFERENCES = "references"
    LEGAL = "legal"  # copyright and licence
    THANKS = "thanks"  # acknowledgements and funding
    NOTICE = "notice"  # a disclaimer
    HEADER = "header"  # repeated on every page


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a resource's text that answers on its own: about 200 word pieces.

    `start` and `end` are character offsets into the resource's text (its blocks joined by
    blank lines), so that neighbours can be shown around it. `text` is that slice. `role` is
    what most of it is. `table_header` is the first row of a table in whose midst it begins.
    """

    ordinal: int
    text: str
    start: int
    end: int
    heading_path: tuple[str, ...] = ()
    first_page: int | None = None
    last_page: int | None = None
    language: str = "und"
    role: Role = Role.TEXT
    table_header: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A catalogued document: what the search shows. `provenance` maps a field of `metadata`
    to where its value came from (`sidecar`, `front matter`, `document`, `first page` ...)."""

    id: str
    root: str
    path: str
    content_hash: str
    media_type: str
    metadata: Metadata
    provenance: dict[str, str] = field(default_factory=dict)
    page_count: int | None = None
    passage_count: int = 0
    outcome: Outcome = Outcome.OK
    added: str = ""  # ISO 8601, UTC
