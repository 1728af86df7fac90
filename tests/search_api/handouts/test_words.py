"""The words of hand-outs."""

import re

import pytest

from indexer.domain import Metadata, Resource
from indexer.text.scripts import LANGUAGES, foreign_letters
from search_api import presenters
from search_api.handouts.reuse import conditions
from search_api.handouts.wording import saying, words


def test_every_language_has_every_phrase_with_the_same_blanks() -> None:
    assert set(words()) == set(LANGUAGES)
    english = {key: re.findall(r"{\w+}", phrase) for key, phrase in words()["en"].items()}
    for phrases in words().values():
        assert {key: re.findall(r"{\w+}", phrase) for key, phrase in phrases.items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_was_typed_on_the_wrong_keyboard(language: str) -> None:
    for key, phrase in words()[language].items():
        if key != "made_with":  # it names the program
            assert foreign_letters(re.sub(r"{\w+}", "", phrase), language) == "", (key, phrase)


@pytest.mark.parametrize(
    ("language", "said"),
    [("sr-Latn", "Napomena"), ("cnr", "Napomena"), ("hbs-Cyrl", "Напомена"), ("de", "Note")],
)
def test_the_nearest_language_is_spoken(language: str, said: str) -> None:
    assert saying(language)("note") == said


@pytest.mark.parametrize(
    ("licence", "asked"),
    [
        (None, ("no_licence",)),
        ("CC-BY-4.0", ()),
        ("CC0-1.0", ()),
        ("MIT", ()),
        ("CC-BY-SA-3.0", ("share_alike",)),
        ("CC-BY-NC-SA-4.0", ("noncommercial", "share_alike")),
        ("CC-BY-NC-ND-4.0", ("noncommercial", "no_derivatives")),
        ("GPL-3.0-or-later", ("share_alike",)),
        ("Some-House-Licence-1.0", ("other_licence",)),
    ],
)
def test_what_a_licence_asks(licence: str | None, asked: tuple[str, ...]) -> None:
    assert conditions(licence) == asked


def test_a_condition_is_a_sentence_in_the_readers_language() -> None:
    described = Resource("a", "", "a.md", "", "text/markdown", Metadata(licence="CC-BY-NC-4.0"))
    (condition,) = presenters.resource(described, "hr").reuse
    assert condition.id == "noncommercial"
    assert condition.label == "Ne smije se koristiti u komercijalne svrhe."
