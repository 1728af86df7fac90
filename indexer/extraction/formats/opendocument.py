"""OpenDocument (LibreOffice): XML in a ZIP, or flat in one file, read with defusedxml.

Text, presentations (`odp.py`) and spreadsheets (`ods.py`), and the templates of each.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, odf_objects, odf_sheets, office
from indexer.extraction.alternative_text import said_of
from indexer.extraction.decoding import read_raw
from indexer.extraction.left_out import comments_left_out
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip, looks_like_text
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, one_line

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _DRAW = (_NS % name for name in ("office", "text", "table", "drawing"))
_PRESENTATION, _META, _MANIFEST = (_NS % name for name in ("presentation", "meta", "manifest"))
_SVG = _NS % "svg-compatible"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UNREAD = {
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation",
    f"{_OFFICE}forms", f"{_TEXT}sequence-decls", f"{_DRAW}page-thumbnail", f"{_SVG}title",
    f"{_SVG}desc", f"{_TEXT}table-of-content", f"{_TEXT}illustration-index",
    f"{_TEXT}table-index", f"{_TEXT}object-index", f"{_TEXT}alphabetical-index",
    f"{_TEXT}placeholder",
}  # fmt: skip
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_WHOLE = (*_PARAGRAPHS, f"{_TEXT}list", f"{_TABLE}table")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The XML of an OpenDocument file. `part` gives a further part by its name."""

    content: Element
    meta: Element | None
    part: odf_objects.Part


def read(file: Path) -> Extraction:
    """Return the text of an OpenDocument file, packed or flat, and what its properties say."""
    with file.open("rb") as stream:
        packed = is_zip(stream.read(4))
    if not packed:
        root = _flat(file)
        return _read(_Parts(root, root, lambda _: None))
    office.require_part(file, "content.xml", "OpenDocument")
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names:
            _refuse_encrypted(archive.read("META-INF/manifest.xml"))
        content = archives.parse_xml(archive.read("content.xml"))
        meta = archives.parse_xml(archive.read("meta.xml")) if "meta.xml" in names else None
        return _read(_Parts(content, meta, partial(_part, archive)))


def _flat(file: Path) -> Element:
    """Return the root of a file that is one XML text (.fodt, .fodp, .fods)."""
    raw = read_raw(file)
    archives.check_xml(file.name, raw)
    root = archives.parse_xml(raw)
    if root.tag != f"{_OFFICE}document":
        raise Unreadable(
            Outcome.MISMATCH,
            "The name says OpenDocument, but the content is other XML.",
            cure="Give it the right suffix, or save it again in the format of its name.",
        )
    return root


def _read(parts: _Parts) -> Extraction:
    body = parts.content.find(f"{_OFFICE}body")
    if body is None:
        raise archives.damaged("it has no body")
    problems = odf_objects.resolve(body, parts.part)
    pages = list(body.iter(f"{_DRAW}page"))
    findings: tuple[str, ...] = ()
    if (sheets := body.find(f"{_OFFICE}spreadsheet")) is not None:
        read_sheets, hidden = odf_sheets.blocks_of(parts.content, sheets, _text)
        blocks = tuple(read_sheets)
        findings = (f"Hidden sheets, not read: {', '.join(hidden)}.",) if hidden else ()
    else:
        blocks = tuple(_slides(pages) if pages else _blocks(body, None))
    metadata = Metadata() if parts.meta is None else _metadata(parts.meta)
    if sheets is None:  # the comments of a spreadsheet are read: they say what its cells mean
        findings += comments_left_out(sum(1 for _ in body.iter(f"{_OFFICE}annotation")))
    if parts.meta is not None:
        findings += office.language_unknown(parts.meta.findtext(f".//{_DC}language"))
    metadata = office.titled(metadata, blocks)
    count = len(pages) or None
    return Extraction(blocks, metadata, count, problems=tuple(problems), findings=findings)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    return archives.parse_xml(archive.read(name)) if name in archive.namelist() else None


def _refuse_encrypted(manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise Unreadable(
            Outcome.ENCRYPTED,
            "The document is protected by a password.",
            cure="Save a copy without the password and put it in the folder.",
        )


def _slides(pages: list[Element]) -> Iterator[Block]:
    for number, page in enumerate(pages, 1):
        first = True
        for block in _blocks(page, number):
            is_title = first and block.level is None and len(block.text) <= 120
            yield replace(block, level=1 if number == 1 else 2) if is_title else block
            first = False


def _blocks(root: Element, page: int | None) -> Iterator[Block]:
    """Yield the blocks inside `root`; after each, the notes and boxes that are anchored in it."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.tag in _WHOLE:
            if block := _block(node, page):
                yield block
            yield from _anchored(node, page)
        elif node.tag == f"{_TEXT}note":
            paragraphs = (one_line(_text(each)) for each in _outermost(node, _PARAGRAPHS))
            if text := "\n".join(filter(None, paragraphs)):
                yield Block(text, page)
        elif node.tag not in _UNREAD:
            if node.tag == f"{_DRAW}frame" and (said := _said_of(node)):
                yield Block(said, page)
            todo.extend(reversed(list(node)))


def _said_of(frame: Element) -> str:
    """Return the description of a picture or object; none of a box of text."""
    if frame.find(f"{_DRAW}text-box") is not None:
        return ""
    return said_of(frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or "")


def _block(node: Element, page: int | None) -> Block | None:
    """Return a heading, paragraph, list or table as a block, or None if it has no text."""
    if node.tag == f"{_TEXT}h":
        level = node.get(f"{_TEXT}outline-level", "1")
        text = one_line(_text(node))
        depth = min(int(level), 6) if level.isdigit() and level != "0" else 1
        return Block(text, page, depth) if text else None
    if node.tag == f"{_TEXT}p":
        text = clean(_text(node))
    else:
        text = "\n".join(_list(node) if node.tag == f"{_TEXT}list" else _rows(node))
    return Block(text, page) if text else None


def _anchored(node: Element, page: int | None) -> Iterator[Block]:
    """Yield the notes, boxes and inner tables that stand inside a block, as their own."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if _is_aside(child):
            yield from _blocks(child, page)
        elif child.tag not in _UNREAD:
            todo.extend(reversed(child))


def _is_aside(node: Element) -> bool:
    """Whether `node` stands in a sentence but is no part of it: a note, a shape, a table."""
    is_shape = node.tag.startswith(_DRAW) and node.tag != f"{_DRAW}a"
    return is_shape or node.tag in (f"{_TEXT}note", f"{_TABLE}table")


def _outermost(node: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """Yield the outermost elements inside `node` with these tags, but not those of asides."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if child.tag in tags:
            yield child
        elif child.tag not in _UNREAD and not _is_aside(child):
            todo.extend(reversed(child))


def _list(node: Element) -> Iterator[str]:
    for paragraph in _outermost(node, _PARAGRAPHS):
        if text := one_line(_text(paragraph)):
            yield f"- {text}"


def _rows(table: Element) -> Iterator[str]:
    for row in _outermost(table, (f"{_TABLE}table-row",)):
        cells = [
            one_line(" ".join(_text(each) for each in _outermost(cell, _PARAGRAPHS)))
            for cell in row.findall(f"{_TABLE}table-cell")
        ]
        if any(cells):
            yield " | ".join(cells)


def _text(node: Element) -> str:
    parts: list[str] = []
    todo: list[Element | str] = [node]
    while todo:
        each = todo.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        if each.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif each.tag == f"{_TEXT}line-break":
            parts.append("\n")
        inside: list[Element | str] = [each.text or ""]
        for child in each:
            if child.tag not in _UNREAD and not _is_aside(child):
                inside.append(child)
            inside.append(child.tail or "")
        todo.extend(reversed(inside))
    return "".join(parts)


def _metadata(root: Element) -> Metadata:
    meta = root.find(f"{_OFFICE}meta")
    if meta is None:
        return Metadata()
    first = {child.tag: child.text or "" for child in reversed(list(meta))}
    creator = first.get(f"{_META}initial-creator") or first.get(f"{_DC}creator", "")
    return describe(
        {
            "title": office.plausible_title(first.get(f"{_DC}title", "")),
            "author": office.plausible_author(creator),
            "date": first.get(f"{_META}creation-date") or first.get(f"{_DC}date", ""),
            "language": first.get(f"{_DC}language", ""),
            "keywords": [each.text or "" for each in meta.findall(f"{_META}keyword")],
            "abstract": first.get(f"{_DC}description", ""),
        }
    )[0]


def matches(head: bytes) -> bool:
    """Whether `head` can begin an OpenDocument file: a ZIP archive, or XML."""
    return is_zip(head) or (looks_like_text(head) and b"<" in head[:200])


FORMAT = Format(
    name="ODT",
    media_type="application/vnd.oasis.opendocument.text",
    suffixes=(".odt", ".ott", ".fodt"),
    matches=matches,
    read=read,
)
