"""OpenDocument spreadsheets: each sheet's tables, with the text that its cells show."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from indexer.domain import Block
from indexer.extraction import cell_values, sheets
from indexer.text.cleaning import clean, one_line

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _STYLE = (_NS % name for name in ("office", "text", "table", "style"))
_DRAW = _NS % "drawing"
_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_MOST_COPIES = 1_000  # of a repeated row or cell; programs fill sheets up with millions of them

Text = Callable[[Element], str]


def blocks_of(root: Element, body: Element, text: Text) -> tuple[list[Block], list[str]]:
    """Return the blocks of all visible sheets of `body`, and the names of the hidden ones.

    `root` holds the styles of the document; `text` gives the words of a paragraph.
    """
    unseen = set(_hidden_styles(root))
    blocks: list[Block] = []
    hidden: list[str] = []
    for table in body.findall(f"{_TABLE}table"):
        name = one_line(table.get(f"{_TABLE}name", ""))
        if table.get(f"{_TABLE}style-name") in unseen:
            hidden.append(name)
            continue
        blocks += sheets.blocks_of(name, _rows(table, text))
        blocks += _asides(table, text)
    return blocks, hidden


def _hidden_styles(root: Element) -> Iterator[str]:
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.findall(f"{_STYLE}table-properties"):
            if properties.get(f"{_TABLE}display") == "false":
                yield style.get(f"{_STYLE}name", "")


def _rows(table: Element, text: Text) -> Iterator[sheets.Row]:
    number = 1
    for row in _own_rows(table):
        cells = dict(_cells(row, text))
        copies = _repeated(row, "rows")
        for copy in range(min(copies, _MOST_COPIES) if cells else 0):
            yield number + copy, cells
        number += copies


def _own_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, groups of them opened; not those of a table in a drawing."""
    todo = list(reversed(table))
    while todo:
        node = todo.pop()
        if node.tag == f"{_TABLE}table-row":
            yield node
        elif node.tag in _ROW_GROUPS:
            todo.extend(reversed(node))


def _cells(row: Element, text: Text) -> Iterator[tuple[int, str]]:
    """Yield column and text of each cell; those that a merged one covers are empty."""
    column = 1
    for cell in row:
        copies = _repeated(cell, "columns")
        shown = _shown(cell, text) if cell.tag == f"{_TABLE}table-cell" else ""
        for copy in range(min(copies, _MOST_COPIES) if shown else 0):
            yield column + copy, shown
        column += copies


def _repeated(element: Element, what: str) -> int:
    number = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 9 else 1


def _shown(cell: Element, text: Text) -> str:
    """Return what a cell shows; some programs write its value only."""
    paragraphs = [text(each) for each in cell.findall(f"{_TEXT}p")]
    if words := " ".join(filter(None, paragraphs)):
        return words
    for name in ("string-value", "date-value", "time-value"):
        if value := cell.get(f"{_OFFICE}{name}", ""):
            return value.removesuffix("T00:00:00")
    share = cell.get(f"{_OFFICE}value-type") == "percentage"
    try:
        return cell_values.shown(float(cell.get(f"{_OFFICE}value", "")), "0%" if share else "")
    except (ValueError, OverflowError):
        return ""


def _asides(table: Element, text: Text) -> Iterator[Block]:
    """Yield the comments on cells and the words of drawings that lie over the sheet."""
    for tag in (f"{_OFFICE}annotation", f"{_DRAW}text-box", f"{_DRAW}custom-shape"):
        for aside in table.iter(tag):
            if words := clean("\n".join(text(each) for each in aside.iter(f"{_TEXT}p"))):
                yield Block(words)
