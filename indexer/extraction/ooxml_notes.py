"""Footnotes, endnotes and inserted files of a Word document: parts beside its main text."""

import email
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from indexer.extraction.decoding import decode
from indexer.extraction.html_blocks import blocks_of

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_COMMENTS = re.compile(r"/(?:comments|threadedComment)$|/relationships/comments$", re.IGNORECASE)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|cm)[\s>]")
_HTML = ("html", "htm", "xhtml")
REFERENCES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}

Notes = dict[tuple[str, str], "_Element"]  # by footnote or endnote, and id


def notes_of(document: Any) -> tuple[Notes, tuple[str, ...]]:
    """Return the notes of a python-docx document, and which of their parts cannot be read."""
    from docx.oxml.parser import parse_xml  # resolves no entities, as for the main text
    from lxml.etree import XMLSyntaxError

    notes: Notes = {}
    problems = []
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.is_external or relation.reltype != f"{_RELATIONS}{kind}s":
                continue
            try:
                root = parse_xml(relation.target_part.blob)
            except XMLSyntaxError as error:
                problems.append(f"the {kind}s could not be read ({str(error)[:80]})")
                continue
            for note in root.iter(f"{_W}{kind}"):
                notes[kind, note.get(f"{_W}id", "")] = note
    return notes, tuple(problems)


def comments_in(part: Any) -> int:
    """Return how many comments of reviewers a part of an Office document has beside it."""
    parts = (
        relation.target_part.blob
        for relation in part.rels.values()
        if not relation.is_external and _COMMENTS.search(relation.reltype)
    )
    return sum(len(_COMMENT.findall(blob)) for blob in parts)


def inserted(name: str, content: bytes) -> Iterator[str] | None:
    """Return the texts of a file inserted as it is (altChunk), or None if it is not understood."""
    suffix = name.rpartition(".")[2].lower()
    if suffix == "txt":
        return iter(decode(content).text.split("\n\n"))
    if suffix in ("mht", "mhtml"):
        content = _page_of(content)
    elif suffix not in _HTML:
        return None
    from lxml import etree, html

    try:
        page = html.document_fromstring(decode(content).text.encode(), parser=_parser(html))
    except (etree.ParserError, ValueError):
        return None
    return (block.text for block in blocks_of(page))


def _page_of(content: bytes) -> bytes:
    """Return the HTML of a page saved with its pictures (MHT), empty if it holds none."""
    for part in email.message_from_bytes(content).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return page
    return b""


def _parser(html: Any) -> Any:
    return html.HTMLParser(encoding="utf-8", no_network=True)
