"""The words of the page of a resource, in the nine languages of the screens."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from indexer.text.language import base, macrolanguage
from indexer.text.scripts import LANGUAGES


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words in one of `LANGUAGES`."""
    text = (files("search_api.sharing") / "words.yaml").read_text("utf-8")
    every: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return every[language]


def nearest(tag: str | None) -> str:
    """Return that of `LANGUAGES` which a reader of `tag` reads; English where there is none."""
    if tag is None or tag in LANGUAGES:
        return tag or "en"
    same = [language for language in LANGUAGES if base(language) == base(tag)]
    if same:
        return same[-1]  # Serbian without a script: Latin, which more people read
    return "sr-Latn" if macrolanguage(tag) == macrolanguage("sr-Latn") else "en"
