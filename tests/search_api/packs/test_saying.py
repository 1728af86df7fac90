"""The sentences of packs."""

import re
from dataclasses import replace

import pytest

from indexer.text.scripts import LANGUAGES, foreign_letters
from search_api.handouts.wording import words
from search_api.packs.pack import Choice, Reason
from search_api.packs.saying import why

PACKAGE = "search_api.packs"


def test_every_language_has_every_sentence_with_the_same_blanks() -> None:
    assert set(words(PACKAGE)) == set(LANGUAGES)
    english = {
        key: sorted(re.findall(r"{\w+}", said)) for key, said in words(PACKAGE)["en"].items()
    }
    for sentences in words(PACKAGE).values():
        blanks = {key: sorted(re.findall(r"{\w+}", said)) for key, said in sentences.items()}
        assert blanks == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_was_typed_on_the_wrong_keyboard(language: str) -> None:
    for key, sentence in words(PACKAGE)[language].items():
        assert foreign_letters(re.sub(r"{\w+}", "", sentence), language) == "", (key, sentence)


def test_what_nobody_described_is_said_as_what_the_text_suggests() -> None:
    reason = Reason("type", ("research-paper",))
    described = Choice("evidence", None, None, reason, "a")
    proposed = replace(described, reason=reason._replace(proposed=True))
    assert why(described, "en") == "It is of a type made for this: Research paper."
    assert why(proposed, "en") == (
        "It is of a type made for this: Research paper (as its text suggests)."
    )
