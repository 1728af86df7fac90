"""A table of a PDF whose cells take several lines is drawn in pieces; its rows are whole again."""

from indexer.extraction.grids import with_whole_rows
from indexer.extraction.lines import Line
from indexer.extraction.paragraphs import blocks_of

SIZE = 8.0


def line(y: float, *cells: tuple[float, str]) -> Line:
    text = " ".join(text for _, text in cells)
    return Line(text, page=1, x=cells[0][0], y=y, end=cells[-1][0] + 40, size=SIZE, cells=cells)


TABLE = [
    line(700, (50, "Behaviour"), (120, "0"), (170, "1")),
    line(684, (50, "Delivered")),  # a cell of two lines, drawn before the next one
    line(674, (50, "agreed parts")),
    line(684, (120, "rarely"), (170, "late or")),
    line(674, (170, "incomplete")),
    line(658, (50, "Came prepared"), (120, "rarely"), (170, "mostly")),
]
AFTER = line(640, (44, "The first rating does not count."))


def test_the_lines_of_a_cell_are_one_cell() -> None:
    assert [row.text for row in with_whole_rows([*TABLE, AFTER])] == [
        "Behaviour 0 1",
        "Delivered agreed parts rarely late or incomplete",
        "Came prepared rarely mostly",
        "The first rating does not count.",
    ]
    table, after = blocks_of([[*TABLE, AFTER]])
    assert table.text == (
        "Behaviour | 0 | 1\nDelivered agreed parts | rarely | late or incomplete\n"
        "Came prepared | rarely | mostly"
    )
    assert after.text == "The first rating does not count."


def test_the_points_of_a_list_are_no_rows() -> None:
    points = [
        line(700 - 10 * number, (50, "•"), (60, f"Point {number} is said here."))
        for number in range(4)
    ]
    lines = [points[0], line(695, (60, "and goes on.")), *points[1:]]
    assert with_whole_rows(lines) == lines
    assert "|" not in "".join(block.text for block in blocks_of([lines]))


def test_other_lines_stay_as_they_are() -> None:
    lines = [line(700, (50, "Name"), (120, "Text")), line(684, (50, "One line.")), AFTER]
    assert with_whole_rows(lines) == lines
