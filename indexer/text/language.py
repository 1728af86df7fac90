"""Which language and script a text is in.

No detector can tell Bosnian, Croatian, Montenegrin and Serbian apart in a paragraph. What is
detected is therefore `hbs-Latn` or `hbs-Cyrl` (ISO 639-3's code for the four together); the
exact language is known only when the resource's metadata says it.
"""

import re
from collections.abc import Iterable
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

from indexer.errors import StorageError

UNKNOWN = "und"
HBS = frozenset({"bs", "hr", "sr", "cnr", "sh", "hbs"})
# The network's languages first, then those that turn up in its reading lists.
_CANDIDATES = (
    *("en", "sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr"),
    *("de", "fr", "it", "es"),
)
# What a question may be in, to notice one that is in none of SEARCHED.
SEARCHED = frozenset({"en", "sq", "mk", "el", "bg"} | HBS)
ASKED_IN = (
    *("en", "sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr", "de", "fr", "it", "es"),
    *("pt", "nl", "pl", "cs", "sk", "hu", "ru", "uk", "sv", "da", "fi", "ar", "he", "hi", "ka"),
    *("zh", "ja", "ko"),
)
# Without one wrong in 599 questions, 629 key words and 244 titles of the nine languages.
_MOST_SEARCHED, _OUTSIDE = 0.2, 0.6  # probability of SEARCHED together, and of the one outside
_READ, _ENOUGH_WORDS = 500, 3  # characters, words
_OTHER_ALPHABETS = re.compile("[\u0530-\u1dff\u2e80-\ufaff\uff66-\uffdc]")
_ENOUGH_LETTERS = 20
_SURE = 0.6
_models: Path | None = None  # the folder in which the numbers may have been written


class ModelOutOfReach(StorageError):
    """The model is not loaded, and cannot be: no disk for it, or this process is in a sandbox."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"What tells languages apart could not be unpacked: {reason}.",
            cure="Make room for 50 MB where temporary files lie (TMPDIR names another folder).",
        )


def find_tables_in(models: Path) -> None:
    """Take the numbers from the folder `models`, where they are, instead of unpacking them."""
    global _models
    _models = models


@lru_cache(maxsize=1)
def _model() -> Any:
    from indexer.text import language_tables  # numpy, for those who ask for a language

    written = language_tables.read(_models) if _models else None
    try:  # it unpacks its model into a temporary file
        return written or language_tables.packaged()
    except OSError as error:
        raise ModelOutOfReach(error.strerror or str(error)) from error


@lru_cache(maxsize=2)
def _identifier(candidates: tuple[str, ...] = _CANDIDATES) -> Any:
    model = _model()
    if set(model.labels) == set(candidates):
        return model
    identifier = copy(model)  # the numbers of the model are shared
    identifier.set_languages(list(candidates))
    return identifier


def _ranked(text: str, candidates: tuple[str, ...] = _CANDIDATES) -> Any:
    """Return (language, probability) for each of `candidates`, the most probable first."""
    try:
        return _identifier(candidates).rank(text)
    except IndexError:  # a table that is damaged: those of the package are not
        _forget_tables()
        return _identifier(candidates).rank(text)


def _forget_tables() -> None:
    global _models
    _models = None
    _model.cache_clear()
    _identifier.cache_clear()


def prepare() -> None:
    """Load the model now: later, in a sandbox, it is out of reach."""
    _identifier()


def probabilities(text: str) -> dict[str, float]:
    """Return the probability of each candidate language, `bs`, `hr` and `sr` added to `hbs`."""
    summed: dict[str, float] = {}
    for language, probability in _ranked(text):
        key = macrolanguage(language)
        summed[key] = summed.get(key, 0.0) + float(probability)
    return summed


def outside(text: str) -> str | None:
    """Return the language of a question that is in none of SEARCHED; None where it may be in one.

    It is named to whoever asks, so it must be nearly certain: two words are not enough, unless
    they are in an alphabet of their own.
    """
    if len(set(text.lower().split())) < _ENOUGH_WORDS and not _OTHER_ALPHABETS.search(text):
        return None
    ranked = [(tag, float(share)) for tag, share in _ranked(text[:_READ], ASKED_IN)]
    searched = sum(share for tag, share in ranked if tag in SEARCHED)
    language, probability = ranked[0]
    certain = probability >= _OUTSIDE and searched <= _MOST_SEARCHED
    return language if certain and language not in SEARCHED else None


def script(text: str) -> str:
    """Return the ISO 15924 code of most of the letters: `Latn`, `Cyrl`, `Grek`, or `Zyyy`."""
    cyrillic = sum("Ѐ" <= letter <= "ӿ" for letter in text)
    greek = sum("Ͱ" <= letter <= "Ͽ" or "ἀ" <= letter <= "῿" for letter in text)
    latin = sum(letter.isalpha() for letter in text) - cyrillic - greek
    most = max(latin, cyrillic, greek)
    if most == 0:
        return "Zyyy"
    return "Latn" if most == latin else "Cyrl" if most == cyrillic else "Grek"


def detect(text: str) -> str:
    """Return the language of `text` as a tag, or `und` when it is too short to say.

    Tags: `en`, `sq`, `mk`, `el`, `bg`, ... and `hbs-Latn` / `hbs-Cyrl`.
    """
    if sum(letter.isalpha() for letter in text) < _ENOUGH_LETTERS:
        return UNKNOWN
    if script(text) == "Grek":
        return "el"
    language, probability = max(probabilities(text).items(), key=lambda pair: pair[1])
    if probability < _SURE:
        return UNKNOWN
    return f"hbs-{script(text)}" if language == "hbs" else language


def base(tag: str) -> str:
    """Return the language of a tag without script or region: `sr` for `sr-Cyrl`."""
    return tag.split("-", 1)[0].lower()


@lru_cache(maxsize=1_024)
def macrolanguage(tag: str) -> str:
    """Return the language of a tag as ISO 639-3 groups it: `hbs` for `bs`, `hr`, `sr-Cyrl` ..."""
    return "hbs" if base(tag) in HBS else base(tag)


def refine(detected: str, declared: str | None) -> str:
    """Return the exact tag of a text: what was detected, made exact by what is declared.

    A passage detected as `hbs-Cyrl` in a resource declared `sr` is `sr-Cyrl`. A passage in
    another language than the declared one keeps its own; an unsure one takes the declared.
    """
    if declared is None:
        return detected
    if detected == UNKNOWN:
        return declared
    if base(detected) == "hbs" and base(declared) in HBS:
        written = detected.partition("-")[2]
        return f"sr-{written}" if base(declared) == "sr" else declared
    return detected


def main_language(tags: Iterable[str]) -> str | None:
    """Return the most frequent known tag, the first in alphabet among equals; None if none is."""
    counts: dict[str, int] = {}
    for tag in tags:
        if tag != UNKNOWN:
            counts[tag] = counts.get(tag, 0) + 1
    return min(counts, key=lambda tag: (-counts[tag], tag)) if counts else None
