"""One spelling for everything that readers of the network would call the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.folding import fold, folded_words, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("настава", "nastava"),
        ("NASTAVA", "nastava"),
        ("Ђак", "djak"),
        ("đak", "djak"),
        ("učenje", "ucenje"),
        ("учење", "ucenje"),
        ("mësimdhënia", "mesimdhenia"),
        ("ќерка", "kjerka"),
        ("Αξιολόγησής", "αξιολογησησ"),
        ("ΑΞΙΟΛΌΓΗΣΗΣ", "αξιολογησησ"),
        ("обучение", "obucenie"),
        ("İstanbul ışık", "istanbul isik"),
        ("ﬁne", "fine"),
    ],
)
def test_spellings_meet(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.sampled_from("éжΩ"))
def test_the_short_way_for_ascii_is_the_long_way(text: str, other: str) -> None:
    assert fold(text) + fold(other) == fold(text + other)


def test_words_are_found_where_they_stand() -> None:
    assert words("Ђак, đak!") == [(0, 3), (5, 8)]
    assert folded_words("Ђак, đak!") == ["djak", "djak"]
