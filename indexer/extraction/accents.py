"""Accents that a PDF sets as glyphs of their own put back onto their letters. Pure functions.

TeX's oldest fonts have no `č`: they draw `ˇ` and then, in the same place, `c`. A reader of the
file gives `uˇcenje`, or `ucenje` with all accents of the line at its end. Where a glyph stands
decides whose accent it is, not when it was drawn.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Spacing accents as fonts name them, and the combining mark of each.
MARKS = {
    "ˇ": "\u030c", "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "¨": "\u0308",
    "˘": "\u0306", "ˆ": "\u0302", "^": "\u0302", "˙": "\u0307", "˝": "\u030b", "˚": "\u030a",
    "¯": "\u0304", "ˉ": "\u0304", "˜": "\u0303", "~": "\u0303", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
# A glyph of one of these says that a page may need mending; the others are common in ASCII.
TELLING = re.compile("[ˇ´ˊˋ¨˘ˆ˙˝˚¯ˉ˜¸˛]")
# What is no letter with a mark to Unicode, but is drawn as one.
_DRAWN = {("d", "\u0304"): "đ", ("D", "\u0304"): "Đ", ("ı", "\u0307"): "i"}
_CELL = 12.0  # points: neighbours are looked for by the square they stand in
_HIGHEST = 0.7  # type sizes that an accent may be drawn above the line of its letter
_IN_WORD = re.compile(r"(?<=[^\W\d_])´ ?([cCgGkKnN])|[ˇ¨˘˝˙˚ˆ] ?([^\W\d_])|([^\W\d_]) ?([¸˛])")
_ROMANIAN = str.maketrans("şŞţŢ", "șȘțȚ")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign on a page, from `left` to `right` on a baseline at `y`, in points.

    `made_up`: a space or a line's end that no glyph of the page shows.
    """

    sign: str
    left: float
    right: float
    y: float
    size: float
    made_up: bool = False

    @property
    def centre(self) -> float:
        """The middle between its left and right edge."""
        return (self.left + self.right) / 2


def with_mark(letter: str, mark: str) -> str | None:
    """Return `letter` with the combining `mark` as one sign; None if there is no such letter."""
    if (letter, mark) in _DRAWN:
        return _DRAWN[letter, mark]
    if letter == "ı":
        letter = "i"
    whole = unicodedata.normalize("NFC", letter + mark)
    return whole if len(whole) == 1 and whole.isalpha() else None


def placed(glyphs: Sequence[Glyph]) -> dict[int, str]:
    """Return what stands in place of the glyphs that change, by their number.

    A letter under (or over) an accent becomes the two in one; the accent becomes nothing, and
    so do the spaces and line ends that were made up because of it.
    """
    squares = _by_square(glyphs)
    changed: dict[int, str] = {}
    for number, glyph in enumerate(glyphs):
        mark = MARKS.get(glyph.sign)
        if mark is None:
            continue
        owner = _owner(glyph, mark, glyphs, squares, changed)
        if owner is not None:
            letter = changed.get(owner, glyphs[owner].sign)
            changed[owner] = with_mark(letter, mark) or letter
            changed[number] = ""
    for number in _made_up_around(glyphs, changed):
        changed[number] = ""
    return changed


_Squares = dict[tuple[int, int], list[int]]


def _by_square(glyphs: Sequence[Glyph]) -> _Squares:
    """Return the numbers of the letters in each square of the page."""
    squares: _Squares = defaultdict(list)
    for number, glyph in enumerate(glyphs):
        if glyph.sign.isalpha() and glyph.sign not in MARKS:
            squares[int(glyph.centre // _CELL), int(glyph.y // _CELL)].append(number)
    return squares


def _owner(
    accent: Glyph,
    mark: str,
    glyphs: Sequence[Glyph],
    squares: _Squares,
    changed: dict[int, str],
) -> int | None:
    """Return the number of the letter that `accent` stands on, if any."""
    column, row = int(accent.centre // _CELL), int(accent.y // _CELL)
    near = (n for x in (-1, 0, 1) for y in (-1, 0, 1) for n in squares[column + x, row + y])
    best: tuple[float, int] | None = None
    for number in near:
        letter = glyphs[number]
        off = abs(letter.y - accent.y)
        covers = letter.left - 0.05 * letter.size <= accent.centre <= letter.right
        if not covers or off > _HIGHEST * letter.size:
            continue
        if with_mark(changed.get(number, letter.sign), mark) is None:
            continue
        distance = off + abs(letter.centre - accent.centre)
        best = min(best or (distance, number), (distance, number))
    return best[1] if best else None


def _made_up_around(glyphs: Sequence[Glyph], changed: dict[int, str]) -> Iterator[int]:
    """Yield the made-up signs beside dropped accents, unless a gap between letters asks for one."""
    dropped = {number for number, sign in changed.items() if not sign}
    for number in sorted(dropped):
        first, last = number, number
        while first > 0 and (glyphs[first - 1].made_up or first - 1 in dropped):
            first -= 1
        while last + 1 < len(glyphs) and (glyphs[last + 1].made_up or last + 1 in dropped):
            last += 1
        if last + 1 == len(glyphs) or first == 0:
            continue
        before, after = glyphs[first - 1], glyphs[last + 1]
        same_line = abs(before.y - after.y) < 0.5
        breaks = any(glyphs[n].made_up and glyphs[n].sign in "\r\n" for n in range(first, last + 1))
        if same_line and after.left - before.right < 0.15 * after.size:
            yield from (n for n in range(first, last + 1) if glyphs[n].made_up)
        elif not same_line and breaks:
            yield from (
                n
                for n in range(first, last + 1)
                if glyphs[n].made_up and glyphs[n].sign not in "\r\n"
            )


def composed(text: str) -> str:
    """Return `text` with accents beside their letters put onto them, where places are unknown.

    TeX draws an accent before its letter and a cedilla after it. An accent that may as well be
    an apostrophe stays.
    """
    return _IN_WORD.sub(_compose, text) if TELLING.search(text) else text


def _compose(match: re.Match[str]) -> str:
    acute, above, letter, below = match.groups()
    sign = match[0][0]
    if acute:
        return with_mark(acute, MARKS["´"]) or match[0]
    if above:
        return with_mark(above, MARKS[sign]) or match[0]
    return with_mark(letter, MARKS[below]) or match[0]


def is_romanian(text: str) -> bool:
    """Whether the letters of `text` are Romanian: its `ș` and `ț` have commas, not cedillas."""
    return "ţ" in text or ("ă" in text and "ğ" not in text and "ı" not in text)


def with_commas(text: str) -> str:
    """Return Romanian `text` with commas below in place of cedillas."""
    return text.translate(_ROMANIAN)
