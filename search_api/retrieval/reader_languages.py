"""Languages the reader reads: own languages first, English next, the others after them."""

from collections.abc import Sequence
from typing import Literal

from indexer.text.language import UNKNOWN, macrolanguage
from search_api.retrieval.calibration import Band

Reading = Literal["own", "english", "other"]
_LAST: tuple[Reading, ...] = ("own", "english", "other")


def reading(language: str | None, reads: Sequence[str]) -> Reading:
    """Return what a resource in `language` is to someone who reads `reads`.

    Bosnian, Croatian, Montenegrin and Serbian are one here: who reads one reads the others.
    Without a known language a resource counts as one's own, so that it is not lost.
    """
    own = {macrolanguage(tag) for tag in reads}
    if language is None or language == UNKNOWN or macrolanguage(language) in own:
        return "own"
    return "english" if macrolanguage(language) == "en" else "other"


def sort_key(band: Band, kind: Reading) -> tuple[int, int]:
    """Return a sort key: stronger before weaker, then own languages first.

    What the reader cannot read comes after all that the reader can, however strong. English is
    never hidden: it follows the own languages within each band.
    """
    strength = ("strong", "possible", "weak").index(band)
    unread = int(kind == "other")
    return (unread, strength * len(_LAST) + _LAST.index(kind))
