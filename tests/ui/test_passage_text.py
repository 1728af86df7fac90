"""A card shows what answers: the sentence standing out, of a table the rows that match."""

from typing import Any

from search_api.schemas import Match, Passage, Span, Table, Why
from tests.ui.fake_collection import HOSTILE
from tests.ui.reading import page_of
from ui.markup import joined
from ui.passage_text import shown_in_card, shown_whole
from ui.wording import translator

ROWS = ["Level | Points", *(f"row {number} | {number}" for number in range(1, 9))]
ENGLISH = translator("en")


def passage(content: str, *, table: bool = False, header: tuple[str, ...] = ()) -> Passage:
    """Return a passage; its lines with a bar are its table."""
    tables = []
    if table:
        spans, offset = [], 0
        for line in content.split("\n"):
            if " | " in line:
                cells, start = [], offset
                for cell in line.split(" | "):
                    cells.append(Span(start=start, end=start + len(cell)))
                    start += len(cell) + 3
                spans.append(cells)
            offset += len(line) + 1
        first, last = spans[0][0].start, spans[-1][-1].end
        tables = [Table(start=first, end=last, rows=spans, header=list(header))]
    return Passage(
        id="a~0000000000000000",
        ordinal=0,
        text=content,
        heading_path=[],
        page=None,
        language="en",
        tables=tables,
    )


def match(of: Passage, word: str = "", answer: str = "") -> Match:
    def span(piece: str) -> Span:
        start = of.text.index(piece)
        return Span(start=start, end=start + len(piece))

    return Match(
        passage=of,
        highlights=[span(word)] if word else [],
        answer=span(answer) if answer else None,
        score=0.5,
        why=Why(matched_words=[], meaning=None, words=None),
    )


def card(of: Match, length: int = 200) -> Any:
    return page_of(joined(shown_in_card(of, length, ENGLISH)))


def test_the_sentence_that_answers_stands_out_and_is_named() -> None:
    shown = card(
        match(passage("It was quiet. Let them talk. Then go on."), "talk", "Let them talk.")
    )
    assert shown.texts("span", "answer") == ["Nearest to your question: Let them talk."]
    assert shown.texts("mark") == ["talk"]


def test_a_card_begins_with_a_sentence_and_has_the_answer() -> None:
    long = "This says little. " * 30 + "Give them two minutes. " + "This says little. " * 30
    text = card(match(passage(long), answer="Give them two minutes."), 120).text
    assert text.startswith("… This says") and "Give them two minutes." in text


def test_of_a_table_the_matching_rows_are_shown_under_its_head() -> None:
    content = "Points are given so.\n\n" + "\n".join(ROWS)
    shown = card(match(passage(content, table=True), "row 7", "row 8 | 8"))
    assert shown.texts("p")[0] == "Points are given so."
    assert shown.texts("th") == ["Level", "Points"]
    rows = shown.texts("tr")[1:]
    assert rows == ["row 11", "row 22", "row 77", "Nearest to your question: row 88"]
    assert "4 more rows" in shown.text


def test_a_table_that_begins_before_the_passage_has_its_head() -> None:
    content = "\n".join(ROWS[5:])
    of = passage(content, table=True, header=("Level", "Points"))
    page = page_of(joined(shown_whole(of, ENGLISH)))
    assert page.texts("th") == ["Level", "Points"]
    assert page.texts("td") == ["row 5", "5", "row 6", "6", "row 7", "7", "row 8", "8"]


def test_the_whole_text_has_paragraphs_and_tables_in_order() -> None:
    content = "Before.\n\nMore.\n\n" + "\n".join(ROWS[:3]) + "\n\nAfter."
    page = page_of(joined(shown_whole(passage(content, table=True), ENGLISH)))
    assert page.texts("p") == ["Before.", "More.", "After."]
    assert page.texts("tr") == ["LevelPoints", "row 11", "row 22"]


def test_hostile_cells_stay_text() -> None:
    hostile = HOSTILE.replace("\n", " ").replace(" | ", " ")
    of = passage(f"{hostile} | a\n{hostile} | b", table=True)
    page = page_of(joined(shown_whole(of, ENGLISH)))
    assert page.texts("th")[0] == hostile and page.texts("td")[0] == hostile
    assert {tag for tag, _ in page.elements} == {"div", "table", "thead", "tbody", "tr", "th", "td"}
