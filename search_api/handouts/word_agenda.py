"""The agenda of a workshop as a table of a Word document."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.hyperlink import Hyperlink

from search_api.handouts.entry import Block, HandOut
from search_api.handouts.word_marks import add_link, keep_row_together, shade

_WIDTHS = (Cm(2.6), Cm(2.9), Cm(8.6), Cm(1.9))
_HEAD_FILL, _OWN_FILL = "DCE6F0", "F2F2F2"
_SMALL = Pt(10)


def add_agenda(document: WordDocument, listed: HandOut) -> None:
    """Add a row for each block: when, which part, what (a link to it), how long."""
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    names = ("time", "part", "title", "minutes_column")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(listed.say(name)).bold = True
        shade(cell, _HEAD_FILL)
    _repeat_on_every_page(table.rows[0])
    for block in listed.blocks:
        _add_row(table, block, listed)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width  # LibreOffice goes by these, Word by those of the cells
    for row in table.rows:
        keep_row_together(row)
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = width
            _tighten(cell)


def _add_row(table: Table, block: Block, listed: HandOut) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # so in python-docx
    time, part, what, minutes = row.cells
    time.paragraphs[0].add_run(block.time)
    part.paragraphs[0].add_run(block.part)
    minutes.paragraphs[0].add_run(str(block.minutes or ""))
    minutes.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if block.entry is None:
        what.paragraphs[0].add_run(block.title)
        for cell in row.cells:
            shade(cell, _OWN_FILL)
    else:
        add_link(what.paragraphs[0], f"{block.number}. {block.title}", number=block.number)
        if block.entry.warnings:
            what.paragraphs[0].add_run(" ⚠")
        if block.entry.place:
            what.add_paragraph().add_run(block.entry.place)
    if block.note:
        what.add_paragraph().add_run(f"{listed.say('note')}: {block.note}").italic = True


def _repeat_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _tighten(cell: _Cell) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        for part in paragraph.iter_inner_content():
            for run in part.runs if isinstance(part, Hyperlink) else [part]:
                run.font.size = _SMALL
