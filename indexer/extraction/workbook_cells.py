"""The rows of an Excel sheet: the text that its visible cells show."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from indexer.extraction import cell_values, sheets
from indexer.extraction.workbook import Workbook, local

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_LAST_COLUMN = 16_384  # of a sheet
_ON = ("1", "true")


def rows(book: Workbook, part: str) -> Iterator[sheets.Row]:
    """Yield the rows of a sheet as they stand in its XML, which may be far larger than memory.

    Parsed in C, three times as fast as with defusedxml: `archives.check` has refused every .xml
    with a document type, so there are no entities.
    """
    number = 0
    unseen_rows = 0
    is_filtered = False
    unseen: set[int] = set()  # columns
    with book.archive.open(part) as stream:
        for _, element in iterparse(stream):
            kind = local(element)
            if kind == "sheetPr":
                is_filtered = element.get("filterMode") in _ON
            elif kind == "col" and _is_hidden(element):
                unseen.update(_columns(element))
            elif kind == "row":
                written = element.get("r", "")
                number = int(written) if written.isdigit() else number + 1
                cells = _cells(book, element)
                if _is_hidden(element) and not is_filtered:
                    book.hidden += bool(cells)
                    unseen_rows += 1  # it is no gap in the table
                else:
                    yield (
                        number - unseen_rows,
                        {at: text for at, text in cells.items() if at not in unseen},
                    )
                element.clear()
    book.hidden += len(unseen)


def _is_hidden(line: Element) -> bool:
    """Whether a row or column is hidden for good: one of an outline unfolds."""
    return line.get("hidden") in _ON and line.get("outlineLevel", "0") == "0"


def _columns(element: Element) -> range:
    """Return the columns that an element describes; none where it runs on to the last one."""
    first, last = (element.get(name, "") for name in ("min", "max"))
    if not (first.isdigit() and last.isdigit()) or int(last) >= _LAST_COLUMN:
        return range(0)
    return range(int(first), int(last) + 1)


def _cells(book: Workbook, row: Element) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row:
        if local(cell) != "c":
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


def _value(book: Workbook, cell: Element) -> str:
    """Return the text of a cell as its reader sees it; nothing for one that shows an error."""
    inside = {local(part): part for part in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        text = book.rich(inside["is"]) if "is" in inside else ""
        return book.shown(text, book.style(cell).font)
    value = (inside["v"].text or "") if "v" in inside else ""
    if not value and "f" in inside and kind != "str":
        book.unstored += 1
    if not value or kind == "e":
        return ""
    if kind == "s":
        is_listed = value.isdigit() and int(value) < len(book.strings)
        return book.shown(book.strings[int(value)], book.style(cell).font) if is_listed else ""
    if kind == "b":
        return "TRUE" if value in ("1", "true") else "FALSE"
    return value if kind in ("str", "d") else _number(book, cell, value)


def _number(book: Workbook, cell: Element, value: str) -> str:
    try:
        return cell_values.shown(float(value), book.style(cell).code, since_1904=book.since_1904)
    except (ValueError, OverflowError):
        return value
