"""What a Word document has besides its text: links, bookmarks, shading, names of languages."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LINK = RGBColor(0x1F, 0x4E, 0x79)
# Word knows these languages only with their country.
_WORD_TAGS = {
    **{"en": "en-GB", "sq": "sq-AL", "bs": "bs-Latn-BA", "hr": "hr-HR", "mk": "mk-MK"},
    **{"sr-Cyrl": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS", "el": "el-GR", "bg": "bg-BG"},
}


def mark(paragraph: Paragraph, number: int) -> None:
    """Put a bookmark around a heading, for links of the document to lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for part in (start, end):
        part.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    runs = paragraph.runs
    runs[0]._r.addprevious(start)
    runs[-1]._r.addnext(end)


def add_link(paragraph: Paragraph, text: str, number: int = 0, address: str = "") -> None:
    """Add a link to the bookmark with a number, or to an address of the web."""
    link = OxmlElement("w:hyperlink")
    if number:
        link.set(qn("w:anchor"), _bookmark(number))
    else:
        related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    run = paragraph.add_run(text)
    run.font.color.rgb = LINK
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, name: str) -> None:
    """Add what Word fills in itself, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def shade(part: Paragraph | _Cell, fill: str) -> None:
    """Give a paragraph or a cell of a table a background, six hexadecimal digits."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    properties = (
        part._p.get_or_add_pPr() if isinstance(part, Paragraph) else part._tc.get_or_add_tcPr()
    )
    properties.append(shading)


def keep_row_together(row: _Row) -> None:
    """Let no page end within a row of a table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_language(run: Run, tag: str) -> None:
    """Name the language of a text, so that Word checks its spelling in it."""
    if tag:
        run._r.get_or_add_rPr().append(language(tag))


def language(tag: str) -> Any:
    """Return the element that names a language."""
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _WORD_TAGS.get(tag, tag))
    return element


def _bookmark(number: int) -> str:
    return f"resource_{number}"
