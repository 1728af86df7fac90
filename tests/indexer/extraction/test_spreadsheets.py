"""Spreadsheets: tables by sheet, numbers as their cells show them, and what is not read."""

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from indexer.domain import Block, Extraction
from indexer.errors import Unreadable
from indexer.extraction import cell_values, legacy_fonts, symbol_fonts
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    return out.getvalue()


def rubric(book: xlsxwriter.Workbook) -> None:
    book.set_properties({"title": "Рубрика за есеј", "author": "Ana Anić", "keywords": "rubric"})
    sheet = book.add_worksheet("Рубрика")
    sheet.merge_range("A1:C1", "Оцењивање есеја")
    sheet.write_row("A2", ["Критеријум", "Удео", "Рок"])
    percent = book.add_format({"num_format": "0%"})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write("A3", "Аргумент")
    sheet.write("B3", 0.4, percent)
    sheet.write_datetime("C3", date(2026, 10, 5), day)
    sheet.write("A4", "Извори")
    sheet.write_formula("B4", "=1-B3", percent, 0.6)
    sheet.write("A6", "Рубрику студенти добијају унапред.")
    sheet.write_comment("B3", "Договорено на катедри.")
    sheet.insert_textbox("F3", "Види и силабус")
    hidden = book.add_worksheet("Листе")
    hidden.write("A1", "тајна")
    hidden.hide()


def test_a_workbook_is_read_as_its_reader_sees_it(read: Read) -> None:
    extracted = read("rubrika.xlsx", workbook(rubric))
    assert extracted.blocks == (
        Block("Рубрика", level=1),
        Block("Оцењивање есеја", level=2),
        Block("Критеријум | Удео | Рок\nАргумент | 40% | 05.10.2026\nИзвори | 60%"),
        Block("Рубрику студенти добијају унапред."),
        Block("B3: Договорено на катедри."),
        Block("Види и силабус"),
    )
    assert extracted.metadata.title == "Рубрика за есеј"
    assert extracted.metadata.authors == ("Ana Anić",)
    assert extracted.metadata.keywords == ("rubric",)
    assert extracted.findings == ("Hidden sheets, not read: Листе.",)
    assert extracted.problems == ()


def test_a_strict_workbook_with_parts_missing_is_read(read: Read) -> None:
    def change(name: str, content: bytes) -> bytes | None:
        if name in ("xl/styles.xml", "docProps/core.xml") or "drawing" in name:
            return None
        return content.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    extracted = read("rubrika.xltx", making.changed(workbook(rubric), change))
    assert "Аргумент | 0.4 | 46300" in extracted.blocks[2].text


def test_hidden_rows_and_columns_are_left_out(read: Read) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        for place, row in enumerate(
            (("Week", "Mark", "Topic"), ("x", "5", "x"), ("1", "5", "Aims"))
        ):
            sheet.write_row(place, 0, row)
        sheet.set_row(1, options={"hidden": True})
        sheet.set_column(1, 1, options={"hidden": True})
        folded = book.add_worksheet("Outline")
        folded.write_row("A1", ["Week", "Topic"])
        folded.write_row("A2", ["1", "Aims"])
        folded.set_row(1, options={"hidden": True, "level": 1})

    extracted = read("plan.xlsx", workbook(fill))
    assert [block.text for block in extracted.blocks] == [
        "Plan", "Week | Topic\n1 | Aims", "Outline", "Week | Topic\n1 | Aims",
    ]  # fmt: skip
    assert extracted.findings == ("Hidden rows and columns, not read: 2.",)


def test_letters_of_a_workbook_by_their_font(read: Read) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        macedonian = book.add_format({"font_name": "MAC C Times"})
        sheet.write("A1", "U~ilnica", macedonian)
        sheet.write_rich_string("B1", "Angle ", book.add_format({"font_name": "Symbol"}), "a")

    extracted = read("plan.xlsx", workbook(fill))
    assert extracted.blocks[-1].text == "Училница | Angle α"
    assert set(extracted.findings) == {legacy_fonts.NOTE, symbol_fonts.NOTE}


def test_formulas_that_were_never_computed_are_reported(read: Read) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"<v>0.6</v>", b"") if name.startswith("xl/worksheets") else content

    extracted = read("rubrika.xlsx", making.changed(workbook(rubric), change))
    assert extracted.problems[0].startswith("1 formulas have no stored result")


def test_a_damaged_sheet_costs_itself_only(read: Read) -> None:
    def two(book: xlsxwriter.Workbook) -> None:
        for name in ("Prva", "Druga"):
            book.add_worksheet(name).write_row("A1", [name.lower(), "list"])

    def change(name: str, content: bytes) -> bytes:
        return content[:-60] if name == "xl/worksheets/sheet1.xml" else content

    extracted = read("plan.xlsx", making.changed(workbook(two), change))
    assert extracted.blocks[-1] == Block("druga | list")
    assert "the sheet 'Prva' is damaged" in extracted.problems[0]


def test_a_document_under_a_workbook_name_is_a_mismatch(
    refusal: Callable[[str, bytes], Unreadable],
) -> None:
    assert refusal("a.xlsx", making.word_with("<w:p/>")).outcome == "mismatch"


PLAN = making.flat_odf(
    "spreadsheet",
    '<table:table table:name="Plan rada"><table:table-row>'
    "<table:table-cell><text:p>Sedmica</text:p></table:table-cell>"
    "<table:table-cell><text:p>Tema</text:p></table:table-cell></table:table-row>"
    '<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-10-05">'
    "<text:p>5. 10. 2026.</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-spanned="2"><text:p>Uvod</text:p>'
    "<office:annotation><text:p>Ponijeti primjere</text:p></office:annotation>"
    "</table:table-cell><table:covered-table-cell/>"
    '<table:table-cell office:value-type="percentage" office:value="0.25"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>'
    '<table:table table:name="Skriveno" table:style-name="ta2"><table:table-row>'
    "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>',
)


@pytest.mark.parametrize("name", ["plan.fods", "plan.ods"])
def test_an_opendocument_sheet(read: Read, name: str) -> None:
    packed = making.zipped({"content.xml": PLAN})
    extracted = read(name, PLAN if name.endswith(".fods") else packed)
    assert extracted.blocks == (
        Block("Plan rada", level=1),
        Block("Sedmica | Tema\n5. 10. 2026. | Uvod | 25%"),
        Block("Ponijeti primjere"),
    )
    assert extracted.findings == ("Hidden sheets, not read: Skriveno.",)
    assert extracted.metadata.title == "Plan rada"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12, "", "12"),
        (7.5, "0.00", "7.50"),
        (0.125, "0.0%", "12.5%"),
        (46300, "[$-241A]d.m.yyyy;@", "5.10.2026"),
        (46300, 'd. mmmm yyyy "г."', "2026-10-05"),
        (46300.4375, "dd/mm/yyyy hh:mm", "05/10/2026 10:30"),
        (0.4375, "h:mm", "10:30"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1e300, "dd.mm.yyyy", "1e+300"),
        (1200, '#,##0.00 "лв."', "1200.00"),
    ],
)
def test_numbers_are_shown_by_their_format(value: float, code: str, shown: str) -> None:
    assert cell_values.shown(value, code) == shown


def test_days_since_1904() -> None:
    assert cell_values.shown(44838, "yyyy-mm-dd", since_1904=True) == "2026-10-05"
