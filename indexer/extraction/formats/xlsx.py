"""Excel workbooks: each sheet's tables, its comments, text boxes and charts.

Read from the XML itself: the libraries refuse a whole workbook for one odd style or filter.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, iterparse

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import archives, cell_values, office, office_parts, sheets
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, one_line

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_CORE = "docProps/core.xml"
_WORDS: dict[str, Callable[[Element], str]] = {  # of what a drawing shows, by its kind
    "chart": office_parts.chart_text,
    "chartEx": office_parts.chart_text,
    "diagramData": office_parts.diagram_text,
}
_THREADED = "[Threaded comment]"  # the notice for older programs, in place of the comment


@dataclass
class _Workbook:
    """An open workbook: what its cells refer to, and what could not be read of it."""

    archive: zipfile.ZipFile
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # code of each cell style
    since_1904: bool = False
    problems: list[str] = field(default_factory=list)
    unstored: int = 0  # formulas without a value

    def part(self, name: str) -> Element | None:
        """Return the XML of a part, None if it is not there."""
        names = self.archive.NameToInfo
        return archives.parse_xml(self.archive.read(name)) if name in names else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the last word of the kind and the name of each part that `name` refers to."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): (
                posixpath.basename(each.get("Type", "")),
                posixpath.normpath(posixpath.join(f"/{folder}", unquote(each.get("Target", ""))))[
                    1:
                ],
            )
            for each in (root if root is not None else ())
            if each.get("TargetMode") != "External"
        }


def read(file: Path) -> Extraction:
    """Return the tables of every visible sheet, by its name; formulas as the values they gave."""
    with zipfile.ZipFile(file) as archive:
        book = _Workbook(archive)
        main = next(
            (name for kind, name in book.related("").values() if kind == "officeDocument"), ""
        )
        root = book.part(main if main in archive.NameToInfo else "xl/workbook.xml")
        if root is None or _local(root) != "workbook":
            office.require_part(file, "xl/workbook.xml", "an Excel workbook (.xlsx)")
            raise archives.damaged("it has no workbook")
        main = main if main in archive.NameToInfo else "xl/workbook.xml"
        _load(book, root, main)
        blocks, hidden = _all_sheets(book, root, main)
        metadata = _metadata(book)
    findings = [f"Hidden sheets, not read: {', '.join(hidden)}."] if hidden else []
    if book.unstored:
        book.problems.append(
            f"{book.unstored} formulas have no stored result; open it in Excel or LibreOffice, "
            "save it, and replace this copy"
        )
    if metadata.title is None:
        metadata = replace(metadata, title=_first_heading(blocks))
    return Extraction(
        tuple(blocks), metadata, problems=tuple(book.problems), findings=tuple(findings)
    )


def _load(book: _Workbook, root: Element, main: str) -> None:
    """Read what the cells refer to: shared strings, number formats, the first day."""
    settings = next((each for each in root if _local(each) == "workbookPr"), None)
    book.since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    kinds = dict(book.related(main).values())
    if (strings := book.part(kinds.get("sharedStrings", ""))) is not None:
        book.strings = [_rich(item) for item in strings]
    if (styles := book.part(kinds.get("styles", ""))) is not None:
        book.formats = list(_formats(styles))


def _formats(styles: Element) -> Iterator[str]:
    own: dict[int, str] = {}
    for each in styles.iter():
        if _local(each) == "numFmt" and each.get("numFmtId", "").isdigit():
            own[int(each.get("numFmtId", ""))] = each.get("formatCode", "")
    for group in styles:
        if _local(group) == "cellXfs":
            for style in group:
                number = style.get("numFmtId", "0")
                yield cell_values.format_code(int(number) if number.isdigit() else 0, own)


def _all_sheets(book: _Workbook, root: Element, main: str) -> tuple[list[Block], list[str]]:
    """Return the blocks of the visible sheets in their order, and the names of the hidden ones."""
    targets = book.related(main)
    blocks: list[Block] = []
    hidden: list[str] = []
    for sheet in (each for each in root.iter() if _local(each) == "sheet"):
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


def _sheet(book: _Workbook, name: str, target: str) -> list[Block]:
    blocks: list[Block] = []
    try:
        blocks += sheets.blocks_of(name, _rows(book, target))
    except ParseError as error:
        book.problems.append(f"the sheet {name!r} is damaged ({error})")
    related = list(book.related(target).values())
    blocks += _comments(book, related)
    for kind, part in related:
        if kind == "drawing":
            blocks += _drawing(book, part)
    return blocks


def _rows(book: _Workbook, target: str) -> Iterator[sheets.Row]:
    """Yield the rows of a sheet as they stand in its XML, which may be far larger than memory.

    Parsed in C, three times as fast as with defusedxml: `archives.check` has refused every .xml
    with a document type, so there are no entities.
    """
    number = 0
    with book.archive.open(target) as stream:
        for _, element in iterparse(stream):
            if _local(element) != "row":
                continue
            written = element.get("r", "")
            number = int(written) if written.isdigit() else number + 1
            yield number, _cells(book, element)
            element.clear()


def _cells(book: _Workbook, row: Element) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row:
        if _local(cell) != "c":
            continue
        match = _CELL.match(cell.get("r", ""))
        column = _column(match[1]) if match else column + 1
        if text := _value(book, cell):
            cells[column] = text
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _value(book: _Workbook, cell: Element) -> str:
    """Return the text of a cell as its reader sees it; nothing for one that shows an error."""
    inside = {_local(each): each for each in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _rich(inside["is"]) if "is" in inside else ""
    value = (inside["v"].text or "") if "v" in inside else ""
    if not value and "f" in inside and kind != "str":
        book.unstored += 1
    if not value or kind == "e":
        return ""
    if kind == "s":
        return (
            book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else ""
        )
    if kind == "b":
        return "TRUE" if value in ("1", "true") else "FALSE"
    return value if kind in ("str", "d") else _number(book, cell, value)


def _number(book: _Workbook, cell: Element, value: str) -> str:
    style = cell.get("s", "")
    code = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""
    try:
        return cell_values.shown(float(value), code, since_1904=book.since_1904)
    except (ValueError, OverflowError):
        return value


def _rich(item: Element) -> str:
    """Return the text of a string, without the reading aids of Asian scripts."""
    runs = (each for each in item if _local(each) in ("t", "r"))
    texts = (each for run in runs for each in run.iter() if _local(each) == "t")
    return "".join(each.text or "" for each in texts)


def _comments(book: _Workbook, related: list[tuple[str, str]]) -> Iterator[Block]:
    """Yield what is written beside cells, with the cell: `B4: Bring two copies.`"""
    for kind, part in related:
        root = book.part(part) if kind in ("comments", "threadedComment") else None
        for comment in root.iter() if root is not None else ():
            if _local(comment) not in ("comment", "threadedComment"):
                continue
            texts = (each.text or "" for each in comment.iter() if _local(each) in ("t", "text"))
            text = clean("".join(texts))
            if text and not text.startswith(_THREADED):
                yield Block(f"{comment.get('ref', '')}: {text}")


def _drawing(book: _Workbook, part: str) -> Iterator[Block]:
    """Yield the words of the text boxes, charts and diagrams of a sheet."""
    root = book.part(part)
    for box in root.iter() if root is not None else ():
        if _local(box) == "txBody":
            lines = ("".join(each.itertext()) for each in box if _local(each) == "p")
            if text := clean("\n".join(lines)):
                yield Block(text)
    for kind, name in book.related(part).values():
        words = _WORDS.get(kind)
        shown = book.part(name) if words else None
        if words and shown is not None and (text := words(shown)):
            yield Block(text)


def _metadata(book: _Workbook) -> Metadata:
    """Return what the properties of the workbook say."""
    core = book.part(_CORE)
    said = {_local(each): each.text or "" for each in (core if core is not None else ())}
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


def _local(element: Element) -> str:
    """Return the name of an element: Strict workbooks have other namespaces for the same names."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


FORMAT = Format(
    name="XLSX",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"),
    matches=is_zip,
    read=read,
)
