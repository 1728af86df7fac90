"""Folding: one spelling for everything that readers of the network would call the same word.

People type `nastava` for `настава`, `ucenik` for `učenik`, `mesimdhenia` for `mësimdhënia`
and Greek without tonos. Whatever is searched, indexed or compared goes through `fold` once,
on both sides, so that these meet. Folding loses information: it is for matching, never for
display. The original text is always kept.
"""

import re
import unicodedata
from collections.abc import Mapping

from indexer.text.scripts import GAJ

# Letters that carry their mark inside the glyph, so that Unicode decomposition does not split it.
_BARRED = {"đ": "dj", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}


def _unmarked(text: str) -> str:
    """Return `text` without combining marks and bars."""
    signs = unicodedata.normalize("NFD", text)
    return "".join(_BARRED.get(sign, sign) for sign in signs if not unicodedata.combining(sign))


# Scientific transliteration as the network's readers know it, without diacritics.
_CYRILLIC = {
    **{letter: _unmarked(latin) for letter, latin in GAJ.items()},
    **{"ѓ": "gj", "ѕ": "dz", "ќ": "kj"},  # Macedonian
    **{"й": "j", "щ": "st", "ъ": "a", "ь": "", "ю": "ju", "я": "ja"},  # Bulgarian
    **{"ы": "y", "э": "e", "ё": "jo", "і": "i", "ї": "ji", "є": "je", "ґ": "g"},
}


class _Letters(dict[int, str | int | None]):
    """What becomes of each letter, for str.translate: fast, because it finds all of them here."""

    def __init__(self, changed: Mapping[int, str], *, marks_stay: bool) -> None:
        super().__init__(changed)
        self._marks_stay = marks_stay

    def __missing__(self, letter: int) -> int | None:
        stays = self._marks_stay or not unicodedata.combining(chr(letter))
        self[letter] = letter if stays else None
        return letter if stays else None


_CHANGED = str.maketrans({**_CYRILLIC, **_BARRED})
_TABLE = _Letters(_CHANGED, marks_stay=True)
_WITHOUT_MARKS = _Letters(_CHANGED, marks_stay=False)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def fold(text: str) -> str:
    """Return `text` lower-cased, in Latin or plain Greek letters, without diacritics.

    The steps: NFKC and casefold (й is one letter, the ligature ﬁ two, Greek ς becomes σ),
    Cyrillic to Latin and đ to dj, drop the combining marks, and translate once more what stood
    bare only then. `fold(fold(x)) == fold(x)` for every text.
    """
    if text.isascii():
        return text.lower()  # the same, many times faster
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    decomposed = unicodedata.normalize("NFD", composed.translate(_TABLE))
    return decomposed.translate(_WITHOUT_MARKS)


def words(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) character offsets of every word in `text`, in reading order."""
    return [match.span() for match in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """Return the folded form of every word in `text`, in reading order."""
    return [fold(word) for word in _WORD.findall(text)]
