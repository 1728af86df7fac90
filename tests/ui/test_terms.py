"""One thing has one name in every language: ui/strings/terms.yaml."""

import re
from pathlib import Path

import pytest
import yaml

from tests.ui.phrases import said
from ui.state import LANGUAGES
from ui.wording import strings

TERMS = yaml.safe_load(
    (Path(__file__).parents[2] / "ui" / "strings" / "terms.yaml").read_text(encoding="utf-8")
)
HELD = [language for language in LANGUAGES if language not in {"en", "sr-Cyrl"}]  # Latin stands for
MARKS = "“”„«»"


def text(language: str, key: str) -> str:
    """Return a string in lower case, without its {blanks}."""
    return re.sub(r"\{.*?\}", "", said(language)[key]).casefold()


@pytest.mark.parametrize("thing", TERMS)
@pytest.mark.parametrize("language", HELD)
def test_a_thing_has_its_name_wherever_english_names_it(language: str, thing: str) -> None:
    names = TERMS[thing]
    name = names.get(language) or names["bs"]  # Montenegrin has the words of its neighbour
    named = [key for key in strings("en") if re.search(rf"\b{names['en']}", text("en", key))]
    assert named, "a term that no string has"
    assert {
        key: text(language, key) for key in named if not re.search(name, text(language, key))
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_one_pair_of_quotation_marks(language: str) -> None:
    pair = set(str(strings(language)["quoted"])) & set(MARKS)
    assert {mark for phrase in said(language).values() for mark in phrase if mark in MARKS} == pair
