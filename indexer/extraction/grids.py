"""PDF: the rows of a table whose cells take several lines, each made one line. Pure functions.

A page draws such a table cell by cell, and each line of a cell is a line by itself. They are
told to be a table by where they begin: each at one of the few places where columns do.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.extraction.lines import Line

_NEAR = 3.0  # points by which the lines of a column may differ
_FEWEST_ROWS = 3  # with the first one, which names the columns
_MARK = re.compile(r"[^\w\s]|\W?(?:\d{1,3}|[^\W\d_])[.)\]]")


def with_whole_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, in order, with each row of a table that is drawn in pieces as one."""
    whole: list[Line] = []
    position = 0
    while position < len(lines):
        pieces = _pieces(lines, position)
        rows = _rows(pieces) if _is_in_pieces(pieces) else []
        if len(rows) >= _FEWEST_ROWS and _is_table(rows):
            whole += rows
            position += len(pieces)
        else:
            whole.append(lines[position])
            position += 1
    return whole


def is_mark(text: str) -> bool:
    """Whether a text is a bullet or number such as begins a point of a list."""
    return bool(_MARK.fullmatch(text.strip()))


def _pieces(lines: Sequence[Line], position: int) -> list[Line]:
    """Return the line here and those after it that begin only where its cells do."""
    first = lines[position]
    if len(first.cells) < 2:
        return []
    pieces = [first]
    for line in lines[position + 1 :]:
        same_type = line.page == first.page and abs(line.size - first.size) < 0.6
        if not (same_type and line.y < first.y and _is_aligned(line, first)):
            break
        pieces.append(line)
    return pieces


def _is_aligned(line: Line, first: Line) -> bool:
    return bool(line.cells) and all(_column(x, first) is not None for x, _ in line.cells)


def _column(x: float, first: Line) -> int | None:
    starts = enumerate(start for start, _ in first.cells)
    return next((column for column, start in starts if abs(x - start) <= _NEAR), None)


def _is_in_pieces(pieces: Sequence[Line]) -> bool:
    """Whether some cell takes several lines: other tables are whole as they are."""
    return any(len(line.cells) == 1 for line in pieces[1:]) and any(
        len(line.cells) > 1 for line in pieces[1:]
    )


def _rows(pieces: Sequence[Line]) -> list[Line]:
    """Return the rows that the pieces form: between rows there is more space than within."""
    first = pieces[0]
    heights = sorted({line.y for line in pieces}, reverse=True)
    steps = [above - below for above, below in pairwise(heights)]
    within = min((step for step in steps if step > 0.5 * first.size), default=0.0)
    tops = [first.y]
    tops += [below for step, below in zip(steps, heights[1:], strict=True) if step > 1.25 * within]
    by_row: list[list[Line]] = [[] for _ in tops]
    for line in sorted(pieces, key=lambda line: -line.y):
        by_row[sum(line.y <= top for top in tops) - 1].append(line)
    return [_row(row, first) for row in by_row]


def _row(lines: Sequence[Line], first: Line) -> Line:
    texts: list[list[str]] = [[] for _ in first.cells]
    for line in lines:
        for x, text in line.cells:
            column = _column(x, first)
            texts[0 if column is None else column].append(text)
    starts = (x for x, _ in first.cells)
    cells = tuple(zip(starts, (" ".join(parts) for parts in texts), strict=True))
    text = " ".join(text for _, text in cells if text)
    end = max(line.end for line in lines)
    return replace(lines[0], x=first.x, end=end, text=text, cells=cells)


def _is_table(rows: Sequence[Line]) -> bool:
    """Whether rows are those of a table, and not the points of a list or a name and its text."""
    filled = [sum(bool(text) for _, text in row.cells) for row in rows]
    named = sum(bool(row.cells[0][1]) for row in rows)
    marks = sum(is_mark(row.cells[0][1]) for row in rows)
    return min(filled) >= 2 and named >= len(rows) - 1 and 2 * marks <= len(rows)
