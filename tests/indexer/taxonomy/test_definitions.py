"""What a teaching strategy is, in the languages of the network."""

import re
from unicodedata import name

import pytest

from indexer.taxonomy import load
from indexer.taxonomy.definitions import Definition, definition

STRATEGIES = load("strategies")
LATIN = ("sq", "bs", "cnr", "hr")
SCRIPTS = {**dict.fromkeys(LATIN, "LATIN"), "el": "GREEK"}  # the others are in Cyrillic


@pytest.mark.parametrize("language", [*LATIN, "sr-Cyrl", "mk", "el", "bg"])
def test_every_strategy_is_defined_in_the_script_of_the_language(language: str) -> None:
    script = SCRIPTS.get(language, "CYRILLIC")
    for concept in STRATEGIES:
        text, tag = definition(STRATEGIES, concept.id, language)
        assert tag == language, concept.id
        assert {name(letter).split()[0] for letter in text if letter.isalpha()} == {script}
        assert 20 < len(text) < 260
        assert text.endswith(".")


def test_no_two_strategies_have_the_same_definition() -> None:
    for language in (*LATIN, "mk", "el", "bg"):
        texts = [definition(STRATEGIES, concept.id, language).text for concept in STRATEGIES]
        assert len(set(texts)) == len(STRATEGIES)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("hr", Definition("Dvije strane prema pravilima", "hr")),
        ("cnr", Definition("Dvije strane po pravilima", "cnr")),
        ("hbs-Latn", Definition("Dvije strane po pravilima", "bs")),
        ("sr-Latn", Definition("Dve strane po pravilima", "sr-Latn")),
        ("sr-Cyrl", Definition("Две стране по правилима", "sr-Cyrl")),
        ("tr", Definition("Two sides argue", "en")),
        ("en", Definition("Two sides argue", "en")),
    ],
)
def test_a_reader_gets_the_nearest_language(language: str, expected: Definition) -> None:
    text, tag = definition(STRATEGIES, "debate", language)
    assert (text[: len(expected.text)], tag) == expected


def test_what_is_not_translated_is_told_in_english() -> None:
    modes = load("mode")
    first = next(iter(modes))
    assert definition(modes, first.id, "sq") == (first.definition, "en")


@pytest.mark.parametrize(
    ("language", "foreign"),
    [
        (
            "hr",
            r"\b(šta|čas\w*|sedmic\w*|nedjelj\w*|tabel\w*|nivo\w*|tokom|grup\w+|predmet(a|u|e|om|i|ima)?)\b",
        ),
        ("cnr", r"\b(tjed\w*|tablic\w*|razin\w*|tijekom|skupin\w*|kolegij\w*|pokus\w*)\b"),
    ],
)
def test_croatian_and_montenegrin_keep_to_their_own_words(language: str, foreign: str) -> None:
    texts = [definition(STRATEGIES, concept.id, language).text.lower() for concept in STRATEGIES]
    assert [text for text in texts if re.search(foreign, text)] == []
