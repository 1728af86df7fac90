"""Office: notes, equations, diagrams, charts, boxes and inserted files, each in its place, once."""

import io
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from indexer.domain import Extraction
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]


def texts(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def notes(kind: str, *noted: str) -> str:
    inside = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(run(text))}</w:{kind}>'
        for number, text in enumerate(noted, 1)
    )
    return f"<w:{kind}s {making.NAMESPACES}>{inside}</w:{kind}s>"


def test_notes_follow_their_paragraph_and_never_stand_inside_it(read: Read) -> None:
    first = paragraph(
        run("Groups need"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run(" roles.")
    )
    last = paragraph(run("They rotate."), '<w:r><w:endnoteReference w:id="1"/></w:r>')
    file = making.word_with(
        first + last,
        {
            "footnotes.xml": ("footnotes", notes("footnote", "Roles are on cards.")),
            "endnotes.xml": ("endnotes", notes("endnote", "See Aronson.")),
        },
    )
    assert texts(read("a.docx", file)) == [
        "Groups need roles.", "Roles are on cards.", "They rotate.", "See Aronson.",
    ]  # fmt: skip


def test_the_notes_of_a_list_stand_after_it(read: Read) -> None:
    item = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    first = paragraph(item, run("ask"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    file = making.word_with(
        first + paragraph(item, run("answer")),
        {"footnotes.xml": ("footnotes", notes("footnote", "In pairs."))},
    )
    assert texts(read("a.docx", file)) == ["- ask\n- answer", "In pairs."]


def test_broken_notes_make_the_file_partial(read: Read) -> None:
    file = making.word_with(paragraph(run("Text.")), {"footnotes.xml": ("footnotes", "<w:foot")})
    found = read("a.docx", file)
    assert texts(found) == ["Text."]
    assert found.problems[0].startswith("the footnotes could not be read")


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (m("v=u+at"), "v=u+at"),
        (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>", "(a+b)/2"),
        (m("E=m") + f"<m:sSup><m:e>{m('c')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>", "E=mc^2"),
        (f"<m:sSub><m:e>{m('x')}</m:e><m:sub>{m('n+1')}</m:sub></m:sSub>", "x_(n+1)"),
        (f"<m:rad><m:deg/><m:e>{m('a+b')}</m:e></m:rad>", "√(a+b)"),
        (f"<m:rad><m:deg>{m('3')}</m:deg><m:e>{m('x')}</m:e></m:rad>", "root(3, x)"),
        (f"<m:d><m:e>{m('a')}</m:e><m:e>{m('b')}</m:e></m:d>", "(a|b)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{m('i=1')}</m:sub><m:sup>{m('n')}</m:sup><m:e>{m('i')}</m:e></m:nary>",
            "∑_(i=1)^n i",
        ),
        (
            f"<m:m><m:mr><m:e>{m('1')}</m:e><m:e>{m('0')}</m:e></m:mr>"
            f"<m:mr><m:e>{m('0')}</m:e><m:e>{m('1')}</m:e></m:mr></m:m>",
            "[1, 0; 0, 1]",
        ),
    ],
)  # fmt: skip
def test_equations_are_lines_of_text(read: Read, equation: str, line: str) -> None:
    file = making.word_with(paragraph(run("So "), math(equation), run(" holds.")))
    assert texts(read("a.docx", file)) == [f"So {line} holds."]


def test_a_table_in_a_cell_is_read_once(read: Read) -> None:
    def cell(*inside: str) -> str:
        return f"<w:tc>{''.join(inside)}</w:tc>"

    def table(*cells: str) -> str:
        return f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>"

    inner = table(cell(paragraph(run("x"))), cell(paragraph(run("y"))))
    outer = table(cell(paragraph(run("a")), inner, paragraph()), cell(paragraph(run("b"))))
    assert texts(read("a.docx", making.word_with(outer))) == ["a | b", "x | y"]


DIAGRAM = (
    f"<dgm:dataModel {making.NAMESPACES}><dgm:ptLst>"
    '<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>pose a question</a:t></a:r></a:p></dgm:t></dgm:pt>'
    '<dgm:pt modelId="2"><dgm:prSet phldr="1"/><dgm:t><a:p><a:r><a:t>[Text]</a:t></a:r></a:p>'
    "</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)
CHART = (
    f"<c:chartSpace {making.NAMESPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r>"
    "<a:t>Attendance</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>"
    "<c:tx><c:strRef><c:strCache><c:pt><c:v>Seminar</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt><c:v>May</c:v></c:pt><c:pt><c:v>June</c:v></c:pt>"
    "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt>"
    "</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
)


def drawing(reference: str) -> str:
    data = f"<a:graphic><a:graphicData>{reference}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing>{data}</w:drawing></w:r>"


def test_diagrams_and_charts_of_a_document(read: Read) -> None:
    file = making.word_with(
        paragraph(run("See below."), drawing('<dgm:relIds r:dm="data1"/>'))
        + paragraph(drawing('<c:chart r:id="chart1"/>')),
        {"data1.xml": ("diagramData", DIAGRAM), "chart1.xml": ("chart", CHART)},
    )
    found = read("a.docx", file)
    assert texts(found) == ["See below.", "- pose a question", "Attendance\nSeminar\nMay; June"]
    assert found.problems == ()


def test_a_diagram_that_is_not_there_makes_the_file_partial(read: Read) -> None:
    file = making.word_with(paragraph(run("See."), drawing('<dgm:relIds r:dm="data1"/>')))
    assert read("a.docx", file).problems == ("a diagram could not be read (its part is missing)",)


def test_files_inserted_into_the_text(read: Read) -> None:
    file = making.word_with(
        paragraph(run("Before."))
        + '<w:altChunk r:id="page"/>'
        + '<w:altChunk r:id="saved"/><w:altChunk r:id="old"/>',
        {
            "page.html": ("aFChunk", "<p>Vežbe u <b>paru</b>.</p>"),
            "saved.mht": ("aFChunk", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Saved.</p>"),
            "old.rtf": ("aFChunk", "x"),
        },
    )
    found = read("a.docx", file)
    assert texts(found) == ["Before.", "Vežbe u paru.", "Saved."]
    assert found.problems == ("a file inserted into the text (altChunk) could not be read",)


def deck(change: Callable[[bytes], bytes] = bytes) -> bytes:
    """Return a deck with a title, a box and a chart; `change` is for the XML of its slide."""
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Decay"
    slide.shapes.add_textbox(0, Inches(2), Inches(2), Inches(1)).text_frame.text = "Half life is X."
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # in python-pptx
    data.categories = ["May", "June"]
    data.add_series("Seminar", (12, 14))
    place = (0, Inches(3), Inches(3), Inches(2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Attendance"
    saved = io.BytesIO()
    made.save(saved)
    return making.changed(
        saved.getvalue(), lambda name, got: change(got) if name.endswith("slide1.xml") else got
    )


CHART_TEXT = "Attendance\nSeminar\nMay; June"


def test_a_chart_on_a_slide_says_its_title_series_and_labels(read: Read) -> None:
    assert texts(read("a.pptx", deck())) == ["Decay", "Half life is X.", CHART_TEXT]


def test_a_box_with_an_equation_and_a_title_in_alternatives(read: Read) -> None:
    equation = f"<a14:m><m:oMath>{m('N/2')}</m:oMath></a14:m>"

    def change(xml: bytes) -> bytes:
        text = xml.decode().replace("<p:sld ", f"<p:sld {making.NAMESPACES} ", 1)
        for prefix in ("a", "p", "r"):  # each declared once
            text = text.replace(f" xmlns:{prefix}=", f" xmlns:{prefix}0=", 1)
        text = text.replace(
            "<a:r><a:t>Half life is X.</a:t></a:r>",
            f"<a:r><a:t>Half life is </a:t></a:r>{equation}<a:r><a:t>.</a:t></a:r>",
        )
        text = text.replace("<p:sp>", '<mc:AlternateContent><mc:Choice Requires="a14"><p:sp>')
        return text.replace(
            "</p:sp>", "</p:sp></mc:Choice><mc:Fallback><p:sp/></mc:Fallback></mc:AlternateContent>"
        ).encode()

    assert texts(read("a.pptx", deck(change))) == ["Decay", "Half life is N/2.", CHART_TEXT]


ODF = {
    "office": "office", "text": "text", "table": "table", "draw": "drawing",
    "svg": "svg-compatible", "chart": "chart",
}  # fmt: skip
ODF_NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in ODF.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(body: str, parts: dict[str, str] | None = None) -> bytes:
    root = f"<office:document-content {ODF_NAMES}><office:body><office:text>{body}"
    content = f"{root}</office:text></office:body></office:document-content>"
    return making.zipped({"content.xml": content, **(parts or {})})


def test_notes_boxes_and_inner_tables_of_opendocument(read: Read) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
    note += "<text:p>Roles rotate.</text:p></text:note-body></text:note>"
    box = "<draw:frame><draw:text-box><text:p>A box.</text:p></draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>A shape.</text:p></draw:custom-shape>"
    row = "<table:table><table:table-row>{}</table:table-row></table:table>"
    cell = "<table:table-cell>{}</table:table-cell>"
    inner = row.format(cell.format("<text:p>x</text:p>") + cell.format("<text:p>y</text:p>"))
    outer = row.format(
        cell.format("<text:p>a</text:p>" + inner) + cell.format("<text:p>b</text:p>")
    )
    item = "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>"
    body = f"<text:p>Teams{note} need roles.</text:p><text:p>Anchor{box}{shape} here.</text:p>"
    assert texts(read("a.odt", odt(body + item.format("ask" + note) + outer))) == [
        "Teams need roles.", "Roles rotate.", "Anchor here.", "A box.", "A shape.",
        "- ask", "Roles rotate.", "a | b", "x | y",
    ]  # fmt: skip


MATH = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>v</mi><mo>=</mo><mfrac>'
    "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></mrow>"
    '<annotation encoding="StarMath 5.0">v = {a+b} over 2</annotation></semantics></math>'
)


def test_objects_of_opendocument(read: Read) -> None:
    chart = (
        f"<office:document-content {ODF_NAMES}><office:body><office:chart><chart:chart>"
        "<chart:title><text:p>Attendance</text:p></chart:title><table:table><table:table-row>"
        "<table:table-cell><text:p>May</text:p></table:table-cell><table:table-cell>"
        "<text:p>12</text:p></table:table-cell></table:table-row></table:table></chart:chart>"
        "</office:chart></office:body></office:document-content>"
    )
    frame = '<draw:frame><draw:object xlink:href="./Object {}"/></draw:frame>'
    body = f"<text:p>So {frame.format(1)} holds.</text:p><text:p>See{frame.format(2)}.</text:p>"
    body += f"<text:p>{frame.format(3)}</text:p>"
    parts = {"Object 1/content.xml": MATH, "Object 2/content.xml": chart}
    found = read("a.odt", odt(body, parts))
    assert texts(found) == ["So v=(a+b)/2 holds.", "See.", "Attendance\nMay"]
    assert found.problems == ("an object in the text could not be read (Object 3)",)


def test_notes_and_boxes_of_rtf_are_blocks_in_the_letters_of_their_fonts(read: Read) -> None:
    file = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset238 Times;}}\f0 Rad u grupi{\super\chftn}"
        rb"{\footnote\pard {\super\chftn} Vje\'9ebe \{u\} paru.} tra\'9ee vrijeme.\par "
        rb"Drugi.{\footnote\ftnalt Kraj.}\par {\shp{\*\shpinst{\shptxt\pard Okvir.\par}}}"
        rb"Tre\u263?i\par}"
    )
    assert texts(read("a.rtf", file)) == [
        "Rad u grupi traže vrijeme.", "Vježbe {u} paru.", "Drugi.", "Kraj.", "Treći", "Okvir.",
    ]  # fmt: skip


def test_ink_on_a_slide_does_not_cost_its_text(read: Read) -> None:
    ink = b"<p:contentPart/></p:spTree>"
    found = read("a.pptx", deck(lambda xml: xml.replace(b"</p:spTree>", ink)))
    assert texts(found) == ["Decay", "Half life is X.", CHART_TEXT]
    assert found.problems == ()
