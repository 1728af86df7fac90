"""PDF: what stands beside the text of a page, what its properties meant, and what repeats it."""

from pathlib import Path

import pytest

from indexer.domain import Block, Extraction
from indexer.extraction.contents import without_contents
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

TEXT = (70, 700, 10, "F1", "Students read each other's work before the tutor does.")


def read(tmp_path: Path, file: bytes) -> Extraction:
    (tmp_path / "a.pdf").write_bytes(file)
    return read_here(tmp_path / "a.pdf", 2**28)


def page_with(entries: bytes, catalogue: bytes = b"", *further: bytes) -> bytes:
    """Return a PDF of one page with these entries; further objects are numbered from 6."""
    content = making.stream(b"BT /F1 12 Tf 72 700 Td (Students read the drafts.) Tj ET")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>%s>>" % entries
    )
    pages = b"<</Type/Pages/Count 1/Kids[5 0 R]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, pages, font, content, page]
    return making.file_of([*objects, *further])


def test_annotations_follow_the_text_of_their_page(tmp_path: Path) -> None:
    notes = (
        b"/Annots[<</Subtype/FreeText/Rect[72 600 200 620]/Contents(Give them two weeks.)>>"
        b"<</Subtype/Text/Rect[9 9 20 20]/Contents(Works in large groups too.)>>"
        b"<</Subtype/Highlight/Rect[72 690 200 710]/Contents(read the drafts)>>"
        b"<</Subtype/Text/F 2/Rect[9 9 20 20]/Contents(hidden)>>"
        b"<</Subtype/Link/Rect[9 9 20 20]/Contents(a link)>>]"
    )
    assert [block.text for block in read(tmp_path, page_with(notes)).blocks] == [
        "Students read the drafts.",
        "Give them two weeks.",
        "Works in large groups too.",
    ]


def test_a_picture_of_a_tagged_file_is_read_as_what_is_said_of_it(tmp_path: Path) -> None:
    file = page_with(
        b"",
        b"/StructTreeRoot 6 0 R",
        b"<</Type/StructTreeRoot/K[7 0 R 6 0 R]>>",
        b"<</S/Document/K[8 0 R 0]>>",
        b"<</S/Figure/Pg 5 0 R/Alt(Tables in a circle)/K 1>>",
    )
    assert [(block.text, block.page) for block in read(tmp_path, file).blocks] == [
        ("Students read the drafts.", 1),
        ("Tables in a circle", 1),
    ]


@pytest.mark.parametrize(
    ("title", "encoding"),
    [
        ("Вршњачка настава", "cp1251"),
        ("Učenje na vežbama", "cp1250"),
        ("Συνεργατική μάθηση", "cp1253"),
        ("Öğretimin temelleri", "cp1254"),
        ("Mësimdhënia në grupe", "utf-8"),
        ("Învățarea prin colaborare", "utf-8"),
    ],
)
def test_properties_in_the_code_page_of_a_windows(
    tmp_path: Path, title: str, encoding: str
) -> None:
    raw = b"".join(b"\\%03o" % byte for byte in title.encode(encoding))
    file = making.pdf([[TEXT]], {"Title": "@@"}).replace(b"(@@)", b"(" + raw + b")")
    extraction = read(tmp_path, file)
    assert extraction.metadata.title == title
    assert "letters repaired: in the properties of the file" in extraction.findings


@pytest.mark.parametrize("title", ["L’élève préfère une réponse brève", "Für größere Übungen"])
def test_properties_that_are_right_stay(tmp_path: Path, title: str) -> None:
    extraction = read(tmp_path, making.pdf([[TEXT]], {"Title": title.replace("’", "'")}))
    assert extraction.metadata.title == title.replace("’", "'")
    assert extraction.findings == ()


def test_tables_of_contents_are_no_text() -> None:
    kept = [Block("Peer review", level=1), Block("Aims", level=2), Block("Wait ... 3 minutes.")]
    contents = [
        Block("Садржај", level=2),
        Block("1 Aims ........ 3"),
        Block("2 Drafts . . . . . . . 12\n2.1 Rubrics . . . . . . iv"),
    ]
    assert without_contents([kept[0], *contents, *kept[1:]]) == kept


def test_a_form_to_fill_in_is_no_table_of_contents() -> None:
    form = [
        Block("Name: ............"),
        Block("Points: .......... of 10"),
        Block("Date ....... 2024"),
    ]
    assert without_contents(form) == form
