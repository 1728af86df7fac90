"""PDF layout: what of a page is text and what only stands around it. Pure functions.

pieces -> lines.py -> without_margin_numbers -> without_running_lines -> paragraphs.py
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.extraction.lines import Line

_OUTER = 0.14  # headers and footers stand in the outer seventh of a page


def without_margin_numbers(lines: list[Line]) -> list[Line]:
    """Drop the line numbers that drafts carry in the margin: small rising numbers in a column."""
    lines = _without_first_cells(lines)
    numbers = [line for line in lines if re.fullmatch(r"\d{1,5}", line.text)]
    dropped: set[int] = set()
    for column in _columns(numbers):
        values = [int(line.text) for line in column]
        rising = sum(1 for a, b in pairwise(values) if 0 < b - a <= 5)
        if len(column) >= 4 and rising >= 0.7 * (len(values) - 1):
            dropped.update(id(line) for line in column)
    return [line for line in lines if id(line) not in dropped]


def _without_first_cells(lines: list[Line]) -> list[Line]:
    """Drop line numbers that stand in the line: 1, 2, 3 ... before most lines of a page."""
    numbered = [line for line in lines if len(line.cells) > 1 and line.cells[0][1].isdigit()]
    values = [int(line.cells[0][1]) for line in numbered]
    steps = sum(1 for a, b in pairwise(values) if b - a == 1)
    if len(numbered) < max(8, 0.5 * len(lines)) or steps < 0.8 * (len(values) - 1):
        return lines
    ids = {id(line) for line in numbered}
    return [_without_first_cell(line) if id(line) in ids else line for line in lines]


def _without_first_cell(line: Line) -> Line:
    cells = line.cells[1:]
    return replace(line, text=" ".join(text for _, text in cells), x=cells[0][0], cells=cells)


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Return `lines` grouped by where they end, in their own order within each group."""
    columns: list[list[Line]] = []
    for line in lines:
        near = (column for column in columns if abs(column[0].end - line.end) < 10)
        column = next(near, None)
        if column is None:
            columns.append([line])
        else:
            column.append(line)
    return columns


def without_running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[tuple[float, float]]
) -> list[list[Line]]:
    """Drop headers, footers and page numbers: what stands at the edge of page after page.

    `heights` are the lowest and highest y of each page. Digits are masked, so that
    `Page 3 of 9` repeats. A document of one page keeps all but its bare page number.
    """
    edges = [_at_edges(lines, *span) for lines, span in zip(pages, heights, strict=True)]
    seen = Counter(key for page in edges for key in {_masked(line) for line in page})
    needed = max(2, round(0.3 * len(pages)))
    opening = (
        {masked for line in pages[0] if len(masked := _masked(line)) >= 20} if pages else set()
    )
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge if seen[_masked(line)] >= needed}
        running |= {id(line) for line in edge if _is_page_number(line, len(pages))}
        if lines is not pages[0]:
            running |= {id(line) for line in edge if _repeats(line, opening)}
        kept.append([line for line in lines if id(line) not in running])
    return kept


def _at_edges(lines: Sequence[Line], low: float, high: float) -> list[Line]:
    margin = _OUTER * (high - low)
    return [line for line in lines if line.y > high - margin or line.y < low + margin]


def _repeats(line: Line, opening: set[str]) -> bool:
    """Whether `line` holds a whole line of the first page: the title, in a running header."""
    masked = _masked(line)
    return len(masked) < 200 and any(line in masked for line in opening)


def _masked(line: Line) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", re.sub(r"\W+", " ", line.text.lower())).strip()


_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|стр\.?|страна|страница|str\.?|strana|stranica|faqe|fq\.?|σελ(?:ίδα|\.)?)?"
    r"\s*(\d{1,4})(?:\s*(?:/|of|од|от|od|nga|από)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def _is_page_number(line: Line, page_count: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and (page_count > 1 or int(match[1]) <= 1)
