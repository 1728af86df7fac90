"""PDF layout: runs of text as a page shows them to lines in reading order. Pure functions.

    pieces -> lines_of -> without_margin_numbers -> without_running_lines -> paragraphs.py

Positions are in points, x to the right and y upward. A page's own order of drawing is kept
where it is a reading order (it mostly is, also for two columns); only a page that draws its
columns line by line is sorted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.extraction.text import clean

_EM = 0.5  # width of an average letter, as a part of the type size
_OUTER = 0.14  # headers and footers stand in the outer seventh of a page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one font. `x`, `y`: where its baseline begins; `size` of the type.

    `end` is where it ends, if the reader of the file knows. `breaks` says that a line ends here.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    mono: bool = False
    end: float | None = None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page (from 1), `x` to `end` at height `y`; `cells` if it is a table row."""

    text: str
    page: int
    x: float = 0.0
    y: float = 0.0
    end: float = 0.0
    size: float = 10.0
    bold: bool = False
    mono: bool = False
    cells: bool = False


def lines_of(pieces: Sequence[Piece], page: int) -> list[Line]:
    """Return the lines that `pieces`, in drawing order, form on page number `page`."""
    gutter = interleaved_gutter(pieces)
    groups: list[list[Piece]] = []
    ended = True
    for piece in pieces:
        if piece.text.strip():
            if ended or not _continues(groups[-1], piece, gutter):
                groups.append([piece])
            else:
                groups[-1].append(piece)
            ended = False
        elif groups and not ended and piece.text:
            groups[-1].append(replace(piece, text=" ", x=_end(groups[-1][-1]), size=0.0))
        ended = ended or piece.breaks
    lines = [line for group in groups if (line := _line(group, page)).text]
    return by_column(lines, gutter) if gutter else lines


def interleaved_gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the x of a second column that is drawn line by line with the first, or None.

    The sign of it: on most lines of the page a piece starts at one same x, right of the
    middle of the text, at the height of a piece that starts at the left edge.
    """
    shown = [piece for piece in pieces if piece.text.strip()]
    if len(shown) < 20:
        return None
    left, right = min(piece.x for piece in shown), max(_end(piece) for piece in shown)
    heights = {round(piece.y) for piece in shown}
    starts: Counter[int] = Counter()
    for before, piece in zip(shown, shown[1:], strict=False):
        same_line = abs(before.y - piece.y) < 1 and before.x < piece.x
        if same_line and left + 0.35 * (right - left) < piece.x < left + 0.65 * (right - left):
            starts[round(piece.x)] += 1
    if not starts:
        return None
    x, count = starts.most_common(1)[0]
    return x - 1.0 if count >= 8 and count > 0.5 * len(heights) else None


def by_column(lines: list[Line], gutter: float) -> list[Line]:
    """Return `lines` sorted: between lines that cross `gutter`, the left column, then the right."""
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda each: (-each.y, each.x)):
        if line.x < gutter < line.end - 2 * line.size:
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (right if line.x >= gutter else left).append(line)
    return [*ordered, *left, *right]


def _end(piece: Piece) -> float:
    if piece.end is not None:
        return piece.end
    return piece.x + len(piece.text) * piece.size * _EM


def _continues(group: list[Piece], piece: Piece, gutter: float | None) -> bool:
    """Whether `piece` stands on the line that `group` began."""
    size = max(max(each.size for each in group), piece.size, 1.0)
    last = group[-1]
    if abs(piece.y - group[0].y) > 0.55 * size or piece.x < last.x - size:
        return False
    return gutter is None or not group[0].x < gutter <= piece.x


def _line(group: list[Piece], page: int) -> Line:
    size = Counter[float]()
    bold = mono = total = 0
    for piece in group:
        weight = len(piece.text.strip())
        size[round(piece.size, 1)] += weight
        bold += weight * piece.bold
        mono += weight * piece.mono
        total += weight
    main = size.most_common(1)[0][0]
    text, columns = _joined(group, main)
    return Line(
        text=clean(text),
        page=page,
        x=group[0].x,
        y=group[0].y,
        end=_end(group[-1]),
        size=main,
        bold=bold > 0.8 * total,
        mono=mono > 0.7 * total,
        cells=columns >= 2,
    )


def _joined(group: list[Piece], size: float) -> tuple[str, int]:
    """Return the text of a line, ` | ` between the cells of a table row, and how many gaps."""
    text, gaps = "", 0
    previous: Piece | None = None
    for piece in group:
        if previous is not None and _is_note_mark(previous, piece, text, size):
            continue
        if previous is not None and piece.size:
            gap = piece.x - _end(previous)
            blank = text.endswith(" ") or piece.text.startswith(" ")
            if gap > max(2.2 * size, 0.3 * (_end(previous) - previous.x)) and len(text) < 60:
                text, gaps = text.rstrip() + " | ", gaps + 1
            elif not blank and gap > 0.18 * size and piece.end is not None:
                text += " "
        text += piece.text
        previous = piece if piece.size else previous
    return text, gaps


def _is_note_mark(previous: Piece, piece: Piece, text: str, size: float) -> bool:
    """Whether `piece` is a raised number or sign after a word: a footnote or affiliation mark.

    An exponent follows a digit, a bracket or a single letter and stays.
    """
    raised = piece.size < 0.85 * size and piece.y > previous.y + 0.1 * size
    if not (raised and re.fullmatch(r"[\d\s,*†‡§¶]{1,8}", piece.text)):
        return False
    return bool(re.search(r"[^\W\d_]{3}[.,;:)”\"']?\s*$", text))


def without_margin_numbers(lines: list[Line]) -> list[Line]:
    """Drop the line numbers that drafts carry in the margin: small rising numbers in a column."""
    numbers = [line for line in lines if re.fullmatch(r"\d{1,5}", line.text)]
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in numbers:
        columns[round(line.end / 12)].append(line)
    dropped: set[int] = set()
    for column in columns.values():
        values = [int(line.text) for line in column]
        rising = sum(1 for a, b in zip(values, values[1:], strict=False) if 0 < b - a <= 5)
        if len(column) >= 4 and rising >= 0.7 * (len(values) - 1):
            dropped.update(id(line) for line in column)
    return [line for line in lines if id(line) not in dropped]


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
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge if seen[_masked(line)] >= needed}
        running |= {id(line) for line in edge if _is_page_number(line, len(pages))}
        kept.append([line for line in lines if id(line) not in running])
    return kept


def _at_edges(lines: Sequence[Line], low: float, high: float) -> list[Line]:
    margin = _OUTER * (high - low)
    return [line for line in lines if line.y > high - margin or line.y < low + margin]


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
