"""The interface's words in nine languages: `strings/<language>.yaml`, one key per string."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from ui.state import LANGUAGES

Translator = Callable[..., str]

# Each language by its own name, as its readers look for it. Those of the interface come first.
ENDONYMS = {
    "en": "English",
    "sq": "Shqip",
    "bs": "Bosanski",
    "hr": "Hrvatski",
    "sr-Cyrl": "Српски",
    "sr-Latn": "Srpski",
    "mk": "Македонски",
    "el": "Ελληνικά",
    "bg": "Български",
    "sr": "Српски / Srpski",
    "cnr": "Crnogorski",
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


@cache
def strings(language: str) -> dict[str, str]:
    """Return every string of one language of the interface."""
    path = Path(__file__).parent / "strings" / f"{language}.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def translator(language: str) -> Translator:
    """Return the function that says a key in a language, its {blanks} filled in."""
    words = strings(language)

    def translate(key: str, **blanks: object) -> str:
        return words[key].format(**blanks)

    return translate


def endonym(tag: str) -> str:
    """Return a language's name for itself; the tag when we do not know it."""
    return ENDONYMS.get(tag) or ENDONYMS.get(tag.split("-")[0]) or tag


def closest(locale: str | None) -> str:
    """Return the interface language for a browser's locale (`sr-Latn-RS`, `de-AT`)."""
    parts = (locale or "").replace("_", "-").split("-")
    if parts[0] in {"sr", "sh", "cnr"}:
        latin = "Latn" in parts or (parts[0] != "sr" and "Cyrl" not in parts)
        return "sr-Latn" if latin else "sr-Cyrl"
    return parts[0] if parts[0] in LANGUAGES else "en"
