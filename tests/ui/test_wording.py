"""Every string in every language: its blanks, its script, how it counts."""

import re
import string
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.ui.phrases import said
from ui.state import LANGUAGES
from ui.wording import closest, endonym, locale, said_date, strings, translator

FOREIGN = {
    "DOI",
    "BALKANETUP",
    "Search",
    "Enter",
    "JavaScript",
    "LibreOffice",
    "Ctrl",
}  # names and a key, the same everywhere
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
    english, here = said("en"), said(language)
    assert sorted(here) == sorted(english)
    assert all(here[key].strip() for key in here)
    assert {key: blanks(here[key]) for key in here} == {key: blanks(english[key]) for key in here}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_in_the_script_of_its_language(language: str) -> None:
    right = "Cyrl" if language in CYRILLIC else "Grek" if language in GREEK else "Latn"
    wrong = {key: text for key, text in said(language).items() if scripts(text) - {right}}
    assert wrong == {}


def test_serbian_says_the_same_in_both_scripts() -> None:
    def latin(text: str) -> str:
        plain = "".join(LATIN.get(letter, letter) for letter in text)
        return "".join(
            LATIN[letter.lower()].capitalize() if letter.lower() in LATIN else letter
            for letter in plain
        )

    kept = re.compile(r"\bDOI\b|\bEnter\b|\bJavaScript\b|\bLibreOffice\b|\bCtrl\b|\{\w+\}")
    cyrillic = said("sr-Cyrl")
    assert {key: latin(text) for key, text in cyrillic.items()} == said("sr-Latn")
    assert all(
        kept.findall(cyrillic[key]) == kept.findall(said("sr-Latn")[key]) for key in cyrillic
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_a_form_for_each_plural_of_its_language(language: str) -> None:
    wanted = {*locale(language).plural_form.tags, "other"}
    counting = {
        key: set(forms) for key, forms in strings(language).items() if isinstance(forms, dict)
    }
    assert counting.keys() == {
        key for key, forms in strings("en").items() if isinstance(forms, dict)
    }
    assert {key: forms for key, forms in counting.items() if forms != wanted} == {}


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        *(("en", 1, "1 resource"), ("en", 1250, "1,250 resources"), ("el", 1, "1 πόρος")),
        *(("hr", 21, "21 materijal"), ("bs", 0, "0 resursa"), ("mk", 11, "11 ресурси")),
        *(("mk", 21, "21 ресурс"), ("bg", 5, "5 ресурса"), ("sq", 7440, "7\xa0440 burime")),
    ],
)
def test_counts_are_said_as_the_language_counts(language: str, count: int, words: str) -> None:
    assert translator(language)("results_count", count=count) == words


def test_one_two_and_five_differ_in_slavic_languages() -> None:
    more = [translator("sr-Latn")("more_passages", count=count) for count in (1, 2, 5)]
    assert [words.split()[2] for words in more] == ["odlomak", "odlomka", "odlomaka"]


def test_dates_and_fractions_are_written_as_the_language_writes_them() -> None:
    assert said_date(date(2026, 11, 27), "hr") == "27. studenoga 2026."
    assert said_date(date(2026, 11, 27), "cnr") == "27. novembar 2026."
    assert "(sličnost 0,5)" in translator("cnr")("why_by_meaning", rank=1, score=0.5)


def test_montenegrin_has_words_of_its_own_and_the_rest_of_bosnian() -> None:
    own, bosnian = said("cnr"), said("bs")
    assert own["page_of"] == "Strana {page} od {pages}"
    assert own["keep"] == bosnian["keep"]
    repeated = Path("ui/strings/cnr.yaml").read_text(encoding="utf-8")
    assert all(own[key] != bosnian[key] for key in yaml.safe_load(repeated))


def test_no_translation_was_left_in_english() -> None:
    english = said("en")
    for language in LANGUAGES[1:]:
        same = {key for key, text in said(language).items() if text == english[key]}
        assert same <= {"app_title", "minutes", "quoted", "resource_translation"}, language


def test_no_string_could_break_out_of_a_style_sheet() -> None:
    # The name of the filters is handed to the style sheet for narrow screens.
    assert all(not set('"\\<>') & set(said(language)["filters_heading"]) for language in LANGUAGES)


def test_languages_are_called_as_their_readers_call_them() -> None:
    assert [endonym(tag) for tag in LANGUAGES] == [
        *("English", "Shqip", "Bosanski", "Crnogorski", "Hrvatski", "Српски", "Srpski"),
        *("Македонски", "Ελληνικά", "Български"),
    ]
    assert endonym("sl-SI") == "Slovenščina"
    assert endonym("xx") == "xx"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("sq-AL", "sq"), ("sr-RS", "sr-Cyrl"), ("sr-Latn-RS", "sr-Latn"), ("mk", "mk")),
        *(
            ("cnr", "cnr"),
            ("sr-Latn-ME", "cnr"),
            ("sr-Cyrl-ME", "sr-Cyrl"),
            ("sh", "sr-Latn"),
            ("el_GR", "el"),
            ("de-AT", "en"),
            ("", "en"),
            (None, "en"),
        ),
    ],
)
def test_a_browser_is_met_in_its_own_language(locale: str | None, language: str) -> None:
    assert closest(locale) == language


def test_blanks_are_filled_in() -> None:
    assert translator("mk")("page_of", page=2, pages=5) == "Страница 2 од 5"
