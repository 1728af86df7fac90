"""What an author hid is not read, and the notes say so, in every format that can hide text."""

from pathlib import Path

import pptx
import pytest
from docx import Document
from pptx.util import Inches

from indexer.domain import Extraction
from indexer.extraction.left_out import deletions_left_out, hidden_text_left_out
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

SEEN = "Seen by all."


def read(file: Path, content: bytes | str) -> Extraction:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_here(file, 2**28)


def texts(extraction: Extraction) -> list[str]:
    return [block.text for block in extraction.blocks]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"<w:p>{run(SEEN)}{run('Secret', '<w:vanish/>')}</w:p>", SEEN),
        (f"<w:p>{run(SEEN, '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>", SEEN),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{run(SEEN)}</w:p></w:tc></w:tr><w:tr><w:trPr><w:hidden/>"
            f"</w:trPr><w:tc><w:p>{run('Secret')}</w:p></w:tc></w:tr></w:tbl>",
            SEEN,
        ),
    ],
)
def test_hidden_runs_and_rows_of_word(tmp_path: Path, body: str, shown: str) -> None:
    extraction = read(tmp_path / "a.docx", making.word_with(body))
    assert texts(extraction) == [shown]
    assert extraction.findings == hidden_text_left_out(body.count("Secret"))


def test_word_hides_by_a_style_that_is_made_after_one_that_hides(tmp_path: Path) -> None:
    document = Document()
    for name, base in (("Teacher only", None), ("Key", "Teacher only")):
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles[base] if base else None
    document.styles["Teacher only"].font.hidden = True
    document.add_paragraph(SEEN)
    document.add_paragraph("Secret answers", style="Key")
    document.save(str(tmp_path / "a.docx"))
    extraction = read_here(tmp_path / "a.docx", 2**28)
    assert texts(extraction) == [SEEN]
    assert extraction.findings == hidden_text_left_out(1)


def test_word_says_what_tracked_changes_deleted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>Old</w:delText></w:r></w:del>'
    extraction = read(tmp_path / "a.docx", making.word_with(f"<w:p>{run(SEEN)}{deleted}</w:p>"))
    assert texts(extraction) == [SEEN]
    assert extraction.findings == deletions_left_out(1)


def test_hidden_slides_and_shapes_of_powerpoint(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for text in (SEEN, "Secret slide", "Last"):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for words in (text, "Secret box"):
            box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1))
            box.text_frame.text = words
        box._element.nvSpPr.cNvPr.set("hidden", "1")
    deck.slides[1]._element.set("show", "0")
    deck.save(str(tmp_path / "a.pptx"))
    extraction = read_here(tmp_path / "a.pptx", 2**28)
    assert [(block.text, block.page) for block in extraction.blocks] == [(SEEN, 1), ("Last", 3)]
    assert extraction.findings == (*hidden_text_left_out(2), "Hidden slides, not read: 2.")
    assert extraction.page_count == 3


STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="HP" style:family="paragraph"'
    ' style:parent-style-name="HB"/><style:style style:name="HB" style:family="paragraph">'
    '<style:text-properties text:display="none"/></style:style>'
)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ('<text:p>Seen<text:span text:style-name="H"> not</text:span> by all.</text:p>', 1),
        ('<text:section text:display="none"><text:p>Not</text:p></text:section>', 1),
        ('<text:section text:is-hidden="true"><text:p>Not</text:p></text:section>', 1),
        ('<text:p text:style-name="HP">Not</text:p>', 1),
        ('<text:p>Not<text:hidden-paragraph text:is-hidden="true"/></text:p>', 1),
        (
            '<text:p>Seen <text:hidden-text text:is-hidden="true">not </text:hidden-text>'
            "by all.</text:p>",
            1,
        ),
        ('<text:section text:display="true"><text:p>Seen by all.</text:p></text:section>', 0),
    ],
)
def test_hidden_text_of_opendocument(tmp_path: Path, body: str, count: int) -> None:
    body = body if "een" in body else f"<text:p>{SEEN}</text:p>{body}"
    extraction = read(tmp_path / "a.fodt", making.flat_odf("text", body, STYLES))
    assert texts(extraction) == [SEEN]
    assert extraction.findings == hidden_text_left_out(count)


def test_hidden_slides_of_opendocument(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="dp2" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    slides = "".join(
        f'<draw:page draw:style-name="dp{number}"><draw:frame><draw:text-box><text:p>{text}'
        "</text:p></draw:text-box></draw:frame></draw:page>"
        for number, text in ((1, SEEN), (2, "Secret"), (3, "Last"))
    )
    extraction = read(tmp_path / "a.fodp", making.flat_odf("presentation", slides, styles))
    assert [(block.text, block.page) for block in extraction.blocks] == [(SEEN, 1), ("Last", 3)]
    assert extraction.findings == ("Hidden slides, not read: 2.",)


@pytest.mark.parametrize(
    ("text", "shown", "findings"),
    [
        (r"Seen {\v not }by all.", SEEN, hidden_text_left_out(1)),
        (r"Seen \v not \u269?\'e8 {ever} \v0 by all.", SEEN, hidden_text_left_out(1)),
        (r"Seen \v not\plain  by all.", SEEN, hidden_text_left_out(1)),
        (r"Seen {\deleted\revauthdel1 not }by all.", SEEN, deletions_left_out(1)),
        (r"\viewkind4 Seen by all.", SEEN, ()),
    ],
)
def test_hidden_text_of_rtf(
    tmp_path: Path, text: str, shown: str, findings: tuple[str, ...]
) -> None:
    start = r"{\rtf1\ansi{\stylesheet{\cs1 \v Answers;}}"
    extraction = read(tmp_path / "a.rtf", rf"{start}{text}\par }}")
    assert texts(extraction) == [shown]
    assert extraction.findings == findings


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<p hidden>Secret</p>", 1),
        ('<div style="color:red; DISPLAY: none"><p>Secret</p></div>', 1),
        ('<p style="visibility:hidden">Secret</p>', 1),
        ("<p><span style='display:none;mso-hide:all'>Secret</span></p>", 1),
        ('<p><i aria-hidden="true">expand_more</i></p>', 0),
    ],
)
def test_hidden_parts_of_a_page(tmp_path: Path, markup: str, count: int) -> None:
    extraction = read(tmp_path / "a.html", f"<html><body><p>{SEEN}</p>{markup}</body></html>")
    assert texts(extraction) == [SEEN]
    assert extraction.findings == hidden_text_left_out(count)


@pytest.mark.parametrize(
    "panel",
    [
        '<button aria-controls="p1">More</button><div id="p1" hidden>Unfolds</div>',
        '<a href="#p1">More</a><div id="p1" style="display:none">Unfolds</div>',
        '<a onclick="show(\'p1\')">More</a><div id="p1" style="display:none">Unfolds</div>',
        '<div class="accordion"><div aria-hidden="true" style="display:none">Unfolds</div></div>',
        '<div role="tabpanel" hidden>Unfolds</div>',
        '<div hidden="until-found">Unfolds</div>',
    ],
)
def test_what_unfolds_is_read(tmp_path: Path, panel: str) -> None:
    extraction = read(tmp_path / "a.html", f"<html><body><p>{SEEN}</p>{panel}</body></html>")
    assert "Unfolds" in " ".join(texts(extraction))
    assert extraction.findings == ()


def test_hidden_rows_and_columns_of_opendocument(tmp_path: Path) -> None:
    def row(attributes: str, *cells: str) -> str:
        inside = "</text:p></table:table-cell><table:table-cell><text:p>".join(cells)
        inside = f"<table:table-cell><text:p>{inside}</text:p></table:table-cell>"
        return f"<table:table-row {attributes}>{inside}</table:table-row>"

    hidden = 'table:visibility="collapse"'
    body = (
        f"<table:table><table:table-column/><table:table-column {hidden}/><table:table-column/>"
        + row("", "Week", "Secret", "Topic")
        + row(hidden, "Secret", "Secret", "Secret")
        + row('table:visibility="filter"', "1", "Secret", "Aims")
        + f"<table:table-row-group>{row(hidden, '2', 'Secret', 'Methods')}</table:table-row-group>"
        + "</table:table>"
    )
    extraction = read(tmp_path / "a.fods", making.flat_odf("spreadsheet", body))
    assert texts(extraction) == ["Week | Topic\n1 | Aims\n2 | Methods"]
    assert extraction.findings == ("Hidden rows and columns, not read: 2.",)
