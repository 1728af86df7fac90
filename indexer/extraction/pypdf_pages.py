"""PDF pages through pypdf: a Python parser, so that its failures are exceptions."""

import logging
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.extraction import pdf_asides, tounicode
from indexer.extraction.lines import Piece
from indexer.extraction.pages import Page, is_bold, is_mono, upright


class PypdfPages:
    """A PDF opened with pypdf. Raises whatever pypdf raises; NotImplementedError if encrypted:
    pypdf decrypts only with one more library, pdfium on its own."""

    def __init__(self, file: Path) -> None:
        from pypdf import PdfReader  # heavy: only in the child process

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        self._reader = PdfReader(file)
        if self._reader.is_encrypted:
            raise NotImplementedError("encrypted")
        self.count = len(self._reader.pages)
        self._with_holes: dict[int, bool] = {}  # by the identity of the font

    def page(self, index: int) -> Page:
        """Return page `index`, from 0."""
        page = self._reader.pages[index]
        pieces: list[tuple[int, Piece]] = []

        def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
            if text:
                name = str((font or {}).get("/BaseFont", ""))
                pieces.append(_piece(text, cm, tm, float(size or 0), name))

        page.extract_text(visitor_text=visit)
        box = page.mediabox
        return upright(pieces, float(box.bottom), float(box.top))

    def marks_holes(self, index: int) -> bool:
        """Make letters that are not in the tables of the fonts of a page U+FFFD, where it is read.

        Returns whether there are such fonts; whether the page shows such letters is not known.
        """
        resources = self._reader.pages[index].get("/Resources")
        fonts = resources.get_object().get("/Font") if resources is not None else None
        have_holes = [
            self._marks_in(font) for font in (fonts.get_object() if fonts else {}).values()
        ]
        return any(have_holes)

    def _marks_in(self, font: Any) -> bool:
        font = font.get_object()
        if id(font) not in self._with_holes:
            self._with_holes[id(font)] = tounicode.mark_holes(font)
        return self._with_holes[id(font)]

    def field_values(self, index: int) -> list[Piece]:
        """Return what is filled in on page `index`, from 0, at its places: text and choices."""
        if self._reader.root_object.get("/AcroForm") is None:
            return []
        boxes = [box.get_object() for box in self._reader.pages[index].get("/Annots") or ()]
        pieces = (_value(box) for box in boxes if box.get("/Subtype") == "/Widget")
        return [piece for piece in pieces if piece is not None]

    def descriptions(self) -> Iterator[tuple[int, str]]:
        """Yield what a tagged file says of its pictures, with the number, from 1, of the page."""
        root = self._reader.root_object
        if "/StructTreeRoot" not in root:
            return
        pages = (page.indirect_reference for page in self._reader.pages)
        numbers = {page.idnum: number for number, page in enumerate(pages, 1) if page is not None}
        for page_object, said in pdf_asides.descriptions(root):
            yield numbers.get(page_object, 1), said

    def weigh(self, index: int) -> None:
        """Raise LimitReachedError if page `index` unpacks to far more than any page needs."""
        contents = self._reader.pages[index].get("/Contents")
        contents = contents.get_object() if contents is not None else []
        for part in contents if isinstance(contents, list) else [contents]:
            part.get_object().get_data()

    def properties(self) -> dict[str, object]:
        """Return the XMP packet's and the info dictionary's entries; XMP comes first."""
        written: dict[str, object] = {}
        info: Any = self._reader.metadata or {}
        for key, name in (("/Title", "title"), ("/Author", "author"), ("/Keywords", "keywords")):
            written[name] = str(info.get(key) or "")
        written["abstract"] = str(info.get("/Subject") or "")
        written["doi"] = str(info.get("/doi") or info.get("/DOI") or "")
        written["created"] = str(info.get("/CreationDate") or "")
        language = self._reader.root_object.get("/Lang")
        written["language"] = str(language or "")
        try:
            written.update(_xmp(self._reader.xmp_metadata))
        except Exception:  # broken XMP is common, and only a nicety: the rest counts
            return written
        return written


_PASSWORD = 1 << 13  # the flag of a field that hides what is typed


def _value(box: Any) -> Piece | None:
    """Return the text or choice in a form's box; None for an empty one, a button, a password."""
    kind, value, flags = (_inherited(box, key) for key in ("/FT", "/V", "/Ff"))
    if kind not in ("/Tx", "/Ch") or int(flags or 0) & _PASSWORD or value is None:
        return None
    values = value if isinstance(value, list) else [value]
    text = ", ".join(" ".join(str(part).split()) for part in values)
    left, low, right, high = (float(number) for number in box["/Rect"])
    size = min(10.0, abs(high - low))
    top = max(low, high) - size
    return Piece(text, min(left, right), top, size, breaks=True) if text else None


def _inherited(box: Any, key: str) -> Any:
    """Return an entry of a form's box or of the fields above it; None if none has it."""
    for _ in range(20):  # a loop of parents is a broken file
        if box is None or key in box:
            break
        parent = box.get("/Parent")
        box = None if parent is None else parent.get_object()
    value = None if box is None else box.get(key)
    return value.get_object() if value is not None and hasattr(value, "get_object") else value


def _xmp(packet: Any) -> dict[str, object]:
    if packet is None:
        return {}
    first = {name: next(iter((getattr(packet, name) or {}).values()), "") for name in _LANGUAGES}
    written: dict[str, object] = {
        "title": first["dc_title"],
        "abstract": first["dc_description"],
        "rights": first["dc_rights"],
        "author": list(packet.dc_creator or []),
        "keywords": list(packet.dc_subject or []),
    }
    return {key: value for key, value in written.items() if value}


_LANGUAGES = ("dc_title", "dc_description", "dc_rights")


def _piece(text: str, cm: Any, tm: Any, size: float, font: str) -> tuple[int, Piece]:
    """Return one run of text and its angle, from its text and graphics matrices."""
    a = tm[0] * cm[0] + tm[1] * cm[2]
    b = tm[0] * cm[1] + tm[1] * cm[3]
    c = tm[2] * cm[0] + tm[3] * cm[2]
    d = tm[2] * cm[1] + tm[3] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    piece = Piece(
        text=text.rstrip("\n"),
        x=x,
        y=y,
        size=min(abs(size) * math.hypot(c, d), 500.0),
        bold=is_bold(font),
        mono=is_mono(font),
        breaks=text.endswith("\n"),
        font=font,
    )
    return round(math.degrees(math.atan2(b, a))) % 360, piece
