"""The table and the Markdown file, read by programs that others wrote."""

import csv
import io

import pytest
from markdown_it import MarkdownIt

from search_api.handouts.entry import Frame
from search_api.handouts.formats import Wish, export
from search_api.handouts.table import harmless
from tests.search_api.handouts.collection import OPEN, RESTRICTED, SPOILT


@pytest.mark.parametrize(("reader_language", "separator"), [("en", ","), ("sq", ";"), ("el", ";")])
def test_excel_of_the_readers_country_finds_the_cells(reader_language: str, separator: str) -> None:
    content = export([RESTRICTED, OPEN], Wish("csv", Frame(), reader_language))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=separator))
    assert {len(row) for row in rows} == {18}
    assert [row[3] for row in rows[1:]] == ["Гласање на предавању", "Open"]
    assert rows[1][4:7] == ["Ана Марковић; Juan Pablo de la Cruz", "University of Tirana", "2024"]
    assert rows[1][9:13] == ["Read before Monday", "", "First they vote.\nThen they talk.", "4–5"]


def test_no_cell_begins_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(export([SPOILT], Wish("csv")).decode("utf-8-sig"), "")))
    assert (rows[1][3], rows[1][9]) == ("'=cmd|' /C calc'!A0", "'-2+3")
    assert rows[1][10].startswith("'@SUM(A1)")
    for cell in ("=1", "+1", "-1", "@A", " =1", "\t1", "＝1"):
        assert harmless(cell) == f"'{cell}"
    assert harmless("a = b, 2 - 1") == "a = b, 2 - 1"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_a_formula_where_cells_are_parted_at_other_signs(separator: str) -> None:
    for sign in "=+-@":
        text = f"Marks{separator}{sign}1+1{separator} {sign}2\n{sign}3"
        parted = csv.reader(io.StringIO(harmless(text), newline=""), delimiter=separator)
        cells = [cell.lstrip(" ") for row in parted for cell in row]
        assert cells == ["Marks", f"'{sign}1+1", f"'{sign}2", f"'{sign}3"]
    assert harmless("Three:\n- read\n- write") == "Three:\n• read\n• write"


def test_markdown_shows_text_and_nothing_that_a_text_wishes() -> None:
    page = MarkdownIt().render(
        export([RESTRICTED, SPOILT], Wish("md", Frame("My # list"))).decode()
    )
    assert "<h1>My # list</h1>" in page
    assert "<h2>1. Гласање на предавању</h2>" in page
    assert "<strong>Note:</strong> Read before Monday" in page
    assert "<strong>Passage (p. 4–5 · Votes › Steps):</strong>" in page
    assert '<a href="https://doi.org/10.1000/abc">' in page
    assert "* not _a_ list\n1. [x](y)" in page
    assert "<ol>" not in page
    assert "<em>" not in page
