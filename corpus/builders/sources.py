"""A source of the collection: front matter between two `---` lines, then Markdown.

The front matter reaches the indexer as it stands, without `format`, which only says what to build.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.builders.blocks import Block, Heading, blocks, plain

_PARTS = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)
_FORMAT = re.compile(r"^format:.*\n", re.MULTILINE)

EXTENSIONS = {
    "pdf": "pdf",
    "pdf-two-column": "pdf",
    "docx": "docx",
    "pptx": "pptx",
    "html": "html",
    "md": "md",
}


class BadSource(ValueError):
    """A source that cannot be built: which file, and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `described` is its front matter as text; `body` comes after the title."""

    id: str
    title: str
    authors: tuple[str, ...]
    institution: str
    year: str
    language: str
    licence: str
    keywords: tuple[str, ...]
    abstract: str
    format: str
    described: str
    text: str
    body: tuple[Block, ...]

    @property
    def file_name(self) -> str:
        """The name of the document that this source gives."""
        return f"{self.id}.{EXTENSIONS[self.format]}"


def read(file: Path) -> Source:
    """Return the source that `file` holds. Raises BadSource."""
    parts = _PARTS.match(file.read_text(encoding="utf-8"))
    if parts is None:
        raise BadSource(f"{file.name}: no front matter between two lines of ---")
    try:
        # BaseLoader keeps every value as text: 0533 is a code, not a number.
        fields = yaml.load(parts[1], yaml.BaseLoader)
        return _source(file.stem, fields, _FORMAT.sub("", parts[1]), parts[2])
    except (yaml.YAMLError, ValueError, KeyError) as error:
        raise BadSource(f"{file.name}: {error}") from error


def read_all(folder: Path) -> list[Source]:
    """Return every source in `folder`, by id. Raises BadSource."""
    return [read(file) for file in sorted(folder.glob("*.md"))]


def _source(name: str, fields: dict[str, str], described: str, text: str) -> Source:
    if fields["id"] != name:
        raise ValueError(f"its id is {fields['id']}, not the name of the file")
    if fields["format"] not in EXTENSIONS:
        raise ValueError(f"unknown format {fields['format']!r}")
    first, *body = blocks(text)
    if not isinstance(first, Heading) or plain(first.spans) != fields["title"]:
        raise ValueError("the text does not begin with the title of the front matter")
    return Source(
        id=name,
        title=fields["title"],
        authors=tuple(fields["authors"]),
        institution=fields["institution"],
        year=fields["year"],
        language=fields["language"],
        licence=fields["licence"],
        keywords=tuple(fields["keywords"]),
        abstract=fields["abstract"],
        format=fields["format"],
        described=described,
        text=text,
        body=tuple(body),
    )


def references(source: Source) -> list[str]:
    """Return the works that the last section of the source lists, as they stand there."""
    last = source.text.rsplit("\n## ", 1)[-1]
    return [line for line in last.splitlines() if line.startswith("- ")]
