"""A list with parts and minutes: the agenda of a workshop, in every document."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from markdown_it import MarkdownIt

from indexer.catalogue.works import Version
from indexer.domain import Metadata, Passage
from indexer.errors import UsageError
from search_api.handouts.agenda import Marks, read_marks, read_start, times
from search_api.handouts.entry import Frame
from search_api.handouts.formats import ExportFormat, Wish, export
from search_api.handouts.reading_list import Item
from tests.search_api.handouts.collection import OPEN, RESTRICTED, item

WORKSHOP = [
    replace(RESTRICTED, marks=Marks("Copy page 4 | twice", "handout", 20)),
    Item(None, own="Coffee", marks=Marks(part="break", minutes=15)),
    replace(OPEN, marks=Marks(part="practice", minutes=55)),
]
FRAME = Frame("Voting", "Engineers & nurses", start=9 * 60 + 30)


def exported(written_as: ExportFormat, reader_language: str = "en") -> bytes:
    return export(WORKSHOP, Wish(written_as, FRAME, reader_language))


def test_marks_are_read_by_place() -> None:
    marks = read_marks(["2:a:b"], ["1:opener", "2:break"], ["2:15"], 3)
    assert marks == [Marks(part="opener"), Marks("a:b", "break", 15), Marks()]


@pytest.mark.parametrize(
    ("notes", "parts", "minutes", "field"),
    [
        (["x"], [], [], "note"),
        (["4:far"], [], [], "note"),
        ([], ["1:lunch"], [], "part"),
        ([], [], ["1:ten"], "minutes"),
        ([], [], ["1:481"], "minutes"),
    ],
)
def test_marks_that_make_no_sense_are_refused(
    notes: list[str], parts: list[str], minutes: list[str], field: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_marks(notes, parts, minutes, 3)
    assert refused.value.field == field


def test_times_follow_each_other() -> None:
    assert times([10, 0, 75], read_start("9:30")) == ["9:30–9:40", "", "9:40–10:55"]
    assert times([5, 5], read_start("")) == ["0:00–0:05", "0:05–0:10"]
    assert times([60], read_start("23.30")) == ["23:30–0:30"]
    with pytest.raises(UsageError, match="no time"):
        read_start("25:00")


def test_the_agenda_in_word_leads_to_the_materials() -> None:
    document = Document(io.BytesIO(exported("docx")))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[:5] == [
        "Voting",
        "For: Engineers & nurses",
        "Duration: 90 min",
        "Resources: 2. Made with BALKANETUP Search.",
        "Agenda",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Time", "Part", "Title", "Minutes"],
        [
            "9:30–9:50",
            "Hand-out",
            "1. Гласање на предавању ⚠\np. 4–5 · Votes › Steps\nNote: Copy page 4 | twice",
            "20",
        ],
        ["9:50–10:05", "Break", "Coffee", "15"],
        ["10:05–11:00", "Practice", "2. Open", "55"],
    ]
    assert "9:30–9:50 · Hand-out" in paragraphs


def test_the_agenda_in_markdown_is_a_table() -> None:
    page = MarkdownIt().enable("table").render(exported("md", "sq").decode())
    assert "<td>9:50–10:05</td>\n<td>Pushim</td>\n<td>Coffee</td>" in page
    assert "<td>Copy page 4 | twice</td>" in page
    assert page.count("<h2>") == 2


def test_the_agenda_in_excel_has_a_row_for_what_is_no_resource() -> None:
    rows = list(csv.reader(io.StringIO(exported("csv").decode("utf-8-sig"), "")))
    assert {len(row) for row in rows} == {18}
    assert [row[:4] for row in rows[1:]] == [
        ["9:30–9:50", "Hand-out", "20", "Гласање на предавању"],
        ["9:50–10:05", "Break", "15", "Coffee"],
        ["10:05–11:00", "Practice", "55", "Open"],
    ]


def test_references_name_resources_only() -> None:
    assert exported("ris").decode().count("TY  - ") == 2


def test_a_summary_is_in_the_readers_language_where_a_version_has_one() -> None:
    albanian = Version("v", "Votimi", "sq", "text/markdown", "translation", "Si të votosh.")
    voting = replace(RESTRICTED, versions=(albanian,))
    for language, said in [("sq", True), ("mk", False)]:
        text = export([voting], Wish("md", Frame(), language)).decode()
        assert ("*Votimi*" in text and "Si të votosh" in text) == said


def test_a_table_of_a_passage_is_a_table_and_the_summary_stands_once() -> None:
    passage = Passage(
        0, "Abstract: In short.\n\nRate:\n\nWho | 0 | 1\nAna | x\n\nHand it in.", 0, 1
    )
    form = item("form", Metadata(title="Form", abstract="In short."), passage)
    document = Document(io.BytesIO(export([form, form], Wish("docx"))))
    first = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Who", "0", "1"],
        ["Ana", "x", ""],
    ]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs.count("Summary: In short.") == 1
    assert not any("Abstract" in paragraph for paragraph in paragraphs)
    assert {"Rate:", "Hand it in."} <= set(paragraphs)
    markdown = export([form], Wish("md")).decode()
    assert "| Who | 0 | 1 |\n| --- | --- | --- |\n| Ana | x |  |" in markdown


def test_a_resource_that_is_there_again_has_its_rights_once_and_counts_once() -> None:
    metadata = Metadata(title="Form", licence="CC-BY-NC-4.0", year=2024)
    first, again = (
        item("form", metadata, Passage(place, f"Text {place}", place, place)) for place in (0, 1)
    )
    markdown = export([first, again], Wish("md")).decode()
    assert "Resources: 1." in markdown
    assert markdown.count("**How to cite it:**") == markdown.count("**Attribution:**") == 1
    assert markdown.endswith("Licence, attribution and citation: as in 1.\n")
    document = Document(io.BytesIO(export([first, again], Wish("docx"))))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert sum(text.startswith("How to cite it") for text in paragraphs) == 1
    assert paragraphs[-1] == "Licence, attribution and citation: as in 1."
    assert sum("It may not be used commercially." in text for text in paragraphs) == 2


def test_libreoffice_prints_the_agenda(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice, which is not installed here")
    (tmp_path / "pack.docx").write_bytes(exported("docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, home, "--headless", "--convert-to", "pdf", "pack.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = pypdfium2.PdfDocument(tmp_path / "pack.pdf")
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    assert len(texts) == 2
    for said in ("Agenda", "9:50–10:05", "Coffee", "Гласање на предавању"):
        assert said in texts[0]
    assert "Materials" in texts[1]
