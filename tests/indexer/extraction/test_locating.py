"""Which signs of a page are those of a passage."""

import pytest

from indexer.extraction.locating import stretches


def marked(passage: str, page: str) -> list[str]:
    return [page[first : last + 1] for first, last in stretches(passage, page)]


@pytest.mark.parametrize(
    ("passage", "page", "expected"),
    [
        (
            "Students vote alone, then persuade a neighbour.",
            "1 Voting\nStudents vote alone, then per-\nsuade a neighbour. Then rest.",
            ["Students vote alone, then per-\nsuade a neighbour"],
        ),
        (  # the page has it in capitals, without diacritics, in the other script
            "Студенти ћуте на предавању из физике.",
            "STUDENTI CUTE NA PREDAVANJU IZ FIZIKE",
            ["STUDENTI CUTE NA PREDAVANJU IZ FIZIKE"],
        ),
        ("ﬁnal examination", "The final examination.", ["final examination"]),
        ("Aim", "Aim: to speak", ["Aim"]),  # shorter than any run
        ("Nothing of this is there at all.", "Another text altogether stands here.", []),
        ("", "a page", []),
        ("— …", "a page", []),
        ("words and words", "", []),
    ],
)
def test_the_letters_of_a_passage_are_found(passage: str, page: str, expected: list[str]) -> None:
    assert marked(passage, page) == expected


def test_a_cell_after_another_is_found_where_the_page_parts_them() -> None:
    passage = "Behaviour | Points | Room for others | 2 points | Checked their work | 1 point"
    page = "Behaviour        Points\nRoom for others  2 points\nChecked their work  1 point\nEnd"
    assert marked(passage, page) == [page.removesuffix("\nEnd")]


def test_a_title_that_is_repeated_at_the_foot_is_marked_once() -> None:
    title = "Peer instruction in first-year physics"
    body = "Every student votes alone before anybody speaks, and says why. "
    page = f"{title}\n{body}{'Other words of another kind. ' * 9}{title} 1"
    assert marked(f"{title} {body}", page) == [f"{title}\n{body}".strip().removesuffix(".")]


def test_a_phrase_that_recurs_elsewhere_is_no_part_of_the_passage() -> None:
    passage = "The device asks every student to vote twice, and counts. Peer instruction works."
    page = f"Peer instruction {'is named here. ' * 20}{passage}"
    assert marked(passage, page) == [passage.removesuffix(".")]
