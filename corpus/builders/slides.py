"""Source to PPTX: a slide for each heading, with its bullets and the speaker's notes.

A paragraph that begins with `Notes:`, and all that follow it, are what the speaker says.
"""

import io
from dataclasses import dataclass
from itertools import takewhile

from pptx import Presentation
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide
from pptx.text.text import _Paragraph as Line
from pptx.util import Emu, Inches, Pt

from corpus.builders.archives import WRITTEN, timeless
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
from corpus.builders.labels import COLLECTION, LICENCES
from corpus.builders.sources import BadSource, Source

NOTES = "Notes:"
_WIDTH, _HEIGHT, _MARGIN = Inches(13.333), Inches(7.5), Inches(0.8)
_WIDE = 62  # characters of a line


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One slide: what stands on it, and what is said."""

    title: Spans
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph on a slide."""

    spans: Spans
    bullet: bool


def build(source: Source) -> bytes:
    """Return the presentation. Raises BadSource for text before the first slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    _describe(deck, source)
    _add_title(deck, source)
    for sheet in _sheets(source):
        _add_sheet(deck, sheet)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


def _describe(deck: Deck, source: Source) -> None:
    values = {
        "title": source.title,
        "author": "; ".join(source.authors),
        "subject": source.abstract[:255],
        "keywords": ", ".join(source.keywords)[:255],
        "language": source.language,
        "comments": source.licence,
        "last_modified_by": source.institution,
        "created": WRITTEN,
        "modified": WRITTEN,
        "revision": 1,
    }
    for name, value in values.items():
        setattr(deck.core_properties, name, value)


def _sheets(source: Source) -> list[_Sheet]:
    if not isinstance(source.body[0], Heading):
        raise BadSource(f"{source.id}: there is text before the first slide")
    starts = [i for i, block in enumerate(source.body) if isinstance(block, Heading)]
    ends = [*starts[1:], len(source.body)]
    return [_sheet(source.body[a:b]) for a, b in zip(starts, ends, strict=True)]


def _sheet(blocks: tuple[Block, ...]) -> _Sheet:
    heading, *rest = blocks
    assert isinstance(heading, Heading)
    shown = tuple(takewhile(lambda block: not _is_notes(block), rest))
    said = [_words(block) for block in rest[len(shown) :]]
    notes = tuple(line.removeprefix(NOTES).strip() for lines in said for line in lines)
    return _Sheet(heading.spans, shown, notes)


def _is_notes(block: Block) -> bool:
    return isinstance(block, Paragraph) and plain(block.spans).startswith(NOTES)


def _words(block: Block) -> list[str]:
    match block:
        case Paragraph(spans):
            return [plain(spans)]
        case Items(_, items):
            return [plain(item) for item in items]
        case Quote(inner):
            return [line for part in inner for line in _words(part)]
    raise BadSource(f"speaker notes cannot hold {type(block).__name__}")


def _add_title(deck: Deck, source: Source) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, subtitle = slide.placeholders[0], slide.placeholders[1]
    _place(title, top=Inches(2.0), height=Inches(1.8))
    _place(subtitle, top=Inches(4.0), height=Inches(1.4))
    title.text_frame.text = source.title
    licence = LICENCES[source.licence][0]
    subtitle.text_frame.text = f"{COLLECTION}, {source.year}, {licence}"
    slide.notes_slide.notes_text_frame.text = source.abstract


def _add_sheet(deck: Deck, sheet: _Sheet) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    title, body = slide.placeholders[0], slide.placeholders[1]
    _place(title, top=Inches(0.4), height=Inches(1.1))
    title.text_frame.text = plain(sheet.title)
    title.text_frame.paragraphs[0].font.size = Pt(34)
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    lines = [line for block in sheet.blocks for line in _lines(block)]
    top, height = Inches(1.7), Inches(5.2 if not tables else 0.6 * len(lines))
    _place(body, top, height)
    _write(body, lines)
    for table in tables:
        _add_table(slide, table, top + height + Inches(0.1))
    if not lines:
        body._element.getparent().remove(body._element)
    if sheet.notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(sheet.notes)


def _place(shape: SlidePlaceholder, top: int, height: int) -> None:
    """Set where a placeholder stands: the layouts are drawn for a narrower slide."""
    shape.left, shape.width = _MARGIN, Emu(_WIDTH - 2 * _MARGIN)
    shape.top, shape.height = Emu(top), Emu(height)


def _lines(block: Block) -> list[_Line]:
    match block:
        case Paragraph(spans):
            return [_Line(spans, bullet=False)]
        case Items(None, items):
            return [_Line(item, bullet=True) for item in items]
        case Items(numbers, items):
            pairs = zip(numbers or (), items, strict=True)
            return [_Line((Span(f"{number}. "), *item), bullet=False) for number, item in pairs]
        case Quote(inner):
            return [line for part in inner for line in _lines(part)]
    return []


def _write(body: SlidePlaceholder, lines: list[_Line]) -> None:
    frame = body.text_frame
    rows = sum(1 + len(plain(line.spans)) // _WIDE for line in lines)
    size = Pt(26 if rows <= 7 else 22 if rows <= 9 else 16)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if not line.bullet:
            _drop_bullet(paragraph)
        for span in line.spans:
            run = paragraph.add_run()
            run.text = span.text
            run.font.size = size
            run.font.bold = span.bold or None
            run.font.italic = span.italic or None


def _drop_bullet(paragraph: Line) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(OxmlElement("a:buNone"))


def _add_table(slide: Slide, block: Table, top: int) -> None:
    rows = (block.header, *block.rows)
    width, height = Emu(_WIDTH - 2 * _MARGIN), Emu(Inches(0.45) * len(rows))
    frame = slide.shapes.add_table(len(rows), len(block.header), _MARGIN, Emu(top), width, height)
    for row, cells in enumerate(rows):
        for column, spans in enumerate(cells):
            frame.table.cell(row, column).text = plain(spans)
