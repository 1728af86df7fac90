"""The sentences that say why, in every language."""

import re
from typing import get_args

import pytest

from indexer.text.scripts import LANGUAGES, foreign_letters
from search_api.handouts.wording import saying, words
from search_api.recommend.suggestion import Kind, Reason
from search_api.recommended import sentence

PACKAGE = "search_api.recommend"


def test_every_reason_can_be_said_in_every_language() -> None:
    english = {key: re.findall(r"{\w+}", phrase) for key, phrase in words(PACKAGE)["en"].items()}
    assert set(words(PACKAGE)) == set(LANGUAGES)
    assert set(get_args(Kind)) | {"quoted", "from_wider", "like_seed"} == set(english)
    for phrases in words(PACKAGE).values():
        blanks = {key: sorted(re.findall(r"{\w+}", phrase)) for key, phrase in phrases.items()}
        assert blanks == {key: sorted(names) for key, names in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_was_typed_on_the_wrong_keyboard(language: str) -> None:
    for key, phrase in words(PACKAGE)[language].items():
        assert foreign_letters(re.sub(r"{\w+}", "", phrase), language) == "", (key, phrase)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Both speak of this: “rubric”, “essay”."),
        ("hr", "Oba govore o ovome: „rubric”, „essay”."),
        ("el", "Και τα δύο μιλούν για αυτό: «rubric», «essay»."),
    ],
)
def test_words_are_quoted_as_the_language_does(language: str, said: str) -> None:
    reason = Reason("shares_words", "", ("rubric", "essay"))
    assert sentence((reason,), language, saying(language, PACKAGE)) == said


def test_a_wider_field_is_named_before_what_sets_it_apart() -> None:
    reasons = (
        Reason("only_strategy", "strategy", ("peer-instruction",)),
        Reason("in_wider_field", "discipline", ("053",)),
    )
    assert sentence(reasons, "en", saying("en", PACKAGE)) == (
        "From the wider field “Physical sciences”; of these, the only one with this strategy: "
        "Peer instruction."
    )
