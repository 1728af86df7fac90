"""Ordering by the languages the reader reads: own languages first, then English, then others."""

from collections.abc import Sequence
from typing import Literal

from indexer.text.language import UNKNOWN, macrolanguage
from search_api.retrieval.calibration import Band

Reading = Literal["own", "english", "other"]
_ORDER: tuple[Reading, ...] = ("own", "english", "other")


def reading(language: str | None, reads: Sequence[str]) -> Reading:
    """Return whether `language` is an own language of someone who reads `reads`, English or other.

    Bosnian, Croatian, Montenegrin and Serbian count as one language: whoever reads one of them
    reads the others. An unknown language counts as own, so that the resource is not put last.
    """
    own = {macrolanguage(tag) for tag in reads}
    if language is None or language == UNKNOWN or macrolanguage(language) in own:
        return "own"
    return "english" if macrolanguage(language) == "en" else "other"


def sort_key(band: Band, kind: Reading) -> tuple[int, int]:
    """Return a sort key: readable before unreadable, then stronger bands, then own languages.

    What the reader cannot read comes after everything else, however strong. English counts as
    readable: it follows the own languages within each band.
    """
    strength = ("strong", "possible", "weak").index(band)
    unread = int(kind == "other")
    return (unread, strength * len(_ORDER) + _ORDER.index(kind))
