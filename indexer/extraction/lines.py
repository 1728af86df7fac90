"""PDF: runs of text as a page shows them to lines in reading order. Pure functions.

Positions are in points, x to the right and y upward. A page's own order of drawing is kept
where it is a reading order (it mostly is, also for two columns); only a page that draws its
columns line by line is sorted.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.text.cleaning import clean

_EM = 0.5  # width of an average letter, as a part of the type size


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one font. `x`, `y`: where its baseline begins; `size` of the type.

    `end` is where it ends, if the reader of the file knows. `breaks` says that a line ends here.
    `font` is the name of its font, if there is one.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    mono: bool = False
    end: float | None = None
    breaks: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page (from 1), `x` to `end` at height `y`.

    `cells` are (x, text) of the parts that wide gaps separate: one, unless this is a table row.
    """

    text: str
    page: int
    x: float = 0.0
    y: float = 0.0
    end: float = 0.0
    size: float = 10.0
    bold: bool = False
    mono: bool = False
    cells: tuple[tuple[float, str], ...] = ()


def lines_of(pieces: Sequence[Piece], page: int) -> list[Line]:
    """Return the lines that `pieces`, in drawing order, form on page number `page`."""
    gutter = interleaved_gutter(pieces)
    groups: list[list[Piece]] = []
    ended = True
    for piece in pieces:
        if groups and not ended and _is_margin_number(groups[-1], piece):
            groups.insert(-1, [piece])  # the line it numbers goes on after it
        elif piece.text.strip():
            ended = ended and not (groups and _touches(groups[-1][-1], piece))
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


def _touches(last: Piece, piece: Piece) -> bool:
    """Whether `piece` follows right after `last`, whatever the library says of a line's end."""
    if last.end is None or piece.end is None:
        return False
    level = abs(piece.y - last.y) < 0.5 * max(piece.size, last.size)
    return level and -0.2 * piece.size < piece.x - last.end < 0.6 * piece.size


def _is_margin_number(group: list[Piece], piece: Piece) -> bool:
    """Whether `piece` is a small number left of the line that is being drawn."""
    number = piece.text.strip().isdigit() and piece.size < 0.75 * group[0].size
    return number and piece.x < group[0].x - 1


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
    for before, piece in pairwise(shown):
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
    for line in sorted(lines, key=lambda line: (-line.y, line.x)):
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
    size = max(max(other.size for other in group), piece.size, 1.0)
    last = group[-1]
    back = piece.x < last.x - size or piece.x < min(other.x for other in group) - 1
    if back or abs(piece.y - group[0].y) > 0.55 * size:
        return False
    if group[0].text.strip().isdigit() and group[0].size < 0.75 * piece.size:
        return abs(piece.y - group[0].y) > 0.1 * piece.size  # raised: a footnote; else a margin
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
    cells = tuple((x, _tidy(text)) for x, text in _cells(group, main))
    return Line(
        text=" ".join(text for _, text in cells),
        page=page,
        x=group[0].x,
        y=group[0].y,
        end=_end(group[-1]),
        size=main,
        bold=bold > 0.8 * total,
        mono=mono > 0.7 * total,
        cells=cells,
    )


def _tidy(text: str) -> str:
    """Clean, and close the gap that a dropped footnote mark left before a comma."""
    return re.sub(r"(?<=\w) (?=[,;])", "", clean(text))


def _cells(group: list[Piece], size: float) -> list[tuple[float, str]]:
    """Return (x, text) of the parts of a line that gaps wider than any word space separate."""
    cells: list[tuple[float, str]] = [(group[0].x, "")]
    base = last = group[0]
    for position, shown in enumerate(group):
        piece = shown
        x, text = cells[-1]
        if position and piece.size:
            gap = piece.x - _end(last)
            last = piece
            if _is_raised(base, piece, size):
                if _is_note_mark(piece, text):
                    continue
                piece = replace(piece, text=piece.text.translate(_SUPERSCRIPT))
            else:
                base = piece
            if piece.end is not None and gap > 1.4 * size:
                x, text = piece.x, ""
                cells.append((x, text))
            elif piece.end is not None and gap > 0.18 * size and not text.endswith(" "):
                text += " "
        cells[-1] = (x, text + piece.text)
    return cells


_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def _is_raised(base: Piece, piece: Piece, size: float) -> bool:
    """Whether `piece` is set smaller and higher than `base`, the text before it."""
    return piece.size < 0.85 * size and piece.y > base.y + 0.1 * size


def _is_note_mark(raised: Piece, text: str) -> bool:
    """Whether a raised piece after `text` is the mark of a footnote or an affiliation.

    A mark follows a word; an exponent follows a digit, a bracket or a single letter.
    """
    is_mark = re.fullmatch(r"[\d\s,*†‡§¶]{1,8}", raised.text) is not None
    return is_mark and re.search(r"[^\W\d_]{3}[.,;:)”\"']?\s*$", text) is not None
