"""What a letter in a font of signs shows is read, in every format that such fonts are used in."""

from pathlib import Path

import pptx
import pytest
from docx import Document
from pptx.util import Inches

from indexer.domain import Extraction
from indexer.extraction import legacy_fonts, symbol_fonts
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

RTF = (
    r"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\froman\fcharset238 Times New Roman;}"
    r"{\f3\froman\fcharset2\fprq2{\*\panose 05050102010706020507}Symbol;}"
    r"{\f4\fnil\fcharset2 Wingdings;}{\f5\fnil Arial YU;}}"
)


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("a", "Symbol", "α"),
        ("\uf061 \uf0a3 \uf070", "SymbolMT", "α ≤ π"),
        ("D", "ABCDEF+Symbol", "Δ"),
        ("\uf0fc", "Wingdings", "✓"),
        ("l", "Wingdings-Regular", "●"),
        ("\uf0d8", "Wingdings", "➢"),
        ("P", "Wingdings 2", "✓"),
        ("\uf04d", "Wingdings", ""),  # a bomb: a picture
        ("α", "Symbol", "α"),
        ("×", "Symbol", "×"),
        ("a", "Segoe UI Symbol", "a"),
        ("a", "Times New Roman", "a"),
    ],
)
def test_what_a_font_of_signs_shows(text: str, font: str, shown: str) -> None:
    assert symbol_fonts.shown(text, font) == shown


def test_signs_of_word_by_code_and_by_font(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Angle </w:t></w:r><w:r><w:sym w:font="Symbol"'
        ' w:char="F061"/></w:r><w:r><w:t xml:space="preserve"> of </w:t></w:r><w:r><w:rPr>'
        '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>p</w:t></w:r></w:p>'
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:t> Done</w:t></w:r></w:p>'
    )
    (tmp_path / "a.docx").write_bytes(making.word_with(body))
    extraction = read_here(tmp_path / "a.docx", 2**28)
    assert [block.text for block in extraction.blocks] == ["Angle α of π", "- Done"]
    assert extraction.findings == (symbol_fonts.NOTE,)


def test_fonts_of_word_styles_that_are_made_after_others(tmp_path: Path) -> None:
    document = Document()
    old = document.styles.add_style("Old", 1)
    old.font.name = "MAC C Times"
    document.styles.add_style("Newer", 1).base_style = old
    document.add_paragraph("U~ilnica", style="Newer")
    document.save(str(tmp_path / "a.docx"))
    assert [block.text for block in read_here(tmp_path / "a.docx", 2**28).blocks] == ["Училница"]


FACES = (
    "<style:font-face style:name='F1' svg:font-family='Symbol'/><style:font-face"
    " style:name='F2' svg:font-family='&apos;MAC C Times&apos;'/>"
)
FONTS = (
    "".join(
        f'<style:style style:name="{name}" style:family="{family}"{more}><style:text-properties'
        f' style:font-name="{font}"/></style:style>'
        for name, family, font, more in (
            ("S", "text", "F1", ""),
            ("P", "paragraph", "F2", ""),
            ("Q", "table-cell", "F2", ""),
            ("G", "graphic", "F2", ""),
        )
    )
    + '<style:style style:name="R" style:family="paragraph" style:parent-style-name="P"/>'
)


@pytest.mark.parametrize(
    ("name", "kind", "body", "shown", "note"),
    [
        (
            "a.fodt",
            "text",
            '<text:p>Angle <text:span text:style-name="S">a</text:span> and b.</text:p>',
            "Angle α and b.",
            symbol_fonts.NOTE,
        ),
        (
            "a.fodt",
            "text",
            '<text:p text:style-name="R">U~ilnica <text:span>i</text:span> u~enik</text:p>',
            "Училница и ученик",
            legacy_fonts.NOTE,
        ),
        (
            "a.fodp",
            "presentation",
            '<draw:page><draw:frame draw:style-name="G"><draw:text-box><text:p>U~ilnica</text:p>'
            "</draw:text-box></draw:frame></draw:page>",
            "Училница",
            legacy_fonts.NOTE,
        ),
        (
            "a.fods",
            "spreadsheet",
            "<table:table><table:table-column/><table:table-column"
            ' table:number-columns-repeated="9" table:default-cell-style-name="Q"/>'
            "<table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>U~ilnica</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            "A | Училница",
            legacy_fonts.NOTE,
        ),
    ],
)
def test_letters_of_opendocument_by_their_font(
    tmp_path: Path, name: str, kind: str, body: str, shown: str, note: str
) -> None:
    (tmp_path / name).write_text(making.flat_odf(kind, body, FONTS, FACES))
    extraction = read_here(tmp_path / name, 2**28)
    assert [block.text for block in extraction.blocks] == [shown]
    assert extraction.findings == (note,)


def test_letters_of_a_page_by_their_font(tmp_path: Path) -> None:
    page = '<html><body><p>Angle <font face="Symbol">a</font></p>'
    page += "<p><span style='font-family:\"MAC C Times\"'>U~ilnica</span></p></body></html>"
    (tmp_path / "a.html").write_text(page)
    extraction = read_here(tmp_path / "a.html", 2**28)
    assert [block.text for block in extraction.blocks] == ["Angle α", "Училница"]


def test_signs_of_slides(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(
        Inches(1), Inches(1), Inches(4), Inches(1)
    )
    paragraph = box.text_frame.paragraphs[0]
    for text, font in (("Angle ", None), ("\uf062", "Symbol"), (" and ", None), ("g", "Symbol")):
        run = paragraph.add_run()
        run.text, run.font.name = text, font
    deck.save(str(tmp_path / "a.pptx"))
    assert [block.text for block in read_here(tmp_path / "a.pptx", 2**28).blocks] == [
        "Angle β and γ"
    ]


def test_signs_of_a_pdf_that_calls_them_western(tmp_path: Path) -> None:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/SymbolMT/Encoding/WinAnsiEncoding>>"
    (tmp_path / "a.pdf").write_bytes(making.pdf_in_font(font, b"(a = b)"))
    extraction = read_here(tmp_path / "a.pdf", 2**28)
    assert [block.text for block in extraction.blocks] == ["α = β"]
    assert extraction.findings == ("letters repaired: a font of symbols, on page 1",)


def read_rtf(tmp_path: Path, text: str) -> Extraction:
    (tmp_path / "a.rtf").write_text(RTF + text + r"\par}", encoding="latin-1")
    return read_here(tmp_path / "a.rtf", 2**28)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Angle {\f3 a}, {\f3\'a3} and {\f3\uc1 \u61538\'3f}.", "Angle α, ≤ and β."),
        (r"{\f4\'d8} item", "- item"),
        (
            r"Angle {\field{\*\fldinst{ SYMBOL 97 \\f " r'"Symbol" \\s 10}}{\fldrslt{\f3}}}.',
            "Angle α.",
        ),
        (r"{\f5 Pla\{e se gre\{ke | }i {x\}}", "Plaše se greške đ i x}"),
    ],
)
def test_signs_of_rtf_by_font_and_by_field(tmp_path: Path, text: str, shown: str) -> None:
    assert [block.text for block in read_rtf(tmp_path, text).blocks] == [shown]


def test_tables_of_rtf_keep_rows_and_cells_and_bars_of_the_text(tmp_path: Path) -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl %s\cell %s\cell\row "
    inner = r"B \pard\intbl\itap2 1\nestcell 2\nestcell{\nesttableprops\nestrow}\pard\intbl"
    picture = r"{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Plan of a room}}}\pngblip 00}"
    text = r"P(A|B)\par " + row % ("A", inner) + row % ("C", "") + rf"\pard end {picture}"
    assert [block.text for block in read_rtf(tmp_path, text).blocks] == [
        "P(A|B)",
        "A | B 1; 2\nC |",
        "end",
        "Plan of a room",
    ]


def test_equations_of_rtf(tmp_path: Path) -> None:
    text = (
        r"Speed {\mmath{\*\moMath {\mr\mscr0 v=}{\mf{\mfPr{\mctrlPr\i}}{\mnum{\mr s}}{\mden{\mr"
        r" {\rtlch \ltrch t}}}}+{\msSup{\me{\mr x}}{\msup{\mr 2}}}}} of{\*\annotation why} it."
        r"{\object{\*\objclass Equation.3}{\*\objdata 00}{\result{\pict 00}}}"
    )
    extraction = read_rtf(tmp_path, text)
    assert [block.text for block in extraction.blocks] == ["Speed v=s/tx^2 of it."]
    assert extraction.problems == ("equations of an old equation editor that could not be read: 1",)
    assert extraction.findings == ("comments of reviewers left out: 1",)


def test_a_number_that_no_letter_has_loses_that_letter_alone_and_is_told(tmp_path: Path) -> None:
    text = r"Pairs \u-99999? talk \u1114112? and \u99999999999999999999? vote, \u269?ak \\u8."
    extraction = read_rtf(tmp_path, text)
    assert [block.text for block in extraction.blocks] == [r"Pairs talk and vote, čak \u8."]
    assert extraction.problems == ("letters with a number that no letter has: 3",)
