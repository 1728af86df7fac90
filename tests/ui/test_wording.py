"""Every string in every language, with the same blanks, in the right script."""

import re
import string

import pytest

from ui.state import LANGUAGES
from ui.wording import closest, endonym, strings, translator

FOREIGN = {"DOI", "BALKANETUP", "Search"}  # the name, the same everywhere
CYRILLIC, GREEK = ("sr-Cyrl", "mk", "bg"), ("el",)

# One letter of Serbian Cyrillic is one or two of Serbian Latin: nothing is lost that way.
CYRILLIC_LETTERS = "абвгдђежзијклмнопрстћуфхцчшљњџ"
LATIN_LETTERS = "a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š lj nj dž"
LATIN = dict(zip(CYRILLIC_LETTERS, LATIN_LETTERS.split(), strict=True))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def script(letter: str) -> str:
    return "Cyrl" if "Ѐ" <= letter <= "ӿ" else "Grek" if "Ͱ" <= letter <= "Ͽ" else "Latn"


def scripts(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", re.sub(r"\{.*?\}", "", text))
    return {script(letter) for word in words if word not in FOREIGN for letter in word}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_string_with_its_blanks(language: str) -> None:
    english, here = strings("en"), strings(language)
    assert list(here) == list(english)
    assert all(here[key].strip() for key in here)
    assert {key: blanks(here[key]) for key in here} == {key: blanks(english[key]) for key in here}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_in_the_script_of_its_language(language: str) -> None:
    right = "Cyrl" if language in CYRILLIC else "Grek" if language in GREEK else "Latn"
    wrong = {key: text for key, text in strings(language).items() if scripts(text) - {right}}
    assert wrong == {}


def test_serbian_says_the_same_in_both_scripts() -> None:
    def latin(text: str) -> str:
        plain = "".join(LATIN.get(letter, letter) for letter in text)
        return "".join(
            LATIN[letter.lower()].capitalize() if letter.lower() in LATIN else letter
            for letter in plain
        )

    cyrillic = strings("sr-Cyrl")
    assert {key: latin(text) for key, text in cyrillic.items()} == strings("sr-Latn")


def test_no_translation_was_left_in_english() -> None:
    english = strings("en")
    for language in LANGUAGES[1:]:
        same = {key for key, text in strings(language).items() if text == english[key]}
        assert same <= {"app_title", "minutes", "quoted"}, language  # "min" is a sign, no word


def test_no_string_could_break_out_of_a_style_sheet() -> None:
    # The name of the filters is handed to the style sheet for narrow screens.
    assert all(
        not set('"\\<>') & set(strings(language)["filters_heading"]) for language in LANGUAGES
    )


def test_languages_are_called_as_their_readers_call_them() -> None:
    assert [endonym(tag) for tag in LANGUAGES] == [
        *("English", "Shqip", "Bosanski", "Hrvatski", "Српски", "Srpski"),
        *("Македонски", "Ελληνικά", "Български"),
    ]
    assert endonym("sl-SI") == "Slovenščina"
    assert endonym("xx") == "xx"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("sq-AL", "sq"), ("sr-RS", "sr-Cyrl"), ("sr-Latn-RS", "sr-Latn"), ("mk", "mk")),
        *(("cnr", "sr-Latn"), ("el_GR", "el"), ("de-AT", "en"), ("", "en"), (None, "en")),
    ],
)
def test_a_browser_is_met_in_its_own_language(locale: str | None, language: str) -> None:
    assert closest(locale) == language


def test_blanks_are_filled_in() -> None:
    assert translator("mk")("page_of", page=2, pages=5) == "Страница 2 од 5"
