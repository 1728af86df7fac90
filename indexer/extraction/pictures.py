"""A page as a picture, and the words that text recognition (OCR) finds in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from indexer.extraction.lines import Piece
from indexer.extraction.pages import Page

# Stands in the cure of a file that OCR may read.
NAMES_OCR = "balkanetup index FOLDER --ocr"
# Stands in the cure of one on which OCR failed: not tried again unless that is asked for.
RETRIES_OCR = "balkanetup index FOLDER --retry-failed --ocr"
DPI = 300  # what text recognition is made for; on smaller letters it fails, larger ones cost time

MAX_PIXELS = 20_000_000  # of a page's picture: A3 at 300 dpi has 17
_LARGE = 1.3  # times the height of the page's words: a heading,
_LARGER = 1.5  # which then counts as so many times the size of the text


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey: `grey` has width * height bytes, row by row, 0 is black."""

    width: int
    height: int
    grey: bytes


@dataclass(frozen=True, slots=True)
class SeenWord:
    """One recognised word: its box in pixels from the upper left corner, the number of its line,
    and how sure the recognition is of it, from 0 to 100."""

    text: str
    line: int
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of one picture in reading order. Width and height are those of the picture as
    it was read: one that lay on its side was turned first."""

    words: tuple[SeenWord, ...]
    width: int
    height: int
    pack: str

    @property
    def confidence(self) -> float:
        """How sure the recognition is of all words, by letters, from 0 to 100; 0 for no words."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / max(letters, 1)


NOTHING = Seen((), 0, 0, "")


class NotRecognised(Exception):
    """A picture's text could not be recognised, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pages_named(pages: Iterable[int]) -> str:
    """Return the numbers of pages in words: `page 3`, `pages 1, 4-9`."""
    runs: list[list[int]] = []
    for number in sorted(pages):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    is_single = len(runs) == 1 and len(runs[0]) == 1
    return f"{'page' if is_single else 'pages'} {', '.join(named)}"


def page_of(seen: Seen) -> Page:
    """Return the recognised words as a page: one piece a line, in points from the lower edge.

    How high letters look says no more than whether a line is larger than the text of the page.
    """
    points = 72 / DPI
    lines = [list(group) for _, group in groupby(seen.words, key=lambda word: word.line)]
    text = median([word.bottom - word.top for word in seen.words] or [0])
    pieces = [
        Piece(
            " ".join(word.text for word in line),
            x=points * line[0].left,
            y=points * (seen.height - median(word.bottom for word in line)),
            size=round(points * text * (_LARGER if _is_large(line, text) else 1), 1),
            end=points * line[-1].right,
            breaks=True,
        )
        for line in lines
    ]
    return Page(pieces, 0.0, points * seen.height)


def _is_large(line: Sequence[SeenWord], text: float) -> bool:
    return median(word.bottom - word.top for word in line) > _LARGE * text
