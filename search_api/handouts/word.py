"""A list as a Word document: title, agenda or contents, and a section for each resource."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from search_api.handouts.entry import Block, Entry, HandOut
from search_api.handouts.stretches import Rows, stretches
from search_api.handouts.word_agenda import add_agenda
from search_api.handouts.word_marks import (
    add_field,
    add_link,
    keep_row_together,
    language,
    mark,
    set_language,
    shade,
)
from search_api.handouts.wording import Say

_FONT = "Calibri"  # has Latin, Cyrillic and Greek; LibreOffice takes Carlito, of the same widths
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Quote")
_WARNING = RGBColor(0x9C, 0x2A, 0x00)
_QUIET = RGBColor(0x59, 0x59, 0x59)
_NOTE_FILL = "FFF4D6"
_SMALL = Pt(9)


def word_file(listed: HandOut) -> bytes:
    """Return the list as a .docx file."""
    document = Document()
    _lay_out(document, listed)
    document.add_paragraph(listed.title, style="Title")
    _add_frame(document, listed)
    if listed.is_agenda:
        document.add_paragraph(listed.say("agenda"), style="Heading 1")
        add_agenda(document, listed)
        if listed.size:
            materials = document.add_paragraph(listed.say("materials"), style="Heading 1")
            materials.paragraph_format.page_break_before = True
    else:
        _add_contents(document, listed)
    for block in listed.blocks:
        if block.entry:
            _add_entry(document, block, block.entry, listed.say)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: WordDocument, listed: HandOut) -> None:
    """Make pages A4 with title and number below, in one font for all scripts."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = listed.title, "BALKANETUP Search", ""
    properties.language = listed.reader_language
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name in _STYLES:
        _set_font(document.styles[name])
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(language(listed.reader_language))
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{listed.title} · ").font.size = _SMALL
    add_field(footer, "PAGE")


def _set_font(style: Any) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # the theme's fonts would win
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _add_frame(document: WordDocument, listed: HandOut) -> None:
    """Say whom it is for, how long it takes and how many resources it has."""
    if listed.audience:
        _labelled(document, listed.say("audience"), listed.audience)
    if listed.duration:
        length = listed.say("minutes", count=listed.duration)
        _labelled(document, listed.say("duration"), length)
    _quiet(document, listed.say("made_with", count=listed.size))


def _add_contents(document: WordDocument, listed: HandOut) -> None:
    # Not Word's own table of contents: it is empty until somebody has it updated.
    document.add_paragraph(listed.say("contents"), style="Heading 2")
    for block in listed.blocks:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        if block.entry is None:
            line.add_run(block.title)
            continue
        add_link(line, f"{block.number}. {block.title}", number=block.number)
        if block.entry.people:
            line.add_run(f" – {block.entry.people}").font.color.rgb = _QUIET


def _add_entry(document: WordDocument, block: Block, entry: Entry, say: Say) -> None:
    heading = document.add_paragraph(style="Heading 2")
    set_language(heading.add_run(f"{block.number}. {entry.title}"), entry.tag)
    mark(heading, block.number)
    if entry.translated:
        document.add_paragraph().add_run(entry.translated).italic = True
    when = " · ".join(filter(None, (block.time, block.part)))
    for line in filter(None, (when, entry.people, entry.facts)):
        _quiet(document, line).paragraph_format.keep_with_next = True
    if block.note:
        shade(_labelled(document, say("note"), block.note), _NOTE_FILL)
    if entry.notice:
        _quiet(document, entry.notice)
    if entry.summary:
        summary = _labelled(document, say("summary"), entry.summary)
        set_language(summary.runs[-1], entry.summary_tag)
    if entry.passage:
        place = f" ({entry.place})" if entry.place else ""
        _labelled(document, say("passage") + place, "").paragraph_format.keep_with_next = True
        _add_passage(document, entry)
    _add_rights(document, entry, say)


def _add_passage(document: WordDocument, entry: Entry) -> None:
    """Add the text of the passage, its tables as tables: they are what is copied and filled in."""
    for stretch in stretches(entry.passage):
        if isinstance(stretch, str):
            for paragraph in stretch.split("\n\n"):
                quote = document.add_paragraph(style="Quote")
                set_language(quote.add_run(paragraph.strip()), entry.tag)
        else:
            _add_table(document, stretch, entry.tag)


def _add_table(document: WordDocument, rows: Rows, tag: str) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for cells in rows:
        row = table.add_row()
        keep_row_together(row)
        for cell, content in zip(row.cells, cells, strict=False):
            set_language(cell.paragraphs[0].add_run(content), tag)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_rights(document: WordDocument, entry: Entry, say: Say) -> None:
    """Say what the licence forbids; and, small, which it is, whom to name, how to cite, where."""
    if entry.warnings:
        warning = _labelled(document, f"⚠ {say('restricted')}", " ".join(entry.warnings))
        for run in warning.runs:
            run.font.color.rgb = _WARNING
    if entry.rights_at:
        again = document.add_paragraph()
        add_link(again, say("rights_at", number=entry.rights_at), number=entry.rights_at)
        _keep_small([again])
        return
    licence = _labelled(document, say("licence"), "" if entry.licence_address else entry.licence)
    if entry.licence_address:
        add_link(licence, entry.licence, address=entry.licence_address)
    lines = [
        licence,
        _labelled(document, say("credit"), entry.credit),
        _labelled(document, say("cite"), entry.citation),
    ]
    if entry.work.link:
        lines.append(_labelled(document, say("link"), ""))
        add_link(lines[-1], entry.work.link, address=entry.work.link)
    _keep_small(lines)


def _keep_small(lines: Sequence[Paragraph]) -> None:
    """Set lines small, and close together on one page."""
    for line in lines:
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = line is not lines[-1]
        for part in line.iter_inner_content():
            _make_small(part)


def _make_small(part: Run | Hyperlink) -> None:
    for run in part.runs if isinstance(part, Hyperlink) else [part]:
        run.font.size = _SMALL


def _labelled(document: WordDocument, label: str, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    if text:
        paragraph.add_run(text)
    return paragraph


def _quiet(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).font.color.rgb = _QUIET
    return paragraph
