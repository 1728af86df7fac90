"""Source to DOCX: real heading and list styles, tables, page numbers, document properties."""

import io

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as Line

from corpus.builders.archives import WRITTEN, timeless
from corpus.builders.blocks import Block, Heading, Items, Paragraph, Quote, Spans, Table
from corpus.builders.labels import COLLECTION, LABELS, LICENCES
from corpus.builders.sources import Source


def build(source: Source) -> bytes:
    """Return the document."""
    document = Document()
    _describe(document, source)
    _set_page(document, source)
    document.add_heading(source.title, level=0)
    document.add_paragraph(f"{', '.join(source.authors)}, {source.year}", style="Subtitle")
    labels = LABELS[source.language]
    _label(document, labels.abstract, source.abstract)
    _blocks(document, source.body)
    _label(document, labels.keywords, ", ".join(source.keywords))
    _label(document, labels.licence, LICENCES[source.licence][0])
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _describe(document: Docx, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.title
    properties.author = "; ".join(source.authors)
    properties.subject = source.abstract[:255]
    properties.keywords = ", ".join(source.keywords)[:255]
    properties.language = source.language
    properties.comments = source.licence
    properties.last_modified_by = source.institution
    properties.created = properties.modified = WRITTEN
    properties.revision = 1


def _set_page(document: Docx, source: Source) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    _set_language(document, source.language)
    section.header.paragraphs[0].text = f"{COLLECTION}\t\t{source.year}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)


def _set_language(document: Docx, language: str) -> None:
    """Tell the spelling checker and screen readers the language of the text."""
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    properties.append(element)


def _add_page_number(line: Line) -> None:
    run = line.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)


def _label(document: Docx, label: str, text: str) -> None:
    line = document.add_paragraph()
    line.add_run(f"{label}: ").bold = True
    line.add_run(text).italic = True


def _blocks(document: Docx, blocks: tuple[Block, ...], style: str = "Normal") -> None:
    for block in blocks:
        match block:
            case Heading(level, spans):
                _write(document.add_heading(level=level - 1), spans)
            case Paragraph(spans):
                _write(document.add_paragraph(style=style), spans)
            case Items():
                _add_items(document, block)
            case Quote(inner):
                _blocks(document, inner, style="Intense Quote")
            case Table():
                _add_table(document, block)


def _write(line: Line, spans: Spans) -> None:
    for span in spans:
        run = line.add_run(span.text)
        # None leaves the style of the paragraph in force; False would switch it off.
        run.bold = span.bold or None
        run.italic = span.italic or None
        run.font.name = "Consolas" if span.code else None


def _add_items(document: Docx, block: Items) -> None:
    if block.numbers is None:
        for item in block.items:
            _write(document.add_paragraph(style="List Bullet"), item)
        return
    numbering, last = 0, None
    for number, item in zip(block.numbers, block.items, strict=True):
        if last is None or number != last + 1:
            numbering = _numbering(document, number)
        line = document.add_paragraph(style="List Number")
        properties = line._element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbering
        _write(line, item)
        last = number


def _numbering(document: Docx, start: int) -> int:
    """Return a new numbering from `start`: Word would count on through the whole document."""
    style = document.styles["List Number"].element
    definitions = document.part.numbering_part.element
    shared = definitions.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    fresh = definitions.add_num(shared)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(fresh.numId)


def _add_table(document: Docx, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.header), style="Light Grid Accent 1")
    for row in (block.header, *block.rows):
        cells = table.add_row().cells
        for cell, spans in zip(cells, row, strict=True):
            _write(cell.paragraphs[0], spans)
    document.add_paragraph()
