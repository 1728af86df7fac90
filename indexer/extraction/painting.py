"""A page of a PDF painted by pdfium, with a passage marked on it. Runs in the child process."""

import ctypes
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import locating
from indexer.extraction.page_picture import Box, PagePicture

_Edges = tuple[int, int, int, int]  # left, top, right, bottom, in pixels

_DPI = 130  # legible at twice the width of a column
_MAX_PIXELS = 2_000_000
_MAX_SIDE = 4_000  # pixels
_MAX_SIGNS = 200_000  # of a page that are looked at
_MOST_PAGES = 400  # searched for a passage that does not say its page
_COLOURS = 64  # tell a page of text; a photograph stays recognisable
_MARKER = np.array([255, 226, 120], np.float32) / 255


def paint(file: Path, text: str, pages: Sequence[int], *, elsewhere: bool = False) -> PagePicture:
    """Return the page of the PDF that has most of `text`, with that marked.

    It is one of `pages`, by their numbers from 1; with `elsewhere`, of the whole document, but one
    of those where no other has more. Raises Unreadable when the document has none of them.
    """
    import pypdfium2  # heavy: only in the child process

    with pypdfium2.PdfDocument(file) as document:
        count = len(document)
        others = range(1, _MOST_PAGES + 1) if elsewhere else ()
        candidates = [page for page in dict.fromkeys((*pages, *others)) if 1 <= page <= count]
        if not candidates:
            raise Unreadable(
                Outcome.EMPTY, f"The document has {count} pages.", cure="Ask for one of them."
            )
        marked = {page: _marked(document[page - 1], text) for page in candidates}
        best = max(candidates, key=lambda page: _amount(marked[page]))
        return _painted(document[best - 1], marked[best], best, count)


def _marked(page: Any, text: str) -> list[locating.Stretch]:
    shown = page.get_textpage()
    try:
        count = min(shown.count_chars(), _MAX_SIGNS)
        return locating.stretches(text, [_sign(shown, place) for place in range(count)])
    finally:
        shown.close()


def _sign(shown: Any, place: int) -> str:
    import pypdfium2.raw as raw

    return chr(raw.FPDFText_GetUnicode(shown, place))


def _amount(marked: Iterable[locating.Stretch]) -> int:
    return sum(last - first + 1 for first, last in marked)


def _painted(page: Any, marked: Sequence[locating.Stretch], number: int, count: int) -> PagePicture:
    from PIL import Image

    width, height = page.get_size()
    fitting = math.sqrt(_MAX_PIXELS / max(width * height, 1.0))
    scale = min(_DPI / 72, fitting, _MAX_SIDE / max(width, height, 1.0))
    painted = page.render(scale=scale).to_pil().convert("RGB")
    boxes = _boxes(page, marked, painted.width, painted.height)
    pixels = np.array(painted)
    under = _under(boxes, pixels)
    pixels[under] = pixels[under] * _MARKER
    stream = io.BytesIO()
    plain = Image.fromarray(pixels).quantize(
        _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    plain.save(stream, "PNG")
    shares = tuple(
        Box(left / painted.width, top / painted.height, right / painted.width, low / painted.height)
        for left, top, right, low in boxes
    )
    return PagePicture(number, count, painted.width, painted.height, shares, stream.getvalue())


def _under(boxes: Sequence[_Edges], pixels: Any) -> Any:
    """Return which pixels lie in a box, as a mask of shape (height, width)."""
    mask = np.zeros(pixels.shape[:2], np.bool_)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    return mask


def _boxes(page: Any, marked: Sequence[locating.Stretch], width: int, height: int) -> list[_Edges]:
    """Return a rectangle for each line, or part of one, of the marked stretches."""
    shown = page.get_textpage()
    try:
        boxes: list[_Edges] = []
        for first, last in marked:
            begins = True
            for place in range(first, last + 1):
                letter = _letter_box(page, shown, place, width, height)
                if letter is None:
                    continue
                if not begins and _goes_on(boxes[-1], letter):
                    boxes[-1] = _around(boxes[-1], letter)
                else:
                    boxes.append(letter)
                begins = False
        return boxes
    finally:
        shown.close()


def _letter_box(page: Any, shown: Any, place: int, width: int, height: int) -> _Edges | None:
    """Return where a sign is on the picture; None where it has no place of its own."""
    import pypdfium2.raw as raw

    if raw.FPDFText_IsGenerated(shown, place) == 1 or _sign(shown, place).isspace():
        return None
    box, x, y = raw.FS_RECTF(), ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFText_GetLooseCharBox(shown, place, box):
        return None
    corners = []
    for across, up in ((box.left, box.top), (box.right, box.bottom)):
        # It knows how the page is turned and cut.
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, across, up, x, y)
        corners.append((min(max(x.value, 0), width), min(max(y.value, 0), height)))
    (left, right), (top, bottom) = (sorted(edges) for edges in zip(*corners, strict=True))
    return left, top, right, bottom


def _goes_on(line: _Edges, letter: _Edges) -> bool:
    """Whether a letter stands on the same line, near its end."""
    middle, tall = (letter[1] + letter[3]) / 2, line[3] - line[1]
    return line[1] <= middle <= line[3] and -tall <= letter[0] - line[2] <= 2 * tall


def _around(line: _Edges, letter: _Edges) -> _Edges:
    return (
        min(line[0], letter[0]),
        min(line[1], letter[1]),
        max(line[2], letter[2]),
        max(line[3], letter[3]),
    )
