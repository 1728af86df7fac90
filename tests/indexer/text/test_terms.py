"""What a text is looked up by."""

import pytest

from indexer.text.stemming import forms, stem
from indexer.text.terms import folded_words, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI helps", [("ai", "0ai"), ("helps",)]),
        ("Ai thotë", [("ai",), ("thote",)]),
        ("AI TOOLS IN TEACHING", [("ai",), ("tools",), ("in",), ("teaching",)]),
        ("C++ (or C#), not .NET; a file.net", None),
        ("A course in R.", [("course",), ("in",), ("r",)]),
        ("S. Freeman, r = .3, a K-12", [("freeman",), ("12",)]),
    ],
)
def test_names_are_whole_and_other_letters_are_none(
    text: str, expected: list[tuple[str, ...]] | None
) -> None:
    if expected is None:
        expected = [(word,) for word in ("cplusplus", "or", "csharp", "not", "dotnet")]
        expected += [("file",), ("net",)]
    assert terms(text) == expected


def test_phrases_keep_every_letter() -> None:
    assert folded_words("a C++ course") == ["a", "cplusplus", "course"]


def test_a_short_word_is_its_own_stem() -> None:
    assert forms("ai") == ("ai",)  # Romanian and Turkish made "a" of it
    assert stem("0ai", "sr") == "0ai"
    assert all(len(made) > 1 for word in ("aima", "usle", "oima") for made in forms(word))
