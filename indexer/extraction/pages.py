"""What a PDF library gives of one page. `pypdf_pages` and `pdfium_pages` both make these."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Protocol

from indexer.extraction.lines import Piece

_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|sfbx", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|typewriter|consol|cmtt|menlo|inconsol|sourcecode", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of text of one page in drawing order, and the y of its lower and upper edge.

    `repairs` names what was mended in its letters; `unreadable` says that they make no text, `lost`
    that some of them do not, and were left out. `unnamed`: there are fonts without a table of
    their letters, so that another library may know better. `notes` are its annotations.
    """

    pieces: list[Piece]
    low: float = 0.0
    high: float = 842.0
    repairs: frozenset[str] = frozenset()
    unreadable: bool = False
    lost: bool = False
    unnamed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All text of the page, roughly: to judge it, not to show it."""
        return " ".join(piece.text for piece in self.pieces)


class PdfSource(Protocol):
    """An open PDF. Every method may raise anything: the file decides."""

    count: int

    def page(self, index: int) -> Page:
        """Return page `index`, from 0."""

    def weigh(self, index: int) -> None:
        """Raise LimitReachedError if page `index` unpacks to far more than any page needs."""

    def properties(self) -> dict[str, object]:
        """Return the document's properties, under keys that `describe` knows."""


def with_values(page: Page, values: list[Piece]) -> Page:
    """Return the page with the values of its form, each after what stands above or beside it."""
    pieces = list(page.pieces)
    for value in values:
        before = [place for place, piece in enumerate(pieces, 1) if piece.y >= value.y - 2]
        pieces.insert(max(before, default=0), value)
    return replace(page, pieces=pieces)


def is_bold(font: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return bool(_BOLD.search(font))


def is_mono(font: str) -> bool:
    """Whether the name of a font says that all its letters are equally wide."""
    return bool(_MONO.search(font))


def upright(pieces: list[tuple[int, Piece]], low: float, high: float) -> Page:
    """Return the page as it is read, from pieces with the angle (degrees) they run at.

    Watermarks and stamps in the margin, which run at another angle than most of the text, go.
    A page on its side is turned.
    """
    weight: Counter[int] = Counter()
    for angle, piece in pieces:
        weight[angle] += len(piece.text.strip())
    main = weight.most_common(1)[0][0] if weight else 0
    kept = [
        _turned(piece, main) for angle, piece in pieces if angle == main or not piece.text.strip()
    ]
    if main in (90, 180, 270) and kept:
        low, high = min(piece.y for piece in kept) - 40, max(piece.y for piece in kept) + 40
    return Page(kept, low, high)


def _turned(piece: Piece, angle: int) -> Piece:
    if angle == 90:
        return replace(piece, x=piece.y, y=-piece.x, end=None)
    if angle == 180:
        return replace(piece, x=-piece.x, y=-piece.y, end=None)
    if angle == 270:
        return replace(piece, x=-piece.y, y=piece.x, end=None)
    return piece
