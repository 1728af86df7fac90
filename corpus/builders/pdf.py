"""Source to PDF, A4: one column or two, running header and footer, document properties."""

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
)

from corpus.builders.archives import WRITTEN
from corpus.builders.labels import COLLECTION, LABELS, LICENCES
from corpus.builders.pdf_text import SANS, flow, label, register_fonts, styles
from corpus.builders.sources import Source

rl_config.useA85 = 0  # plain bytes instead of letters: a fifth smaller
_PAGE_WIDTH, _PAGE_HEIGHT = A4
_TOP, _BOTTOM = 24 * mm, 22 * mm


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many columns stand on a page, the space beside and between them, in points."""

    columns: int
    margin: float
    gutter: float
    size: float

    @property
    def text_width(self) -> float:
        """From the left edge of the first column to the right edge of the last."""
        return float(_PAGE_WIDTH - 2 * self.margin)

    def frames(self, top: float) -> list[Frame]:
        """Return the columns below `top`, a distance from the upper edge of the page."""
        width = (self.text_width - self.gutter * (self.columns - 1)) / self.columns
        height = _PAGE_HEIGHT - top - _BOTTOM
        lefts = [self.margin + (width + self.gutter) * n for n in range(self.columns)]
        return [_frame(left, _BOTTOM, width, height) for left in lefts]


_ONE = _Layout(columns=1, margin=26 * mm, gutter=0, size=9.8)
_TWO = _Layout(columns=2, margin=17 * mm, gutter=8 * mm, size=8.4)


def build(source: Source) -> bytes:
    """Return the document."""
    register_fonts()
    layout = _TWO if source.format == "pdf-two-column" else _ONE
    opening = _opening(source, layout)
    used = sum(part.wrap(layout.text_width, _PAGE_HEIGHT)[1] + _space(part) for part in opening)
    story = [
        NextPageTemplate("later"),
        *opening,
        FrameBreak(),
        *flow(source.body, styles(layout.size), layout.frames(0)[0].width),
    ]
    out = io.BytesIO()
    document = _document(out, source)
    document.addPageTemplates(_pages(source, layout, used + 4 * mm))
    document.build(story)
    return out.getvalue()


def _document(out: io.BytesIO, source: Source) -> BaseDocTemplate:
    # No time of writing: the same source gives the same bytes.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(WRITTEN.timestamp()))
    return BaseDocTemplate(
        out,
        pagesize=A4,
        title=source.title,
        author="; ".join(source.authors),
        subject=source.abstract,
        keywords=", ".join(source.keywords),
        creator=source.institution,
        lang=source.language,
        invariant=1,
    )


def _pages(source: Source, layout: _Layout, opening: float) -> list[PageTemplate]:
    """The first page has the opening across all columns; later ones have a running header."""
    head = _frame(layout.margin, _PAGE_HEIGHT - _TOP - opening, layout.text_width, opening)
    footer: Callable[..., None] = partial(_draw_footer, source, layout)
    both: Callable[..., None] = partial(_draw_header_and_footer, source, layout)
    return [
        PageTemplate("first", [head, *layout.frames(_TOP + opening)], onPage=footer),
        PageTemplate("later", layout.frames(_TOP), onPage=both),
    ]


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(
        left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )


def _space(part: Flowable) -> float:
    return float(part.getSpaceBefore() + part.getSpaceAfter())


def _opening(source: Source, layout: _Layout) -> list[Flowable]:
    style, labels = styles(layout.size), LABELS[source.language]
    return [
        label(source.title, style["title"]),
        label(f"{', '.join(source.authors)}, {source.year}", style["authors"]),
        label(source.abstract, style["abstract"], before=labels.abstract),
        label(", ".join(source.keywords), style["abstract"], before=labels.keywords),
        HRFlowable(width="100%", thickness=0.6, color=colors.HexColor("#9db8c7"), spaceBefore=4),
    ]


def _draw_header_and_footer(
    source: Source, layout: _Layout, canvas: Canvas, document: BaseDocTemplate
) -> None:
    height = _PAGE_HEIGHT - 15 * mm
    room = layout.text_width - stringWidth(COLLECTION, SANS, 7.5) - 10 * mm
    _draw(canvas, layout, height, COLLECTION, _cut(source.title, room))
    canvas.setStrokeColor(colors.HexColor("#9db8c7"))
    canvas.setLineWidth(0.4)
    canvas.line(layout.margin, height - 5, _PAGE_WIDTH - layout.margin, height - 5)
    _draw_footer(source, layout, canvas, document)


def _draw_footer(
    source: Source, layout: _Layout, canvas: Canvas, document: BaseDocTemplate
) -> None:
    licence, _ = LICENCES[source.licence]
    left = f"{LABELS[source.language].licence}: {licence}"
    _draw(canvas, layout, 12 * mm, left, str(document.page))


def _draw(canvas: Canvas, layout: _Layout, height: float, left: str, right: str) -> None:
    canvas.setFont(SANS, 7.5)
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.drawString(layout.margin, height, left)
    canvas.drawRightString(_PAGE_WIDTH - layout.margin, height, right)


def _cut(title: str, room: float) -> str:
    """Return as many words of the title as fit into `room` points."""
    words: Sequence[str] = title.split()
    if stringWidth(title, SANS, 7.5) <= room:
        return title
    while stringWidth(" ".join(words) + " …", SANS, 7.5) > room:
        words = words[:-1]
    return " ".join(words) + " …"
