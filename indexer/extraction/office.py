"""What DOCX and PPTX have in common: core properties, and telling which of the two a ZIP is."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.domain import Block, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, first_page, placeholders
from indexer.metadata import values
from indexer.metadata.describe import describe
from indexer.text.cleaning import one_line

_OPENING = 10  # blocks in which a title must stand, or its words
_MAIN_PARTS = {
    "word/document.xml": "a Word document (.docx)",
    "ppt/presentation.xml": "a PowerPoint presentation (.pptx)",
    "xl/workbook.xml": "an Excel workbook (.xlsx)",
    "content.xml": "an OpenDocument file (.odt, .odp, .ods)",
    "META-INF/container.xml": "an EPUB book",
}


def require_part(file: Path, name: str, kind: str) -> None:
    """Raise Unreadable unless the ZIP `file` has the part `name`, as a `kind` must."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:  # it does not even begin as one: nothing has looked inside
        raise archives.damaged(error) from error
    if name in names:
        return
    actual = next((what for part, what in _MAIN_PARTS.items() if part in names), None)
    if actual is None and "[Content_Types].xml" in names:
        return  # an unusual layout: the library finds its way by the content types
    raise Unreadable(
        Outcome.MISMATCH,
        f"The name says {kind}, but the content is {actual or 'a ZIP archive'}.",
        cure="Give it the right suffix, or save it again in the format of its name.",
    )


def core_properties(properties: Any) -> Metadata:
    """Return what the document properties say (`properties` of python-docx or python-pptx).

    The templates of both libraries carry a date and an author of their own; such values say
    nothing of the document.
    """
    created = properties.created or _modified(properties)
    untouched = created is not None and created.year == 2013 and properties.modified == created
    return describe(
        {
            "title": plausible_title(properties.title or ""),
            "author": plausible_author(properties.author or ""),
            "date": None if untouched or created is None else str(created.year),
            "language": properties.language or "",
            "keywords": properties.keywords or "",
            "abstract": plausible_abstract(properties.subject or ""),
        }
    )[0]


def _modified(properties: Any) -> Any:
    """Return the date of the last change; a library that finds none puts in today's."""
    made_up = properties.last_modified_by in ("python-docx", "python-pptx")
    return None if made_up else properties.modified


def titled(metadata: Metadata, blocks: Sequence[Block]) -> Metadata:
    """Return `metadata` with the title that the text begins with, where the property is stale.

    A property that the opening of the text says too is the title. One that it does not is left
    over from another document, where the text has a heading that can be its title.
    """
    heading = _heading(blocks)
    opening = " ".join(block.text for block in blocks[:_OPENING])
    if heading and not first_page.confirmed(metadata.title, opening):
        return replace(metadata, title=heading)
    return metadata


def _heading(blocks: Sequence[Block]) -> str | None:
    """Return the first heading, if it can be the title; where there are many, it stands first."""
    main = [block for block in blocks if block.level == 1]
    first = next((block for block in blocks[:5] if block.level == 1), None)
    if first is None or first_page.names_section(first.text):
        return None
    return first.text if len(main) == 1 or first is blocks[0] else None


def language_unknown(value: object) -> tuple[str, ...]:
    """Return the finding on a language that the properties of a document name, if it is none."""
    if values.is_nothing(value):
        return ()
    try:
        values.language(value)
    except values.BadValueError as bad:
        return (" ".join(("the language in its properties was left out:", *bad.args)),)
    return ()


def plausible_title(title: str) -> str:
    """Return `title`, or nothing if a program made it up."""
    title = one_line(title)
    return "" if len(title) < 3 or placeholders.is_title(title) else title


def plausible_author(author: str) -> str:
    """Return `author`, or nothing if a program or a computer's set-up made it up."""
    author = one_line(author)
    return "" if len(author) < 3 or placeholders.is_author(author) else author


def plausible_abstract(text: str) -> str:
    """Return `text`, or nothing if a program filled in that there is none."""
    return "" if placeholders.is_nothing(text) else text
