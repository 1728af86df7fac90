"""The languages the reader reads: own languages first, then English, then the others."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from indexer.text.language import UNKNOWN, macrolanguage

Reading = Literal["own", "english", "other"]
ORDER: tuple[Reading, ...] = ("own", "english", "other")


class Languages(NamedTuple):
    """The languages of a reader: those that are named, else the one that the question is in."""

    tags: tuple[str, ...]
    are_named: bool


def languages_of_reader(named: Sequence[str], question: str, labels: str | None) -> Languages:
    """Return a reader's languages: whoever names none reads the language of the `question`.

    Where that is unknown, a question being short, it is the language of the labels, if given.
    """
    inferred = labels if question == UNKNOWN else question
    return Languages(tuple(named) or ((inferred,) if inferred else ()), bool(named))


def reading(language: str | None, reads: Sequence[str]) -> Reading:
    """Return whether `language` is an own language of someone who reads `reads`, English or other.

    Bosnian, Croatian, Montenegrin and Serbian count as one language: whoever reads one of them
    reads the others. An unknown language counts as own, so that the resource is not put last.
    """
    own = {macrolanguage(tag) for tag in reads}
    if not language or language == UNKNOWN or macrolanguage(language) in own:
        return "own"
    return "english" if macrolanguage(language) == "en" else "other"


def place(language: str | None, reads: Sequence[str]) -> int:
    """Return the place of `language` in ORDER for who reads `reads`: what to sort lists by.

    Whoever names no language has no order of languages: all places are 0.
    """
    return ORDER.index(reading(language, reads)) if reads else 0


def distance(language: str | None, reads: Sequence[str]) -> int:
    """Return how far a text in `language` is from someone who reads `reads`, own first.

    The distance grows along `reads`. The very tag is nearer than the same language in another
    script, or than a sister language such as Croatian for Serbian. After all of `reads` comes
    English, then every other language. With empty `reads` all distances are 0.
    """
    for place, tag in enumerate(reads):
        if language == tag:
            return 2 * place
        if language and reading(language, [tag]) == "own":
            return 2 * place + 1
    beyond = {"own": 0, "english": 0, "other": 1}[reading(language, reads)]
    return (2 * len(reads) + beyond) if reads else 0
