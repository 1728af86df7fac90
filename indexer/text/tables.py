"""Tables within text: a row a line, cells parted by a bar between blanks. Pure.

Every format is extracted to this form, so that tables are told by it wherever they come from.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
_BAR = re.compile(r"(?:^|(?<=[ \t]))\|(?=[ \t]|$)", re.MULTILINE)
_FEWEST = 2  # rows of a table: one line with a bar may be anything


class Table(NamedTuple):
    """A table as a stretch of a text, from its first row; `rows` are the spans of their cells."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]


def cells(line: str, offset: int = 0) -> tuple[Span, ...]:
    """Return the (start, end) of the cells of a row, without the blanks around them.

    A line without a bar is one cell. `offset` is where the line begins.
    """
    bars = [bar.start() for bar in _BAR.finditer(line)]
    edges = zip([0, *(bar + 1 for bar in bars)], [*bars, len(line)], strict=True)
    return tuple(_trimmed(line, start, end, offset) for start, end in edges)


def row_spans(text: str) -> list[Span]:
    """Return the (start, end) of the lines of a block that is a table; none for any other block.

    A table may have a line without cells among its rows: a caption, a part's name.
    """
    lines = list(_lines(text))
    rows = sum(_is_row(text[start:end]) for start, end in lines)
    return lines if rows >= _FEWEST and rows >= 0.6 * len(lines) else []


def tables(text: str, *, within: bool = False) -> list[Table]:
    """Return the tables of a text, in order. A single row counts at its beginning if `within`."""
    if "|" not in text:  # as most
        return []
    seen: list[Table] = []
    run: list[Span] = []
    for start, end in [*_lines(text), (len(text), len(text))]:
        is_row = _is_row(text[start:end])
        if is_row and (not run or "\n\n" not in text[run[-1][1] : start]):
            run.append((start, end))
            continue
        if len(run) >= _FEWEST or (within and run and not text[: run[0][0]].strip()):
            seen.append(_table(text, run))
        run = [(start, end)] if is_row else []
    return seen


def _is_row(line: str) -> bool:
    """Whether a line has more than one cell."""
    return _BAR.search(line) is not None


def _table(text: str, rows: Sequence[Span]) -> Table:
    spans = tuple(cells(text[start:end], start) for start, end in rows)
    return Table(rows[0][0], rows[-1][1], spans)


def _lines(text: str) -> Iterator[Span]:
    """Yield the (start, end) of the lines that hold anything."""
    for line in re.finditer(r"[^\n]+", text):
        if line.group().strip():
            yield line.span()


def _trimmed(line: str, start: int, end: int, offset: int) -> Span:
    inner = line[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return offset + left, offset + max(left, start + len(inner.rstrip()))
