"""Excel workbooks: each sheet's tables, its comments, text boxes and charts.

Read from the XML itself: the libraries refuse a whole workbook for one odd style or filter.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import archives, office, office_parts, sheets, workbook_cells
from indexer.extraction.left_out import hidden_parts, lines_left_out
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.extraction.workbook import Workbook, local
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, one_line

_CORE = "docProps/core.xml"
_WORDS: dict[str, Callable[[Element], str]] = {  # of what a drawing shows, by its kind
    "chart": office_parts.chart_text,
    "chartEx": office_parts.chart_text,
    "diagramData": office_parts.diagram_text,
}
_THREADED = "[Threaded comment]"  # the notice for older programs, in place of the comment


def read(file: Path) -> Extraction:
    """Return the tables of every visible sheet, by its name; formulas as the values they gave."""
    with zipfile.ZipFile(file) as archive:
        book = Workbook(archive)
        main = next(
            (name for kind, name in book.related("").values() if kind == "officeDocument"), ""
        )
        root = book.part(main if main in archive.NameToInfo else "xl/workbook.xml")
        if root is None or local(root) != "workbook":
            office.require_part(file, "xl/workbook.xml", "an Excel workbook (.xlsx)")
            raise archives.damaged("it has no workbook")
        main = main if main in archive.NameToInfo else "xl/workbook.xml"
        book.load(root, main)
        blocks, hidden = _all_sheets(book, root, main)
        metadata = _metadata(book)
    findings = (*book.notes, *hidden_parts("sheets", hidden), *lines_left_out(book.hidden))
    if book.unstored:
        book.problems.append(
            f"{book.unstored} formulas have no stored result; open it in Excel or LibreOffice, "
            "save it, and replace this copy"
        )
    if metadata.title is None:
        metadata = replace(metadata, title=_first_heading(blocks))
    return Extraction(tuple(blocks), metadata, problems=tuple(book.problems), findings=findings)


def _all_sheets(book: Workbook, root: Element, main: str) -> tuple[list[Block], list[str]]:
    """Return the blocks of the visible sheets in their order, and the names of the hidden ones."""
    targets = book.related(main)
    blocks: list[Block] = []
    hidden: list[str] = []
    for sheet in (node for node in root.iter() if local(node) == "sheet"):
        name = one_line(sheet.get("name", ""))
        key = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        _, target = targets.get(key, ("", ""))
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
        elif target in book.archive.NameToInfo and target.lower().endswith(".xml"):
            blocks += _sheet(book, name, target)
        else:
            book.problems.append(f"the sheet {name!r} is missing")
    return blocks, hidden


def _sheet(book: Workbook, name: str, target: str) -> list[Block]:
    blocks: list[Block] = []
    try:
        blocks += sheets.blocks_of(name, workbook_cells.rows(book, target))
    except ParseError as error:
        book.problems.append(f"the sheet {name!r} is damaged ({error})")
    related = list(book.related(target).values())
    blocks += _comments(book, related)
    for kind, part in related:
        if kind == "drawing":
            blocks += _drawing(book, part)
    return blocks


def _comments(book: Workbook, related: list[tuple[str, str]]) -> Iterator[Block]:
    """Yield what is written beside cells, with the cell: `B4: Bring two copies.`"""
    for kind, part in related:
        root = book.part(part) if kind in ("comments", "threadedComment") else None
        for comment in root.iter() if root is not None else ():
            if local(comment) not in ("comment", "threadedComment"):
                continue
            texts = (node.text or "" for node in comment.iter() if local(node) in ("t", "text"))
            text = clean("".join(texts))
            if text and not text.startswith(_THREADED):
                yield Block(f"{comment.get('ref', '')}: {text}")


def _drawing(book: Workbook, part: str) -> Iterator[Block]:
    """Yield the words of the text boxes, charts and diagrams of a sheet."""
    root = book.part(part)
    for box in root.iter() if root is not None else ():
        if local(box) == "txBody":
            lines = ("".join(line.itertext()) for line in box if local(line) == "p")
            if text := clean("\n".join(lines)):
                yield Block(text)
    for kind, name in book.related(part).values():
        words = _WORDS.get(kind)
        shown = book.part(name) if words else None
        if words and shown is not None and (text := words(shown)):
            yield Block(text)


def _metadata(book: Workbook) -> Metadata:
    """Return what the properties of the workbook say."""
    core = book.part(_CORE)
    said = {local(node): node.text or "" for node in (core if core is not None else ())}
    return describe(
        {
            "title": office.plausible_title(said.get("title", "")),
            "author": office.plausible_author(said.get("creator", "")),
            "date": said.get("created", "")[:10],
            "language": said.get("language", ""),
            "keywords": said.get("keywords", ""),
            "abstract": office.plausible_abstract(said.get("subject", "")),
        }
    )[0]


def _first_heading(blocks: list[Block]) -> str | None:
    return next((block.text for block in blocks[:5] if block.level), None)


FORMAT = Format(
    name="XLSX",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"),
    matches=is_zip,
    read=read,
)
