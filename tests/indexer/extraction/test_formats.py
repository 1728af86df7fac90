"""Every format: which text, which headings, which metadata."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pptx
import pytest
from pptx.util import Inches

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import registry
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]


def test_the_folder_of_formats_is_the_list_of_formats() -> None:
    assert set(registry.suffixes()) >= {
        ".pdf", ".docx", ".pptx", ".html", ".htm", ".md", ".rmd", ".txt", ".odt", ".odp", ".rtf",
        ".xlsx", ".epub", ".ipynb", ".tex", ".srt", ".vtt", ".h5p", ".mht", ".mdx",
        ".ods", ".fods", ".ott",
    }  # fmt: skip
    folder = Path(registry.__file__).parent / "formats"
    assert len(registry.formats()) == len([*folder.glob("[a-z]*.py")])


def test_people_have_a_name_for_every_format() -> None:
    assert registry.format_name("application/pdf") == "PDF"
    assert registry.format_name("text/plain") == "TXT"
    assert registry.format_name("application/x-unknown") == "application/x-unknown"


def test_markdown(read: Read) -> None:
    extracted = read(
        "a.md",
        "---\ntitle: Rubrics\nyear: 2024\n---\n# Rubrics *in* class\n\nText with a [link](http://x)"
        " and\na break.\n\n- one\n- two\n  - deep\n\n1. first\n2. second\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n```python\nfor x in y:\n    go(x)\n```\n"
        "::: challenge\n{% include x %}\n> quoted\n<!-- hidden -->\n## Next\n",
    )
    assert extracted.blocks == (
        Block("Rubrics in class", level=1),
        Block("Text with a link and a break."),
        Block("- one\n- two\n- deep"),
        Block("1. first\n2. second"),
        Block("A | B\n1 | 2"),
        Block("for x in y:\n    go(x)"),
        Block("quoted"),
        Block("Next", level=2),
    )
    assert extracted.metadata == Metadata(title="Rubrics", year=2024)


def test_plain_text(read: Read) -> None:
    extracted = read(
        "a.txt",
        "Колоквијум који учи\n\nПрви ред једног дугачког пасуса који је преломљен на\n"
        "два реда у датотеци.\n\n* прво\n* друго\n",
    )
    assert [block.text for block in extracted.blocks] == [
        "Колоквијум који учи",
        "Први ред једног дугачког пасуса који је преломљен на два реда у датотеци.",
        "- прво\n- друго",
    ]
    assert extracted.metadata.title == "Колоквијум који учи"


def test_html_page_without_its_frame(read: Read) -> None:
    paragraph = "Groups of four students discuss the case for ten minutes and then vote. " * 6
    extracted = read(
        "a.html",
        "<html lang='sq'><head><title>Diskutimi - Site</title>"
        "<meta name='citation_author' content='Arta Hoxha'>"
        "<meta name='citation_author' content='Besa Krasniqi'>"
        "<meta name='DC.date' content='2023-05-01'></head><body>"
        "<nav class='menu'><a href='/'>Home</a><a href='/x'>Elsewhere</a></nav><main><article>"
        f"<h1>Diskutimi</h1><p>{paragraph}</p><h2>Hapat</h2><p>{paragraph}</p>"
        f"<ul><li>{paragraph}</li><li>dy</li></ul></article></main>"
        "<footer>Cookies and imprint</footer></body></html>",
    )
    assert [(block.text, block.level) for block in extracted.blocks if block.level] == [
        ("Diskutimi", 1),
        ("Hapat", 2),
    ]
    text = "\n".join(block.text for block in extracted.blocks)
    assert text.count(paragraph.strip()) == 3
    assert "Elsewhere" not in text
    assert "Cookies" not in text
    assert extracted.metadata == Metadata(
        title="Diskutimi", authors=("Arta Hoxha", "Besa Krasniqi"), year=2023, language="sq"
    )


def test_html_fragment_without_any_heading(read: Read) -> None:
    extracted = read(
        "a.html",
        "<P ALIGN=CENTER><B>Formatimi i tekstit</B></P>\n<P>Një.<P><B>Dytë</B></P>Tre<br>4",
    )
    assert extracted.blocks == (
        Block("Formatimi i tekstit", level=1),
        Block("Një."),
        Block("Dytë", level=3),
        Block("Tre\n4"),
    )
    assert extracted.metadata.title == "Formatimi i tekstit"


def test_html_in_the_code_page_that_it_declares(read: Read) -> None:
    page = "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>Оценяване"
    assert read("a.htm", page.encode("cp1251")).blocks[0].text == "Оценяване"


def test_html_table_and_nested_list(read: Read) -> None:
    extracted = read(
        "a.html",
        "<table><tr><th>A<th>B<tr><td>1<td>2</table><ol><li>x<ul><li>y</ul><li>z</ol>",
    )
    assert [block.text for block in extracted.blocks] == ["A | B\n1 | 2", "1. x\n- y\n2. z"]


def test_docx(read: Read) -> None:
    document = docx.Document()
    document.core_properties.title = "Vlerësimi"
    document.core_properties.author = "Arta Hoxha"
    document.core_properties.created = datetime(2022, 3, 1)
    document.core_properties.language = "sq"
    document.add_heading("Vlerësimi", 0)
    document.add_heading("Pse", 1)
    document.add_paragraph("Sepse ndihmon.")
    document.add_paragraph("një", style="List Bullet")
    document.add_paragraph("dy", style="List Bullet")
    document.add_paragraph("hapi i parë", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("A", "B", "1", "2"), strict=True
    ):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    extracted = read("a.docx", out.getvalue())
    assert extracted.blocks == (
        Block("Vlerësimi", level=1),
        Block("Pse", level=2),
        Block("Sepse ndihmon."),
        Block("- një\n- dy"),
        Block("1. hapi i parë"),
        Block("A | B\n1 | 2"),
    )
    assert extracted.metadata == Metadata(
        title="Vlerësimi", authors=("Arta Hoxha",), year=2022, language="sq"
    )


def test_docx_with_bold_lines_for_headings_and_no_properties(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Пријава пројекта").bold = True
    document.add_paragraph("Текст пријаве.")
    out = io.BytesIO()
    document.save(out)
    extracted = read("a.docx", out.getvalue())
    assert extracted.blocks == (Block("Пријава пројекта", level=1), Block("Текст пријаве."))
    assert extracted.metadata == Metadata(title="Пријава пројекта")


def test_pptx_with_notes_and_table(read: Read) -> None:
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Дебата"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Улоге"
    second.placeholders[1].text = "за\nпротив"
    second.notes_slide.notes_text_frame.text = "Дајте две минуте."
    table = second.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "А", "Б"
    out = io.BytesIO()
    deck.save(out)
    extracted = read("a.pptx", out.getvalue())
    assert extracted.blocks == (
        Block("Дебата", 1, 1),
        Block("Улоге", 2, 2),
        Block("- за\n- против", 2),
        Block("А | Б", 2),
        Block("Дајте две минуте.", 2),
    )
    assert extracted.page_count == 2
    assert extracted.metadata.title == "Дебата"


def test_opendocument(read: Read) -> None:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "meta")
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:text>"
        '<text:h text:outline-level="2">Оценяване</text:h><text:p>Кратко<text:s/>занятие.</text:p>'
        "<text:list><text:list-item><text:p>едно</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>А</text:p></table:table-cell>"
        "<table:table-cell><text:p>Б</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {namespaces} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:title>Оценки</dc:title><dc:date>2021-02-03</dc:date></office:meta>"
        "</office:document-meta>"
    )
    extracted = read("a.odt", making.zipped({"content.xml": content, "meta.xml": meta}))
    assert extracted.blocks == (
        Block("Оценяване", level=2),
        Block("Кратко занятие."),
        Block("- едно"),
        Block("А | Б"),
    )
    assert extracted.metadata == Metadata(title="Оценки", year=2021)


def test_rtf(read: Read) -> None:
    extracted = read(
        "a.rtf", r"{\rtf1\ansi{\info{\title Nastava}{\author Ana Anic}}u\u269?enik\par dva}"
    )
    assert [block.text for block in extracted.blocks] == ["učenik", "dva"]
    assert extracted.metadata.title == "Nastava"
    assert extracted.metadata.authors == ("Ana Anic",)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "x-unknown"])
def test_a_web_page_that_declares_the_wrong_encoding_is_read_by_its_letters(
    declared: str, tmp_path: Path
) -> None:
    page = f"<meta charset={declared}><h1>Вежбе у паровима</h1><p>Студенти ћуте на часу.</p>"
    (tmp_path / "page.html").write_bytes(page.encode("cp1251"))
    extraction = read_here(tmp_path / "page.html", 2**20)
    assert [block.text for block in extraction.blocks] == [
        "Вежбе у паровима",
        "Студенти ћуте на часу.",
    ]
    assert extraction.findings[0].startswith("The text was read as Windows-1251.")
