"""H5P: interactive exercises and videos; their texts, in the order in which they are stored."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import archives, html_blocks, office
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.metadata.describe import describe
from indexer.text.cleaning import one_line

_CONTENT = "content/content.json"
# Settings and the words on buttons, which every exercise has.
_UNREAD = re.compile(
    r"^(l10n|UI|behaviou?r|override\w*|confirm\w*|library|subContentId|mime|path|metadata|copyright|"
    r"params\.\w+|\w*(Button|Label|Id|Color|Text(?:Feedback)?|Announcement|A11y\w*|Aria\w*)|a11y\w*|"
    r"currentMenuSelected|scoreBarLabel|feedback\w*|license\w*|\w*[uU]rl)$"
)
_READ_ALL_THE_SAME = {"text", "questionText", "introductionText", "altText"}


def read(file: Path) -> Extraction:
    """Return the texts of the exercise and what it says of itself."""
    office.require_part(file, _CONTENT, "an H5P exercise")
    with zipfile.ZipFile(file) as archive:
        content = _json(archive.read(_CONTENT))
        about = _json(archive.read("h5p.json")) if "h5p.json" in archive.NameToInfo else {}
    blocks = tuple(block for text in _texts(content) for block in _blocks(text))
    return Extraction(
        tuple(dict.fromkeys(blocks)), _metadata(about if isinstance(about, dict) else {})
    )


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise archives.damaged(error) from error


def _texts(content: Any) -> Iterator[str]:
    """Yield every text of the author, in order."""
    todo: list[tuple[str, Any]] = [("", content)]
    while todo:
        name, value = todo.pop()
        if _UNREAD.match(name) and name not in _READ_ALL_THE_SAME:
            continue
        if isinstance(value, dict):
            todo.extend(reversed(list(value.items())))
        elif isinstance(value, list):
            todo.extend((name, item) for item in reversed(value))
        elif isinstance(value, str) and re.search(r"[^\W\d_]{2}.*\s|<\w", value):
            yield value


def _blocks(text: str) -> Iterator[Block]:
    from lxml import etree, html  # heavy: only in the child process

    try:
        yield from html_blocks.blocks_of(html.document_fromstring(text))
    except (etree.ParserError, ValueError):
        if words := one_line(text):
            yield Block(words)


def _metadata(about: dict[str, Any]) -> Metadata:
    people = about.get("authors") if isinstance(about.get("authors"), list) else []
    names = [str(person.get("name", "")) for person in people or [] if isinstance(person, dict)]
    return describe(
        {
            "title": about.get("title") or "",
            "author": names,
            "language": about.get("defaultLanguage") or about.get("language") or "",
            "license": about.get("license") or "",
            "date": str(about.get("yearFrom") or ""),
        }
    )[0]


FORMAT = Format(
    name="H5P",
    media_type="application/x-h5p",
    suffixes=(".h5p",),
    matches=is_zip,
    read=read,
    check=archives.check_directory,
)
