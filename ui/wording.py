"""The interface's words: `strings/<language>.yaml`, one key per string.

A string that counts has a form for each plural of its language (`one`, `few`, `other`), chosen by
the blank `count` after the rules of Unicode's CLDR, as Babel has them. Numbers are written as the
language writes them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from ui.state import LANGUAGES

Translator = Callable[..., str]
Phrase = str | Mapping[str, str]

# Babel has no Montenegrin of its own, but Serbian as it is written in Montenegro; our English is
# that of Europe.
_LOCALES = {"cnr": "sr_Latn_ME", "en": "en_GB"}
# Whose words a language has where its own file says nothing else.
_BASES = {"cnr": "bs"}

# Each language by its own name, as its readers look for it. Those of the interface come first.
ENDONYMS = {
    "en": "English",
    "sq": "Shqip",
    "bs": "Bosanski",
    "cnr": "Crnogorski",
    "hr": "Hrvatski",
    "sr-Cyrl": "Српски",
    "sr-Latn": "Srpski",
    "mk": "Македонски",
    "el": "Ελληνικά",
    "bg": "Български",
    "sr": "Српски / Srpski",
    "cnr-Latn": "Crnogorski",
    "cnr-Cyrl": "Црногорски",
    "hbs": "Bosanski / hrvatski / srpski",
    "hbs-Latn": "Bosanski / hrvatski / srpski",
    "hbs-Cyrl": "Српски / црногорски / босански",
    "ro": "Română",
    "sl": "Slovenščina",
    "tr": "Türkçe",
    "de": "Deutsch",
    "fr": "Français",
    "it": "Italiano",
    "es": "Español",
    "ru": "Русский",
}


def read_own_yaml(name: str) -> Any:
    """Return what the file `name` of the screens holds; libyaml takes a tenth of Python's time."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


@cache
def strings(language: str) -> dict[str, Phrase]:
    """Return every string of one language of the interface; one that counts by plural form."""
    own: dict[str, Phrase] = read_own_yaml(f"strings/{language}.yaml")
    return {**strings(_BASES[language]), **own} if language in _BASES else own


@cache
def locale(language: str) -> Locale:
    """Return the rules by which a language of the interface counts and writes numbers and dates."""
    return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))


def translator(language: str) -> Translator:
    """Return the function that says a key in a language, its {blanks} filled in."""
    phrases = strings(language)

    def translate(key: str, count: int = 0, **blanks: object) -> str:
        phrase, blanks["count"] = phrases[key], count
        if not isinstance(phrase, str):
            phrase = phrase[locale(language).plural_form(count)]
        return phrase.format(**{name: _said(value, language) for name, value in blanks.items()})

    return translate


def said_date(day: date, language: str) -> str:
    """Return a day as a language writes it: 27 November 2026."""
    return format_date(day, "long", locale(language))


def said_month(month: str, language: str) -> str:
    """Return a month, given as `2026-11`, as a language writes it: November 2026."""
    first = date.fromisoformat(f"{month}-01")
    return format_date(first, "LLLL y", locale(language))


def said_number(number: float, language: str) -> str:
    """Return a number as a language writes it: 1,335."""
    return str(format_decimal(number, locale=locale(language)))


def _said(value: object, language: str) -> object:
    return said_number(value, language) if isinstance(value, int | float) else value


def endonym(tag: str) -> str:
    """Return a language's name for itself; the tag when we do not know it."""
    return ENDONYMS.get(tag) or ENDONYMS.get(tag.split("-")[0]) or tag


def closest(locale: str | None) -> str:
    """Return the interface language for a browser's locale (`sr-Latn-RS`, `de-AT`)."""
    parts = (locale or "").replace("_", "-").split("-")
    if parts[0] in {"sr", "sh"} and "ME" not in parts:
        latin = "Latn" in parts or (parts[0] == "sh" and "Cyrl" not in parts)
        return "sr-Latn" if latin else "sr-Cyrl"
    if parts[0] in {"sr", "sh", "cnr"}:  # as it is spoken in Montenegro
        return "sr-Cyrl" if "Cyrl" in parts else "cnr"
    return parts[0] if parts[0] in LANGUAGES else "en"
