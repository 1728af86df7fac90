"""The words of the page of a resource, in the nine languages of the screens."""

from collections.abc import Mapping

from indexer.own_yaml import read_own_yaml
from indexer.text.language import base, macrolanguage
from indexer.text.scripts import LANGUAGES


def words(language: str) -> Mapping[str, str]:
    """Return the words in one of `LANGUAGES`."""
    every: dict[str, dict[str, str]] = read_own_yaml(__package__, "words.yaml")
    return every[language]


def nearest(tag: str | None) -> str:
    """Return that of `LANGUAGES` which a reader of `tag` reads; English where there is none."""
    if tag is None or tag in LANGUAGES:
        return tag or "en"
    same = [language for language in LANGUAGES if base(language) == base(tag)]
    if same:
        return same[-1]  # Serbian without a script: Latin, which more people read
    return "sr-Latn" if macrolanguage(tag) == macrolanguage("sr-Latn") else "en"
