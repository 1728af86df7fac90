"""OpenDocument spreadsheets: each sheet's tables, with the text that its cells show."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.domain import Block
from indexer.extraction import cell_values, sheets
from indexer.extraction.left_out import hidden_parts, lines_left_out
from indexer.extraction.odf_names import DRAW, OFFICE, TABLE, TEXT, repeated
from indexer.extraction.odf_styles import Styles
from indexer.extraction.odf_text import text_of
from indexer.text.cleaning import clean, one_line

_MOST_COPIES = 1_000  # of a repeated row or cell; programs fill sheets up with millions of them


def blocks_of(body: Element, styles: Styles) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of all visible sheets of `body`, and the findings on what is hidden."""
    blocks: list[Block] = []
    hidden: list[str] = []
    left_out: Counter[str] = Counter()
    for table in body.findall(f"{TABLE}table"):
        name = one_line(table.get(f"{TABLE}name", ""))
        if styles.hide_sheet(table):
            hidden.append(name)
            continue
        blocks += sheets.blocks_of(name, _rows(table, left_out))
        blocks += _asides(table)
    return blocks, (*hidden_parts("sheets", hidden), *lines_left_out(left_out.total()))


def _rows(table: Element, left_out: Counter[str]) -> Iterator[sheets.Row]:
    """Yield the rows of a sheet as they are shown; hidden rows and columns are counted.

    What belongs to an outline, or is passed over by a filter, is hidden only for a while.
    """
    unseen = _hidden_columns(table)
    left_out["columns"] += len(unseen)
    number = 1
    for row, is_foldable in _lines(table, "row"):
        cells = dict(_cells(row))
        copies = repeated(row, "rows")
        if row.get(f"{TABLE}visibility") == "collapse" and not is_foldable:
            left_out["rows"] += bool(cells)
            continue
        shown = {column: text for column, text in cells.items() if column not in unseen}
        for copy in range(min(copies, _MOST_COPIES) if shown else 0):
            yield number + copy, shown
        number += copies


def _hidden_columns(table: Element) -> set[int]:
    """Return the numbers of the columns that are hidden for good; not of all to the last one."""
    unseen: set[int] = set()
    number = 1
    for column, is_foldable in _lines(table, "column"):
        copies = repeated(column, "columns")
        is_hidden = column.get(f"{TABLE}visibility") == "collapse" and not is_foldable
        if is_hidden and copies <= _MOST_COPIES:
            unseen.update(range(number, number + copies))
        number += copies
    return unseen


def _lines(table: Element, kind: str) -> Iterator[tuple[Element, bool]]:
    """Yield the rows or columns (`kind`) of a table, and whether they belong to an outline.

    Groups of them are opened; those of a table in a drawing are not its own.
    """
    groups = {f"{TABLE}table-{name}" for name in (f"header-{kind}s", f"{kind}s")}
    todo = [(child, False) for child in reversed(table)]
    while todo:
        node, is_foldable = todo.pop()
        if node.tag == f"{TABLE}table-{kind}":
            yield node, is_foldable
        elif node.tag == f"{TABLE}table-{kind}-group":
            todo.extend((child, True) for child in reversed(node))
        elif node.tag in groups:
            todo.extend((child, is_foldable) for child in reversed(node))


def _cells(row: Element) -> Iterator[tuple[int, str]]:
    """Yield column and text of each cell; those that a merged one covers are empty."""
    column = 1
    for cell in row:
        copies = repeated(cell, "columns")
        shown = _shown(cell) if cell.tag == f"{TABLE}table-cell" else ""
        for copy in range(min(copies, _MOST_COPIES) if shown else 0):
            yield column + copy, shown
        column += copies


def _shown(cell: Element) -> str:
    """Return what a cell shows; some programs write its value only."""
    paragraphs = [text_of(line) for line in cell.findall(f"{TEXT}p")]
    if words := " ".join(filter(None, paragraphs)):
        return words
    for name in ("string-value", "date-value", "time-value"):
        if value := cell.get(f"{OFFICE}{name}", ""):
            return value.removesuffix("T00:00:00")
    share = cell.get(f"{OFFICE}value-type") == "percentage"
    try:
        return cell_values.shown(float(cell.get(f"{OFFICE}value", "")), "0%" if share else "")
    except (ValueError, OverflowError):
        return ""


def _asides(table: Element) -> Iterator[Block]:
    """Yield the comments on cells and the words of drawings that lie over the sheet."""
    for tag in (f"{OFFICE}annotation", f"{DRAW}text-box", f"{DRAW}custom-shape"):
        for aside in table.iter(tag):
            if words := clean("\n".join(text_of(line) for line in aside.iter(f"{TEXT}p"))):
                yield Block(words)
