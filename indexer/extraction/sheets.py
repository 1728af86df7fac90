"""A sheet of a spreadsheet to blocks: its tables, and the lines that stand alone. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from indexer.domain import Block
from indexer.text.cleaning import one_line

Row = tuple[int, dict[int, str]]  # its number from 1, and the text of its cells by column from 1

_LONGEST_HEADING = 120  # characters
# What programs call the first sheets: Sheet1, List1, Лист 1, Φύλλο1, Fletë1, Foaie1, Sayfa1.
_MADE_UP = re.compile(
    r"(sheet|list|лист|работен лист|φύλλο|fletë|fleta|foaie|sayfa|tabelle|feuil|hoja|"
    r"foglio|munkalap|munka|arkusz|blad)[ _]?\d*$",
    re.IGNORECASE,
)


def blocks_of(name: str, rows: Iterable[Row]) -> Iterator[Block]:
    """Yield the blocks of a sheet: its name as heading, then what empty rows separate."""
    heading = one_line(name)
    if heading and not _MADE_UP.match(heading):
        yield Block(heading, level=1)
    for region in _regions(rows):
        yield from _region(region)


def _regions(rows: Iterable[Row]) -> Iterator[list[dict[int, str]]]:
    """Yield the rows that stand together; an empty row ends a table."""
    region: list[dict[int, str]] = []
    last = 0
    for number, cells in rows:
        filled = {column: _clean(text) for column, text in cells.items()}
        filled = {column: text for column, text in filled.items() if text}
        if not filled:
            continue
        if region and number > last + 1:
            yield region
            region = []
        region.append(filled)
        last = number
    if region:
        yield region


@lru_cache(maxsize=10_000)  # the same words stand in many cells
def _clean(text: str) -> str:
    return text if text.isascii() and text.isalnum() else one_line(text)


def _region(region: list[dict[int, str]]) -> Iterator[Block]:
    """Yield the lines above a table, its name as heading, and the table."""
    above = 0
    while above < len(region) and len(region[above]) == 1:
        above += 1
    lines = [text for row in region[:above] for text in row.values()]
    table = region[above:]
    for number, line in enumerate(lines):
        is_heading = number == 0 and len(line) <= _LONGEST_HEADING and not line.endswith((".", ";"))
        yield Block(line, level=2 if is_heading and (table or len(lines) > 1) else None)
    columns = sorted({column for row in table for column in row})
    if table:
        yield Block("\n".join(_line(row, columns) for row in table))


def _line(row: dict[int, str], columns: list[int]) -> str:
    """Return a row with a place for each column of its table, also where a cell is empty."""
    last = max(row)
    return " | ".join(row.get(column, "") for column in columns if column <= last)
