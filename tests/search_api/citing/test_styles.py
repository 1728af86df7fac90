"""References as people read them."""

from dataclasses import replace

import pytest

from search_api.citing.names import Name
from search_api.citing.styles import Style, reference
from search_api.citing.work import Work

FULL = Work(
    id="a",
    title="Peer instruction in physics",
    authors=(Name("Marković", "Ana"), Name("de la Cruz", "Juan Pablo")),
    institution="University of Tirana",
    year=2024,
    link="https://doi.org/10.1/abc",
)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "apa",
            "Marković, A., & de la Cruz, J. P. (2024). Peer instruction in physics. "
            "University of Tirana. https://doi.org/10.1/abc",
        ),
        (
            "chicago",
            "Marković, Ana, and Juan Pablo de la Cruz. 2024. Peer instruction in physics. "
            "University of Tirana. https://doi.org/10.1/abc",
        ),
        (
            "harvard",
            "Marković, A. and de la Cruz, J.P. (2024) Peer instruction in physics. "
            "University of Tirana. Available at: https://doi.org/10.1/abc",
        ),
        (
            "mla",
            "Marković, Ana, and Juan Pablo de la Cruz. Peer instruction in physics. "
            "University of Tirana, 2024, https://doi.org/10.1/abc.",
        ),
    ],
)
def test_a_work_of_two(style: Style, text: str) -> None:
    assert reference(FULL, style) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("apa", "Настава физике. (n.d.)."),
        ("chicago", "Настава физике. n.d."),
        ("harvard", "Настава физике (no date)."),
        ("mla", "Настава физике."),
    ],
)
def test_where_only_the_title_is_known_it_stands_once(style: Style, text: str) -> None:
    assert reference(Work(id="b", title="Настава физике"), style) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("apa", "University of Tirana. (2024). Who speaks?"),
        ("chicago", "University of Tirana. 2024. Who speaks?"),
        ("harvard", "University of Tirana (2024) Who speaks?"),
        ("mla", "Who speaks? University of Tirana, 2024."),
    ],
)
def test_without_authors_the_institution_leads(style: Style, text: str) -> None:
    work = replace(FULL, authors=(), title="Who speaks?", link="")
    assert reference(work, style) == text


def test_a_body_is_not_named_twice() -> None:
    work = replace(FULL, authors=(Name("University of Tirana"),), link="")
    assert reference(work, "apa") == ("University of Tirana. (2024). Peer instruction in physics.")


def test_many_authors_are_shortened_as_each_style_does() -> None:
    crowd = tuple(Name(f"F{number}", "Ana") for number in range(1, 23))
    work = replace(FULL, authors=crowd)
    assert reference(work, "apa").startswith("F1, A., F2, A., ")
    assert "F19, A., … F22, A. (2024). Peer" in reference(work, "apa")
    assert reference(work, "chicago").split(" 2024")[0].endswith("Ana F7, et al.")
    assert reference(work, "harvard").startswith("F1, A. et al. (2024) Peer")
    assert reference(work, "mla").startswith("F1, Ana, et al. Peer")
    three = replace(FULL, authors=crowd[:3])
    assert reference(three, "apa").startswith("F1, A., F2, A., & F3, A. (2024).")
