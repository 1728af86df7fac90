"""Stems: one spelling for the inflected forms of a word. The home of snowballstemmer.

A stem is made from the folded word, in the index and in the question alike. Snowball has a
stemmer for English, Serbian (which serves Bosnian, Croatian and Montenegrin too), Greek,
Romanian and Turkish. Albanian, Macedonian, Bulgarian and Slovene have none that is kept well;
their words are cut to their first six letters, which does nearly as well for languages that
inflect at the end.
Sources: snowballstem.org; McNamee, Nicholas and Mayfield 2009, SIGIR, doi:10.1145/1571941.1571957.
"""

from functools import lru_cache
from threading import Lock

import snowballstemmer

from indexer.text.language import HBS, base

CUT = 6  # letters
_CUT_LANGUAGES = frozenset({"sq", "mk", "bg", "sl"})
_ALGORITHMS = {"en": "english", "el": "greek", "ro": "romanian", "tr": "turkish"} | dict.fromkeys(
    HBS, "serbian"
)
_LONGEST = 40  # letters: what is longer is no word, and stemmers take their time with it
_SHORTEST = 4  # letters: a Romanian stemmer makes `a` of `ai`, and it would match every article
_GREEK = range(ord("α"), ord("ω") + 1)
_one_at_a_time = Lock()  # a stemmer holds the word it is working on


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word of a text in `language`, a tag; English when unknown.

    Short words, acronyms and codes that begin with a digit are their own stems.
    """
    return _stem(word, base(language))


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    if not _SHORTEST <= len(word) <= _LONGEST or word[0].isdigit():
        return word
    if language in _CUT_LANGUAGES:
        return word[:CUT]
    with _one_at_a_time:
        made = str(_algorithm(_ALGORITHMS.get(language, "english")).stemWord(word))
    return made if len(made) > 1 else word


def cuts(language: str) -> bool:
    """Whether a stem in `language`, a tag, is but the beginning of a word."""
    return base(language) in _CUT_LANGUAGES


def forms(word: str) -> tuple[str, ...]:
    """Return the stems of a folded word under every stemmer that reads its letters."""
    if word[:1] and ord(word[0]) in _GREEK:
        return (_stem(word, "el"),)
    made = (_stem(word, language) for language in ("en", "sr", "ro", "tr", "sq"))
    return tuple(dict.fromkeys(made))


@lru_cache(maxsize=8)
def _algorithm(name: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(name)
