"""PDF layout: what of a page is text, and in which order. Positions in points, y upward."""

from collections import Counter

from indexer.domain import Block
from indexer.extraction.joining import joined
from indexer.extraction.layout import without_margin_numbers, without_running_lines
from indexer.extraction.lines import Line, Piece, lines_of
from indexer.extraction.paragraphs import blocks_of

SENTENCE = "Students who explain a step to a neighbour remember it longer than those who copy it"


def line(text: str, y: float, *, x: float = 70, page: int = 1, size: float = 10) -> Line:
    return Line(text, page, x, y, x + 0.5 * size * len(text), size, cells=((x, text),))


def bold(text: str, y: float) -> Line:
    return Line(text, 1, 70, y, 70 + 5 * len(text), 10, bold=True, cells=((70, text),))


def page_of(page: int, *body: str) -> list[Line]:
    """A page with a running header, a body and a footer with the page's number."""
    lines = [line("Journal of Examples, 3 (2024)", 800, page=page)]
    lines += [line(text, 700 - 12 * row, page=page) for row, text in enumerate(body)]
    return [*lines, line(f"Petrović – page {page} of 3", 40, page=page)]


def test_running_headers_and_footers_go_and_the_text_stays() -> None:
    pages = [page_of(1, "First body."), page_of(2, "Second body."), page_of(3, "Third body.")]
    kept = without_running_lines(pages, [(0, 842)] * 3)
    assert [[line.text for line in page] for page in kept] == [
        ["First body."],
        ["Second body."],
        ["Third body."],
    ]


def test_the_title_repeated_as_a_header_goes_but_stays_on_its_own_page() -> None:
    title = "Peer instruction in a first-year lecture"
    pages = [
        [line(title, 700, size=18), line("Body.", 600)],
        [line(f"Starter collection {title}", 800, page=2), line("More.", 600, page=2)],
    ]
    kept = without_running_lines(pages, [(0, 842)] * 2)
    assert [line.text for page in kept for line in page] == [title, "Body.", "More."]


def test_a_repeated_line_in_the_middle_of_pages_is_text() -> None:
    pages = [[line("Discuss with your neighbour.", 400, page=page)] for page in (1, 2, 3)]
    assert without_running_lines(pages, [(0, 842)] * 3) == pages


def test_margin_line_numbers_of_a_draft_go() -> None:
    pieces = []
    for row in range(10):
        y = 700 - 12 * row
        pieces += [Piece(f"{SENTENCE} {row}.", 167, y, 10, end=550), Piece(str(row + 1), 150, y, 5)]
        pieces += [Piece("", 150, y, 5, breaks=True)]
    lines = without_margin_numbers(lines_of(pieces, 1))
    assert [line.text for line in lines] == [f"{SENTENCE} {row}." for row in range(10)]


def test_numbers_in_a_table_are_no_margin_numbers() -> None:
    pieces = []
    for row, number in enumerate((40, 12, 33)):
        pieces += [Piece(str(number), 70, 700 - 12 * row, 10, end=80, breaks=True)]
    assert [line.text for line in without_margin_numbers(lines_of(pieces, 1))] == ["40", "12", "33"]


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    pieces = [Piece("A title over both columns of the page that is wide", 60, 780, 14, end=500)]
    pieces[0] = Piece(pieces[0].text, 60, 780, 14, end=500, breaks=True)
    for row in range(12):
        y = 750 - 12 * row
        pieces.append(Piece(f"left {row}", 60, y, 10, end=280))
        pieces.append(Piece(f"right {row}", 310, y, 10, end=530, breaks=True))
    texts = [line.text for line in lines_of(pieces, 1)]
    assert texts[0].startswith("A title")
    assert texts[1:13] == [f"left {row}" for row in range(12)]
    assert texts[13:] == [f"right {row}" for row in range(12)]


def test_footnote_marks_go_and_exponents_stay() -> None:
    pieces = [
        Piece("Denecker", 70, 700, 12, end=120),
        Piece("1", 121, 704, 8, end=125),
        Piece(" and 10", 126, 700, 12, end=160),
        Piece("6", 161, 704, 8, end=165),
        Piece(" words", 166, 700, 12, end=200, breaks=True),
    ]
    assert lines_of(pieces, 1)[0].text == "Denecker and 10⁶ words"


def test_a_table_is_read_row_by_row() -> None:
    lines = []
    for row, cells in enumerate((("Group", "Section"), ("A", "methods"), ("B", "results"))):
        pieces = [Piece(cells[0], 70, 700 - 14 * row, 10, end=95)]
        pieces += [Piece(cells[1], 200, 700 - 14 * row, 10, end=240, breaks=True)]
        lines += lines_of(pieces, 1)
    assert blocks_of([lines]) == [Block("Group | Section\nA | methods\nB | results", 1)]


def test_lines_become_paragraphs_at_gaps_and_indents() -> None:
    lines = [
        line(f"{SENTENCE}, and", 700),
        line("they ask better questions afterwards.", 688),
        line(f"{SENTENCE}.", 660),
    ]
    assert [block.text for block in blocks_of([lines])] == [
        f"{SENTENCE}, and they ask better questions afterwards.",
        f"{SENTENCE}.",
    ]


def test_a_sentence_cut_by_the_end_of_a_page_is_whole() -> None:
    pages = [
        [line(f"{SENTENCE}.", 112), line(f"{SENTENCE}, which", 100)],
        [line("is what matters in the end for everybody who sits there.", 760, page=2)],
    ]
    blocks = blocks_of(pages)
    assert len(blocks) == 1
    assert blocks[0].page == 1
    assert blocks[0].text.endswith("which is what matters in the end for everybody who sits there.")


def test_headings_are_known_by_size_then_by_weight_and_get_levels() -> None:
    lines = [
        line("Marking essays fairly", 780, size=20),
        line("What goes wrong", 740, size=14),
        line(f"{SENTENCE}.", 720),
        bold("Before the exam", 690),
        line(f"{SENTENCE}.", 670),
    ]
    levels = [(block.text, block.level) for block in blocks_of([lines]) if block.level]
    assert levels == [
        ("Marking essays fairly", 1),
        ("What goes wrong", 2),
        ("Before the exam", 3),
    ]


def test_a_bold_word_that_begins_a_paragraph_is_no_heading() -> None:
    lines = [
        line(f"{SENTENCE}.", 720),
        bold("For a course with two hundred students and", 690),
        line("one assistant: do not wait for small groups.", 678),
    ]
    assert all(block.level is None for block in blocks_of([lines]))


def test_list_items_make_one_block_of_lines() -> None:
    lines = [
        line(f"{SENTENCE}:", 700),
        line("• Decide whether it is fair", 688),
        line("and say why.", 676, x=80),
        line("• Turn to your neighbour.", 664),
    ]
    assert blocks_of([lines])[1].text == (
        "- Decide whether it is fair and say why.\n- Turn to your neighbour."
    )


def test_code_keeps_its_lines() -> None:
    lines = [
        Line("$ git clone example", 1, 70, 700, 170, 10, mono=True),
        Line("$ cd example", 1, 70, 688, 130, 10, mono=True),
        line(f"{SENTENCE}.", 660),
        line(f"{SENTENCE}.", 648),
    ]
    assert blocks_of([lines])[0].text == "$ git clone example\n$ cd example"


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen() -> None:
    words = Counter({"bioinformatics": 2, "follow-up": 3, "learning": 9})
    assert joined(["the bioin-", "formatics course"], words) == "the bioinformatics course"
    assert joined(["a follow-", "up question"], words) == "a follow-up question"
    assert joined(["self-", "paced learning"], words) == "self-paced learning"
    assert joined(["Toffano-", "Nioche wrote"], words) == "Toffano-Nioche wrote"
    assert joined(["наста-", "ва у групама"], words) == "настава у групама"
    assert joined(["pages 10-", "12"], words) == "pages 10-12"


def test_addresses_broken_at_line_ends_stay_whole() -> None:
    assert joined(["https://doi.org/10.", "1007/s44217"], Counter()) == (
        "https://doi.org/10.1007/s44217"
    )
