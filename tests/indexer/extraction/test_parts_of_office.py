"""Office documents: what is said of pictures, chosen in forms and left out; and stale titles."""

import io
from pathlib import Path

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from PIL import Image
from pptx.util import Inches

from indexer.domain import Extraction
from indexer.extraction.alternative_text import said_of
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="Picture 1" descr="%s"/></wp:inline>'
    "</w:drawing></w:r>"
)


def read_word(tmp_path: Path, body: str, **parts: tuple[str, str]) -> Extraction:
    files = {f"{name}.xml": part for name, part in parts.items()}
    (tmp_path / "a.docx").write_bytes(making.word_with(body, files))
    return read_here(tmp_path / "a.docx", 2**28)


def texts(extraction: Extraction) -> list[str]:
    return [block.text for block in extraction.blocks]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Plan of a room with tables in a circle", "Plan of a room with tables in a circle"),
        ("image003.png", ""),
        ("Picture 4", ""),
        ("Slika 12", ""),
        ("A group of people AI-generated content may be incorrect.", ""),
        ("Logo", ""),
        ("https://example.org/a.png", ""),
        ("The learning cycle", ""),  # the caption says it already
    ],
)
def test_a_description_says_something_of_its_own(text: str, said: str) -> None:
    assert said_of(text, "Figure 1: The learning cycle") == said


def test_a_picture_in_word_is_read_as_what_is_said_of_it(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>Sit so.</w:t></w:r>{DRAWING % 'Tables in a circle'}</w:p>"
    body += f"<w:p>{DRAWING % 'Picture 7'}<w:r><w:t>Figure 1: The room</w:t></w:r></w:p>"
    extraction = read_word(tmp_path, body)
    assert texts(extraction) == ["Sit so.", "Tables in a circle", "Figure 1: The room"]


def test_a_picture_on_a_slide_is_read_as_what_is_said_of_it(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Rooms"
    Image.new("1", (1, 1)).save(file := io.BytesIO(), "png")
    picture = slide.shapes.add_picture(file, Inches(1), Inches(3))
    picture._element.nvPicPr.cNvPr.set("descr", "Tables in a circle")
    deck.save(str(tmp_path / "a.pptx"))
    assert texts(read_here(tmp_path / "a.pptx", 2**28)) == ["Rooms", "Tables in a circle"]


def test_what_is_chosen_in_a_form_of_word_is_read_and_what_asks_is_not(tmp_path: Path) -> None:
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="first"/><w:listEntry w:val="second"/></w:ddList></w:ffData>'
        "</w:fldChar></w:r>"
    )
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click to enter text."
        "</w:t></w:r></w:sdtContent></w:sdt>"
    )
    body = f'<w:p><w:r><w:t xml:space="preserve">Cycle: </w:t></w:r>{choice}{empty}</w:p>'
    assert texts(read_word(tmp_path, body)) == ["Cycle: second"]


def test_tables_of_contents_of_word_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Aims 3", style=style)
    document.add_heading("Aims", 1)
    document.add_paragraph("Students learn to ask.")
    document.save(str(tmp_path / "a.docx"))
    assert texts(read_here(tmp_path / "a.docx", 2**28)) == ["Aims", "Students learn to ask."]


def test_comments_are_counted_and_old_equations_make_a_file_partial(tmp_path: Path) -> None:
    equation = (
        '<w:p><w:r><w:t>Here:</w:t><w:object xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<o:OLEObject ProgID="Equation.3"/></w:object></w:r></w:p>'
    )
    comments = (
        f'<w:comments {making.NAMESPACES}><w:comment w:id="1"/><w:comment w:id="2"/></w:comments>'
    )
    extraction = read_word(tmp_path, equation, comments=("comments", comments))
    assert texts(extraction) == ["Here:"]
    assert extraction.problems == ("equations of an old equation editor that could not be read: 1",)
    assert extraction.findings == ("comments of reviewers left out: 2",)


@pytest.mark.parametrize(
    ("headings", "property_", "title"),
    [
        ([("Peer review of drafts", 0)], "Syllabus template", "Peer review of drafts"),
        ([("Peer review of drafts", 1)], "Syllabus template", "Peer review of drafts"),
        ([("Introduction", 1), ("Aims", 1)], "Peer review", "Peer review"),
        ([("1. Aims", 1)], "Peer review", "Peer review"),
        ([("Peer review of drafts", 0)], "Peer Review", "Peer Review"),  # the text confirms it
        ([("Презентација", 0), ("Aims", 1)], "Untitled", "Презентација"),
    ],
)
def test_a_stale_property_loses_to_the_title_of_the_text(
    tmp_path: Path, headings: list[tuple[str, int]], property_: str, title: str
) -> None:
    document = docx.Document()
    for text, level in headings:
        document.add_heading(text, level)
        document.add_paragraph("Students read each other's work before the tutor does.")
    document.core_properties.title = property_
    document.save(str(tmp_path / "a.docx"))
    assert read_here(tmp_path / "a.docx", 2**28).metadata.title == title


def test_a_language_that_is_none_is_said(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Studentët flasin.")
    document.core_properties.language = "xx"
    document.save(str(tmp_path / "a.docx"))
    extraction = read_here(tmp_path / "a.docx", 2**28)
    assert extraction.metadata.language is None
    assert "'xx' names no language we know" in extraction.findings[0]


def test_opendocument_says_pictures_fills_forms_and_leaves_contents_out(tmp_path: Path) -> None:
    names = {
        "office": "office", "text": "text", "draw": "drawing", "form": "form",
        "svg": "svg-compatible",
    }  # fmt: skip
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in names.items()
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text><office:forms><form:form>"
        '<form:text xml:id="c1" form:current-value="a portfolio"/></form:form></office:forms>'
        "<text:table-of-content><text:index-body><text:p>Aims 3</text:p></text:index-body>"
        "</text:table-of-content><text:h text:outline-level='1'>Aims</text:h><text:p>Sit so."
        "<office:annotation><text:p>Why?</text:p></office:annotation><draw:frame><draw:image/>"
        "<svg:desc>Tables in a circle</svg:desc></draw:frame></text:p><text:p>Assessment:"
        '<draw:control draw:control="c1"/></text:p></office:text></office:body>'
        "</office:document-content>"
    )
    (tmp_path / "a.odt").write_bytes(making.zipped({"content.xml": content}))
    extraction = read_here(tmp_path / "a.odt", 2**28)
    assert texts(extraction) == [
        "Aims", "Sit so.", "Tables in a circle", "Assessment:", "a portfolio",
    ]  # fmt: skip
    assert extraction.findings == ("comments of reviewers left out: 1",)
