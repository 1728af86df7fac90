"""The Word file, opened again by python-docx."""

import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from search_api.handouts.entry import Frame
from search_api.handouts.formats import Wish, export
from tests.search_api.handouts.collection import OPEN, RESTRICTED, SPOILT


def opened(reader_language: str = "en", title: str = "Workshop on voting") -> WordDocument:
    content = export([RESTRICTED, SPOILT, OPEN], Wish("docx", Frame(title), reader_language))
    return Document(io.BytesIO(content))


def lines(document: WordDocument) -> list[str]:
    """Return the text of every paragraph, that of links in it."""
    return [
        "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        for paragraph in document.paragraphs
    ]


def test_a_resource_says_all_that_whoever_gets_it_needs() -> None:
    shown = lines(opened())
    begin = shown.index("1. Гласање на предавању", shown.index("Contents") + 2)
    assert shown[begin : begin + 10] == [
        "1. Гласање на предавању",
        "Ана Марковић, Juan Pablo de la Cruz · University of Tirana · 2024",
        "Serbian (Cyrillic) · Good practice · 50 min",
        "Note: Read before Monday",
        "Passage (p. 4–5 · Votes › Steps): ",
        "First they vote.Then they talk.",
        "⚠ Reuse is restricted: It may not be used commercially. It may be handed out unchanged"
        " only; to adapt or translate it, ask the author.",
        "Licence: CC BY-NC-ND 4.0 (attribution, non-commercial, no derivatives)",
        "Attribution: “Гласање на предавању”; Ана Марковић, Juan Pablo de la Cruz, University of"
        " Tirana, 2024; CC BY-NC-ND 4.0 (attribution, non-commercial, no derivatives);"
        " https://creativecommons.org/licenses/by-nc-nd/4.0/",
        "How to cite it: Марковић, А., & de la Cruz, J. P. (2024). Гласање на предавању."
        " University of Tirana. https://doi.org/10.1000/abc",
    ]
    assert shown[begin + 10] == "Link: https://doi.org/10.1000/abc"


def test_the_title_leads_and_the_contents_lead_to_each_resource() -> None:
    document = opened()
    shown = lines(document)
    assert shown[:3] == [
        "Workshop on voting",
        "Resources: 3. Made with BALKANETUP Search.",
        "Contents",
    ]
    body = document.element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert [name for name in anchors if name] == marks == ["resource_1", "resource_2", "resource_3"]
    assert document.core_properties.title == "Workshop on voting"


def test_only_what_is_restricted_is_warned_of() -> None:
    warnings = [line for line in lines(opened()) if line.startswith("⚠")]
    assert len(warnings) == 2  # the third asks for no more than its author's name
    assert "No licence is stated." in warnings[1]


def test_the_words_are_the_readers() -> None:
    shown = lines(opened("sq", title=""))
    assert shown[0] == "Listë leximi"
    assert "Shënim: Read before Monday" in shown


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert "Summary: @SUM(A1)   * not _a_ list1. [x](y)" in lines(opened())


def test_pages_are_a4_and_numbered_and_texts_name_their_language() -> None:
    content = export([RESTRICTED], Wish("docx"))
    document = Document(io.BytesIO(content))
    width = document.sections[0].page_width
    assert width is not None
    assert round(width.cm) == 21
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert 'w:instr="PAGE"' in package.read("word/footer1.xml").decode()
        assert '<w:lang w:val="en-GB"/>' in package.read("word/styles.xml").decode()
        assert '<w:lang w:val="sr-Cyrl-RS"/>' in package.read("word/document.xml").decode()
