"""PDF: text, pages, headings, metadata of the properties and of the first page."""

from collections.abc import Callable
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import first_page
from indexer.extraction.lines import Line
from indexer.extraction.pdfium_pages import PdfiumPages
from indexer.extraction.pypdf_pages import PypdfPages
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]
Refusal = Callable[[str, bytes | str], Unreadable]

PAPER: list[making.Show] = [
    (70, 780, 18, "F2", "Two-stage exams in"),
    (70, 758, 18, "F2", "chemistry courses"),
    (70, 730, 12, "F2", "Ana Anic"),
    (122, 734, 7, "F1", "1"),
    (126, 730, 12, "F2", ", Petar Petrovic"),
    (215, 734, 7, "F1", "2"),
    (218, 730, 12, "F2", " and Elena Hoxha"),
    (70, 712, 9, "F1", "1 University of Example, 2 Institute of Examples"),
    (70, 690, 9, "F1", "DOI: 10.1234/example.5"),
    (70, 676, 9, "F1", "Published: 12 March 2021"),
    (70, 662, 9, "F1", "Creative Commons Attribution 4.0 International License"),
    (70, 630, 14, "F2", "Abstract"),
    (
        70,
        610,
        10,
        "F1",
        "Students first sit the exam alone and then once more in groups of four, which",
    ),
    (
        70,
        598,
        10,
        "F1",
        "turns the exam into an occasion to learn from neighbours and from mistakes.",
    ),
    (70, 570, 14, "F2", "How to do it"),
    (
        70,
        550,
        10,
        "F1",
        "Collect the papers after fifty minutes. Hand out the same questions again to",
    ),
    (
        70,
        538,
        10,
        "F1",
        "each group, and let them agree on one answer before they scratch the card.",
    ),
]


def test_a_paper_gives_its_sections_and_what_its_first_page_says(read: Read) -> None:
    extracted = read("a.pdf", making.pdf([PAPER]))
    assert [(block.text, block.level) for block in extracted.blocks if block.level] == [
        ("Two-stage exams in chemistry courses", 1),
        ("Ana Anic, Petar Petrovic and Elena Hoxha", 3),
        ("Abstract", 2),
        ("How to do it", 2),
    ]
    assert extracted.metadata == Metadata(
        title="Two-stage exams in chemistry courses",
        authors=("Ana Anic", "Petar Petrovic", "Elena Hoxha"),
        year=2021,
        licence="CC-BY-4.0",
        affiliations=("University of Example", "Institute of Examples"),
        doi="10.1234/example.5",
        abstract="Students first sit the exam alone and then once more in groups of four, which "
        "turns the exam into an occasion to learn from neighbours and from mistakes.",
    )
    assert extracted.page_count == 1
    assert extracted.problems == ()


def test_properties_win_where_the_page_confirms_them_and_lose_where_it_does_not(
    read: Read,
) -> None:
    confirmed = {"Title": "Two-Stage Exams in Chemistry Courses", "CreationDate": "D:20190101"}
    metadata = read("a.pdf", making.pdf([PAPER], confirmed)).metadata
    assert metadata.title == "Two-Stage Exams in Chemistry Courses"
    assert metadata.year == 2021
    stale = {"Title": "Template for authors", "Author": "Admin"}
    metadata = read("b.pdf", making.pdf([PAPER], stale)).metadata
    assert metadata.title == "Two-stage exams in chemistry courses"
    assert metadata.authors[0] == "Ana Anic"


def test_pages_are_counted_from_one(read: Read) -> None:
    pages = [[(70.0, 700.0, 10.0, "F1", f"Sentence number {page}.")] for page in (1, 2, 3)]
    assert read("a.pdf", making.pdf(pages)).blocks == (
        Block("Sentence number 1.", 1),
        Block("Sentence number 2.", 2),
        Block("Sentence number 3.", 3),
    )


def test_both_libraries_see_the_same_pieces(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(making.pdf([PAPER]))
    with PdfiumPages(file) as pdfium:
        seen = [pdfium.page(0).text, PypdfPages(file).page(0).text]
    assert "".join(seen[0].split()) == "".join(seen[1].split())


def test_a_scan_is_empty_and_the_cure_is_text_recognition(refusal: Refusal) -> None:
    refused = refusal("a.pdf", making.pdf([[], []]))
    assert refused.outcome == Outcome.EMPTY
    assert "--ocr" in refused.cure
    assert refused.message.startswith("The 2 pages hold no text")


def test_an_unreadable_page_makes_a_problem_and_not_a_failure(read: Read) -> None:
    good = making.pdf([[(70.0, 700.0, 10.0, "F1", "First page.")], []])
    broken = good.replace(b"/Count 2/Kids[7 0 R 9 0 R]", b"/Count 2/Kids[7 0 R 1 0 R]")
    assert broken != good
    extracted = read("a.pdf", broken)
    assert extracted.blocks == (Block("First page.", 1),)


def test_author_names_are_people_and_not_places() -> None:
    def line(text: str, y: float, size: float) -> Line:
        return Line(text, 1, 70, y, 70 + 5 * len(text), size, cells=((70, text),))

    lines = [
        line("Настава у великим групама", 780, 18),
        line("Ана Анић, Љубица ван дер Берг и Петар Ђ. Петровић", 750, 12),
        line("Универзитет у Примеру, Катедра за физику", 735, 12),
        *(
            line("Обичан текст који се наставља преко целе стране и даље.", y, 10)
            for y in (600, 588)
        ),
    ]
    metadata = first_page.metadata(lines)
    assert metadata.title == "Настава у великим групама"
    assert metadata.authors == ("Ана Анић", "Љубица ван дер Берг", "Петар Ђ. Петровић")
    assert metadata.year is None
