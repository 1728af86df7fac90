"""What documents say: the `words.yaml` of a package, one key per phrase in every language."""

from collections.abc import Callable
from functools import cache

from indexer.own_yaml import read_own_yaml
from indexer.text.language import base, macrolanguage
from indexer.text.scripts import to_gaj_latin

Say = Callable[..., str]


_HAND_OUTS = __package__


@cache
def words(package: str = _HAND_OUTS) -> dict[str, dict[str, str]]:
    """Return every phrase of a package, by language and key."""
    phrases: dict[str, dict[str, str]] = read_own_yaml(package, "words.yaml")
    latin = {key: to_gaj_latin(phrase) for key, phrase in phrases["sr-Cyrl"].items()}
    return {**phrases, "sr-Latn": latin}


def saying(language: str, package: str = _HAND_OUTS) -> Say:
    """Return the function that says a key in `language`, or in the nearest that has words."""
    phrases = words(package)[_nearest(language)]

    def say(key: str, **blanks: object) -> str:
        return phrases[key].format(**blanks)

    return say


def _nearest(language: str) -> str:
    if language in words():
        return language
    if macrolanguage(language) == "hbs":
        return "sr-Cyrl" if language.endswith("-Cyrl") else "sr-Latn"
    return base(language) if base(language) in words() else "en"
