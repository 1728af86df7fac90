"""PDF pages through pdfium: Chrome's parser. Opens what others cannot, and decrypts."""

import ctypes
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.extraction import accents, bitmap_fonts
from indexer.extraction.lines import Piece
from indexer.extraction.pages import Page, is_bold, is_mono, upright
from indexer.extraction.pictures import DPI, MAX_PIXELS, Picture

_MAX_CHARS = 2_000_000  # on one page
_MAX_NOTES, _MAX_NOTE = 10_000, 40_000  # annotations of a page that are looked at, and their bytes
# Text on the page or pinned to it, and what is written of a marked place: PDF's kinds by number.
_WRITTEN = frozenset({1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
_HIDDEN = 2 | 32  # flags: hidden, not shown
_SCAN = 0.25  # of a page that a picture covers: less is a logo


class PdfiumPages:
    """A PDF opened with pdfium. Raises PdfiumError if that cannot open it."""

    def __init__(self, file: Path) -> None:
        import pypdfium2  # heavy: only in the child process

        self._document = pypdfium2.PdfDocument(file)
        self.count = len(self._document)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._document.close()

    def page(self, index: int) -> Page:
        """Return page `index`, from 0."""
        opened = self._document[index]
        try:
            text = opened.get_textpage()
            try:
                _, low, _, high = opened.get_mediabox()
                signs = _signs_in_fonts(text)
                letters = bitmap_fonts.read(signs)
                accented = _accents(text, letters)
                page = upright(_pieces(text, letters | accented), low, high)
                return replace(
                    page,
                    repairs=_repairs(letters, accented),
                    unnamed=bool(signs),
                    notes=tuple(_annotations(opened)),
                )
            finally:
                text.close()
        finally:
            opened.close()

    def shows(self, index: int) -> bool:
        """Whether anything is painted on page `index`: an empty page need not be recognised."""
        page = self._document[index]
        try:
            return next(iter(page.get_objects(max_depth=1)), None) is not None
        finally:
            page.close()

    def is_scan(self, index: int) -> bool:
        """Whether a picture covers a good part of page `index`."""
        import pypdfium2.raw as raw

        page = self._document[index]
        try:
            width, height = page.get_size()
            boxes = [picture.get_bounds() for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
            covered = sum((right - left) * (high - low) for left, low, right, high in boxes)
            return bool(covered >= _SCAN * width * height)
        finally:
            page.close()

    def picture(self, index: int) -> Picture:
        """Return page `index`, from 0, as a picture of DPI dots an inch, or of fewer if huge."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
            bitmap = page.render(scale=scale, grayscale=True)
            rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
            return Picture(bitmap.width, bitmap.height, rows.tobytes())
        finally:
            page.close()

    def weigh(self, index: int) -> None:
        """Do nothing: pdfium cannot tell beforehand how large a page is."""

    def properties(self) -> dict[str, object]:
        """Return the entries of the info dictionary."""
        info = self._document.get_metadata_dict()
        return {
            "title": info.get("Title", ""),
            "author": info.get("Author", ""),
            "keywords": info.get("Keywords", ""),
            "abstract": info.get("Subject", ""),
            "created": info.get("CreationDate", ""),
        }


class _Run:
    """The letters gathered so far of one font, size and angle on one line."""

    def __init__(self, style: tuple[float, str, int], x: float, y: float) -> None:
        self.style, self.x, self.y, self.end = style, x, y, x
        self.signs: list[str] = []

    def piece(self, *, breaks: bool) -> tuple[int, Piece]:
        size, font, angle = self.style
        # pdfium gives letters beyond the first 65,536 as two halves.
        halves = "".join(self.signs).encode("utf-16-le", "surrogatepass")
        text = halves.decode("utf-16-le", "replace")
        end = self.end if angle == 0 else None
        bold, mono = is_bold(font), is_mono(font)
        return angle, Piece(text, self.x, self.y, size, bold, mono, end, breaks, font)


def _annotations(page: Any) -> Iterator[str]:
    """Yield what is written into the annotations of a page that are not hidden."""
    import pypdfium2.raw as raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        try:
            is_hidden = raw.FPDFAnnot_GetFlags(note) & _HIDDEN
            if raw.FPDFAnnot_GetSubtype(note) in _WRITTEN and not is_hidden:
                yield _contents(note)
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _contents(note: Any) -> str:
    import pypdfium2.raw as raw

    size = min(raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0), _MAX_NOTE)
    buffer = ctypes.create_string_buffer(size)
    characters = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, b"Contents", characters, size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _repairs(letters: Mapping[int, str], accented: Mapping[int, str]) -> frozenset[str]:
    is_named = any(sign != bitmap_fonts.HOLE for sign in letters.values())
    return frozenset(["bitmap fonts"] * is_named + ["accents"] * bool(accented))


def _signs_in_fonts(text: Any) -> dict[int, bitmap_fonts.Shown]:
    """Return the signs of a page by their number, if its fonts do not name all of them."""
    import pypdfium2.raw as raw

    count = min(text.count_chars(), _MAX_CHARS)
    page, is_unnamed = text.raw, raw.FPDFText_HasUnicodeMapError
    if not any(is_unnamed(page, index) == 1 for index in range(count)):
        return {}
    signs = {index: chr(raw.FPDFText_GetUnicode(text, index)) for index in range(count)}
    return {
        index: bitmap_fonts.Shown(sign, _font(text, index), is_unnamed(page, index) != 1)
        for index, sign in signs.items()
        if sign != " " and raw.FPDFText_IsGenerated(text, index) != 1
    }


def _accents(text: Any, letters: Mapping[int, str]) -> dict[int, str]:
    """Return what the letters of a text page become whose accents are glyphs of their own.

    `letters` stand for those that the page does not name.
    """
    count = min(text.count_chars(), _MAX_CHARS)
    shown = text.get_text_range(0, count, errors="replace") + "".join(letters.values())
    if not accents.TELLING.search(shown):
        return {}
    return accents.placed([_glyph(text, index, letters) for index in range(count)])


def _glyph(text: Any, index: int, letters: Mapping[int, str]) -> accents.Glyph:
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetLooseCharBox(text, index, box)
    sign = letters.get(index) or chr(raw.FPDFText_GetUnicode(text, index))
    made_up = sign in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1
    size = box.top - box.bottom
    return accents.Glyph(sign, box.left, box.right, y.value, size, made_up)


def _pieces(text: Any, changed: Mapping[int, str]) -> list[tuple[int, Piece]]:
    """Return the runs of a text page. pdfium knows each letter: its box, size, angle, font.

    `changed` are the signs that stand for those of the page, by their number.
    """
    import pypdfium2.raw as raw

    pieces: list[tuple[int, Piece]] = []
    run: _Run | None = None
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    style, last_owner = None, 0
    # Called for every letter: what is looked up in vain each time is looked up here.
    page = text.raw
    unicode_of, is_made_up = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    origin_of, box_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    owner_of = _returning_address(raw.FPDFText_GetTextObject)
    for index in range(min(text.count_chars(), _MAX_CHARS)):
        sign = changed[index] if index in changed else chr(unicode_of(page, index))
        if not sign:
            continue
        if sign in "\r\n":
            if run is not None:
                pieces.append(run.piece(breaks=True))
                run = None
            continue
        if is_made_up(page, index) == 1 or sign == " ":
            if run is not None:
                run.signs.append(sign)
            continue
        origin_of(page, index, x, y)
        box_of(page, index, box)
        owner = owner_of(page, index) or 0
        if owner != last_owner or style is None:
            style, last_owner = _style(text, index), owner
        if run is None or run.style != style or _moved(run, x.value, y.value):
            if run is not None:
                pieces.append(run.piece(breaks=False))
            run = _Run(style, x.value, y.value)
        run.signs.append("-" if sign == "\x02" else sign)  # pdfium's mark of a hyphen at a line end
        run.end = box.right
    if run is not None:
        pieces.append(run.piece(breaks=True))
    return pieces


def _returning_address(function: Any) -> Callable[[Any, int], int | None]:
    """Return a function of pdfium as one that gives the address of what it finds, as a number.

    Comparing objects by their pointers took a tenth of the time of reading a paper.
    """
    prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _moved(run: _Run, x: float, y: float) -> bool:
    """Whether the next letter stands off the line of `run`, or behind a gap as between columns."""
    size, _, angle = run.style
    return angle == 0 and (abs(run.y - y) > 0.5 or x - run.end > size or x < run.x - size)


def _style(text: Any, index: int) -> tuple[float, str, int]:
    """Return size, font name and angle of a letter. The size is as shown, matrix applied."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    return round(min(size, 500.0), 1), _font(text, index), angle


def _font(text: Any, index: int) -> str:
    import pypdfium2.raw as raw

    name = ctypes.create_string_buffer(64)
    raw.FPDFText_GetFontInfo(text, index, name, 64, None)
    return name.value.decode("latin-1")
