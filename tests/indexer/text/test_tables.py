"""Tables are told by their form: a row a line, cells parted by a bar between blanks."""

from indexer.domain import Block
from indexer.text.splitting import Sizes, split
from indexer.text.tables import cells, row_spans, tables

TABLE = "Level | Points\nclear | 2\nnone |  | 0"


def test_cells_stand_between_bars_and_may_be_empty() -> None:
    line = "none |  | 0 |"
    assert [line[start:end] for start, end in cells(line)] == ["none", "", "0", ""]
    assert cells("a|b", offset=5) == ((5, 8),)  # a bar in a word parts nothing


def test_a_table_within_a_text_knows_its_rows() -> None:
    text = f"Give points.\n\n{TABLE}\n\nThen talk."
    (table,) = tables(text)
    assert text[table.start : table.end] == TABLE
    assert [[text[a:b] for a, b in row] for row in table.rows][2] == ["none", "", "0"]
    assert tables("One line | with a bar.") == []


def test_a_long_table_is_cut_between_rows_and_keeps_its_head() -> None:
    rows = "\n".join(
        ["Minute | Step", *(f"{minute} | They vote. They talk." for minute in range(9))]
    )
    first, second, *_ = split([Block(rows)], sizes=Sizes(target=40, overlap=0, smallest=5))
    assert first.text.startswith("Minute | Step\n0 | They vote.") and first.table_header == ""
    assert second.text.startswith(f"{first.text.count(chr(10))} | They vote.")
    assert second.table_header == "Minute | Step"


def test_prose_with_a_bar_is_no_table() -> None:
    assert row_spans("Home | About\nThis is a page.\nIt has text.") == []
    assert len(row_spans(f"Table 1: marks\n{TABLE}")) == 4
