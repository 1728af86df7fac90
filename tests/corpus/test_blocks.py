"""Markdown becomes blocks: what is bold, which number, and what is refused."""

import pytest

from corpus.builders.blocks import (
    Heading,
    Items,
    Paragraph,
    Quote,
    Span,
    Table,
    UnknownMarkup,
    blocks,
)


def test_styles_nest_and_lines_join() -> None:
    assert blocks("A **bold *both*** end\nof line.") == (
        Paragraph(
            (
                Span("A "),
                Span("bold ", bold=True),
                Span("both", bold=True, italic=True),
                Span(" end of line."),
            )
        ),
    )


def test_an_address_is_followed_without_the_full_stop() -> None:
    (paragraph,) = blocks("See https://doi.org/10.1016/S1096-7516(00)00016-6.")
    assert isinstance(paragraph, Paragraph)
    address = "https://doi.org/10.1016/S1096-7516(00)00016-6"
    assert paragraph.spans[1] == Span(address, address=address)


def test_numbers_stay_as_written() -> None:
    """A phrase bank may show the phrases 3, 7 and 11; they must not become 3, 4, 5."""
    (quote,) = blocks("> 3. one\n> 7. two\n> 11. three\n")
    assert quote == Quote((Items((3, 7, 11), ((Span("one"),), (Span("two"),), (Span("three"),))),))


def test_headings_tables_and_empty_cells() -> None:
    assert blocks("## Plan\n\n| a | b |\n|---|---|\n| | 2 |\n") == (
        Heading(2, (Span("Plan"),)),
        Table(((Span("a"),), (Span("b"),)), (((), (Span("2"),)),)),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("one\n\n---\n\ntwo", "line 3: hr"),
        ("- 1. minute: show it", "line 1: a list item"),
        ("an ![image](x.png)", "image"),
    ],
)
def test_what_no_builder_writes_is_refused(text: str, what: str) -> None:
    with pytest.raises(UnknownMarkup, match=what):
        blocks(text)
