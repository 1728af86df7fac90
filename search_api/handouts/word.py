"""A list as a Word document: title, contents that lead to each resource, page numbers."""

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from search_api.handouts.entry import Entry, HandOut
from search_api.handouts.wording import Say

_FONT = "Calibri"  # has Latin, Cyrillic and Greek; LibreOffice takes Carlito, of the same widths
_LINK = RGBColor(0x1F, 0x4E, 0x79)
_WARNING = RGBColor(0x9C, 0x2A, 0x00)
_QUIET = RGBColor(0x59, 0x59, 0x59)
# Word knows these languages only with their country.
_WORD_TAGS = {
    **{"en": "en-GB", "sq": "sq-AL", "bs": "bs-Latn-BA", "hr": "hr-HR", "mk": "mk-MK"},
    **{"sr-Cyrl": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS", "el": "el-GR", "bg": "bg-BG"},
}
_NOTE_FILL = "FFF4D6"


def word_file(listed: HandOut) -> bytes:
    """Return the list as a .docx file."""
    document = Document()
    _lay_out(document, listed.reader_language)
    document.core_properties.title = listed.title
    document.core_properties.author = "BALKANETUP Search"
    document.core_properties.comments = ""
    document.core_properties.language = listed.reader_language
    document.add_paragraph(listed.title, style="Title")
    _quiet(document, listed.say("made_with", count=len(listed.entries)))
    _add_contents(document, listed)
    for number, entry in enumerate(listed.entries, start=1):
        _add_entry(document, number, entry, listed.say)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: WordDocument, language: str) -> None:
    """Make pages A4 with their number below, in one font for all scripts."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote"):
        style: Any = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the theme's fonts would win
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(_language(language))
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(footer, "PAGE")


def _add_contents(document: WordDocument, listed: HandOut) -> None:
    # Not Word's own table of contents: it is empty until somebody has it updated.
    document.add_paragraph(listed.say("contents"), style="Heading 2")
    for number, entry in enumerate(listed.entries, start=1):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        _add_link(line, f"{number}. {entry.title}", bookmark=_bookmark(number))
        if entry.people:
            line.add_run(f" – {entry.people}").font.color.rgb = _QUIET


def _add_entry(document: WordDocument, number: int, entry: Entry, say: Say) -> None:
    heading = document.add_paragraph(style="Heading 1")
    _set_language(heading.add_run(f"{number}. {entry.title}"), entry.tag)
    _mark(heading, number)
    for line in filter(None, (entry.people, entry.facts)):
        _quiet(document, line)
    if entry.note:
        _shade(_labelled(document, say("note"), entry.note))
    if entry.notice:
        _quiet(document, entry.notice)
    if entry.about:
        place = f" ({entry.place})" if entry.place else ""
        _labelled(document, entry.about_label + place, "").paragraph_format.keep_with_next = True
        _set_language(document.add_paragraph(style="Quote").add_run(entry.about), entry.tag)
    _add_rights(document, entry, say)
    _labelled(document, say("cite"), entry.citation)
    if entry.work.link:
        _add_link(_labelled(document, say("link"), ""), entry.work.link, address=entry.work.link)


def _add_rights(document: WordDocument, entry: Entry, say: Say) -> None:
    """Say under which licence it is, what that forbids, and whom to name."""
    line = _labelled(document, say("licence"), "" if entry.licence_address else entry.licence)
    if entry.licence_address:
        _add_link(line, entry.licence, address=entry.licence_address)
    if entry.warnings:
        warning = _labelled(document, f"⚠ {say('restricted')}", " ".join(entry.warnings))
        for run in warning.runs:
            run.font.color.rgb = _WARNING
    _labelled(document, say("credit"), entry.credit)


def _labelled(document: WordDocument, label: str, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    if text:
        paragraph.add_run(text)
    return paragraph


def _quiet(document: WordDocument, text: str) -> None:
    document.add_paragraph().add_run(text).font.color.rgb = _QUIET


def _bookmark(number: int) -> str:
    return f"resource_{number}"


def _mark(paragraph: Paragraph, number: int) -> None:
    """Put a bookmark around a heading, for the contents to lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for part in (start, end):
        part.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    runs = paragraph.runs
    runs[0]._r.addprevious(start)
    runs[-1]._r.addnext(end)


def _add_link(paragraph: Paragraph, text: str, bookmark: str = "", address: str = "") -> None:
    """Add a link to a bookmark of this document, or to an address of the web."""
    link = OxmlElement("w:hyperlink")
    if bookmark:
        link.set(qn("w:anchor"), bookmark)
    else:
        related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    run = paragraph.add_run(text)
    run.font.color.rgb = _LINK
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _shade(paragraph: Paragraph) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _NOTE_FILL)):
        shading.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().append(shading)


def _set_language(run: Run, tag: str) -> None:
    """Name the language of a text, so that Word checks its spelling in it."""
    if tag:
        run._r.get_or_add_rPr().append(_language(tag))


def _language(tag: str) -> Any:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _WORD_TAGS.get(tag, tag))
    return element
