"""Blocks to what ReportLab sets: paragraphs, lists, tables, in DejaVu.

The font comes with matplotlib; it covers Latin, Cyrillic and Greek and may be embedded.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import matplotlib
from reportlab.lib import colors
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, ListFlowable, ListItem, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from corpus.builders.blocks import (
    Block,
    Heading,
    Items,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    plain,
)

SERIF, SANS, MONO = "DejaVuSerif", "DejaVuSans", "DejaVuSansMono"
_FACES = {
    SERIF: ("", "-Bold", "-Italic", "-BoldItalic"),
    SANS: ("", "-Bold", "-Oblique", "-BoldOblique"),
    MONO: ("", "-Bold", "-Oblique", "-BoldOblique"),
}
_BLUE, _PALE, _RULE = (colors.HexColor(code) for code in ("#143d59", "#eef3f6", "#9db8c7"))

Styles = Mapping[str, ParagraphStyle]


@cache
def register_fonts() -> None:
    """Make the three families known to ReportLab, once."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for family, endings in _FACES.items():
        for number, ending in enumerate(endings):
            registerFont(TTFont(family + ending, folder / f"{family}{ending}.ttf"))
            addMapping(family, number % 2, number // 2, family + ending)


@cache
def styles(size: float) -> Styles:
    """Return the styles around a body text of `size` points."""
    body = ParagraphStyle(
        "body",
        fontName=SERIF,
        fontSize=size,
        leading=size * 1.45,
        spaceAfter=size * 0.6,
        allowWidows=0,
        allowOrphans=0,
    )
    heading = ParagraphStyle(
        "h2", parent=body, fontName=f"{SANS}-Bold", fontSize=size * 1.2, leading=size * 1.55,
        spaceBefore=size * 1.1, spaceAfter=size * 0.5, textColor=_BLUE,
    )  # fmt: skip
    return {
        "body": body,
        "h2": heading,
        "h3": ParagraphStyle("h3", parent=heading, fontSize=size, spaceBefore=size * 0.7),
        "item": ParagraphStyle("item", parent=body, spaceAfter=size * 0.25),
        "cell": ParagraphStyle("cell", parent=body, fontSize=size * 0.88, leading=size * 1.2,
                               spaceAfter=0),
        "quote": ParagraphStyle("quote", parent=body, spaceAfter=size * 0.3),
        "title": ParagraphStyle("title", parent=heading, fontSize=19, leading=24, spaceBefore=0,
                                spaceAfter=5),
        "authors": ParagraphStyle("authors", parent=body, fontName=SANS, fontSize=9,
                                  textColor=colors.HexColor("#555555")),
        "abstract": ParagraphStyle("abstract", parent=body, fontName=SANS, fontSize=8.6,
                                   leading=12.5, spaceAfter=4),
    }  # fmt: skip


def label(text: str, style: ParagraphStyle, before: str = "") -> Text:
    """Return a line of the opening, with a bold word `before` it."""
    start = f"<b>{escape(before)}.</b> " if before else ""
    return Text(start + escape(text), style)


def flow(blocks: tuple[Block, ...], style: Styles, width: float) -> list[Flowable]:
    """Return `blocks` for a column of `width` points."""
    return [flowable for block in blocks for flowable in _block(block, style, width)]


def _block(block: Block, style: Styles, width: float) -> list[Flowable]:
    match block:
        case Heading(level, spans):
            # No heading may stand alone at the end of a column.
            room = CondPageBreak(style["body"].fontSize * 8)
            return [room, _text(spans, style["h2" if level == 2 else "h3"])]
        case Paragraph(spans):
            return [_text(spans, style["body"])]
        case Items():
            return _items(block, style)
        case Quote(inner):
            return _quote(inner, style, width)
        case Table():
            return _table(block, style, width)


def _text(spans: Spans, style: ParagraphStyle) -> Text:
    return Text("".join(map(_span, spans)), style)


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.code:
        text = f'<font face="{MONO}">{text}</font>'
    if span.bold:
        text = f"<b>{text}</b>"
    if span.italic:
        text = f"<i>{text}</i>"
    if span.address:
        text = f'<a href="{escape(span.address)}" color="#14507a">{text}</a>'
    return text


def _items(block: Items, style: Styles) -> list[Flowable]:
    size = style["item"].fontSize
    marks = {"bulletType": "bullet", "start": "•"}
    if block.numbers is not None:
        marks = {"bulletType": "1", "bulletFormat": "%s."}
    numbers = block.numbers or [None] * len(block.items)
    lines = [
        ListItem(_text(item, style["item"]), value=number)
        for number, item in zip(numbers, block.items, strict=True)
    ]
    listed = ListFlowable(
        lines, bulletFontName=SERIF, bulletFontSize=size, leftIndent=size * 2.2, **marks
    )
    return [listed, Spacer(1, size * 0.4)]


def _quote(blocks: tuple[Block, ...], style: Styles, width: float) -> list[Flowable]:
    """A pale box with a bar on the left; each block is a row, so that it can break over pages."""
    inner = {**style, "body": style["quote"]}
    size = style["body"].fontSize
    rows = [[part] for part in flow(blocks, inner, width - 3 * size) if not _is_space(part)]
    box = Grid(rows, colWidths=[width])
    box.setStyle([
        ("BACKGROUND", (0, 0), (-1, -1), _PALE),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, _RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), size),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ])  # fmt: skip
    return [box, Spacer(1, size * 0.7)]


def _is_space(part: Flowable) -> bool:
    return isinstance(part, Spacer)


def _table(block: Table, style: Styles, width: float) -> list[Flowable]:
    header = [_text(_bold(cell), style["cell"]) for cell in block.header]
    rows = [[_text(cell, style["cell"]) for cell in row] for row in block.rows]
    grid = Grid([header, *rows], colWidths=_widths(block, width, style["cell"]), repeatRows=1)
    grid.setStyle([
        ("GRID", (0, 0), (-1, -1), 0.4, _RULE),
        ("BACKGROUND", (0, 0), (-1, 0), _PALE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ])  # fmt: skip
    space = style["body"].fontSize * 0.7
    return [Spacer(1, space / 2), grid, Spacer(1, space)]


def _bold(spans: Spans) -> Spans:
    return tuple(replace(span, bold=True) for span in spans)


def _widths(block: Table, width: float, style: ParagraphStyle) -> list[float]:
    """Share `width` among the columns by the text in them, so that no word has to break."""
    columns = list(zip(block.header, *block.rows, strict=True))
    texts = [[plain(cell) for cell in column] for column in columns]
    least = [max(_longest_word(text, style) for text in column) + 9 for column in texts]
    if sum(least) >= width:
        return [width * column_width / sum(least) for column_width in least]
    spare, letters = width - sum(least), [sum(map(len, column)) for column in texts]
    return [
        column_width + spare * count / sum(letters)
        for column_width, count in zip(least, letters, strict=True)
    ]


def _longest_word(text: str, style: ParagraphStyle) -> float:
    """Return the width in points; a header cell is bold, which is wider."""
    words = text.split()
    return max((stringWidth(word, f"{SERIF}-Bold", style.fontSize) for word in words), default=0)
