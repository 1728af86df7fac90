"""Letters of PDF fonts without a table of their letters: bitmap fonts of TeX, and holes. Pure.

TeX without outline fonts draws each letter as a picture (Type 3) at the code that the letter has
in TeX's own encodings, OT1 or T1: ASCII stays ASCII, but `fi`, dashes and `č` are elsewhere. In a
font that has a table, a letter that is not in it is a hole: what it is nobody knows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.text.letter_pairs import WORD, likelihood

HOLE = "\ufffd"
_OT1 = {
    **dict(zip(range(0x0B, 0x11), ("ff", "fi", "fl", "ffi", "ffl", "ı"), strict=True)),
    **dict(zip(range(0x12, 0x20), "`´ˇ˘¯˚¸ßæœøÆŒØ", strict=True)),
    **{0x22: "”", 0x5C: "“", 0x7B: "–", 0x7C: "—", 0x7D: "˝", 0x7F: "¨"},
}
_T1 = {
    **dict(enumerate("`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—")),
    **dict(zip(range(0x19, 0x20), ("ı", "", "ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    0x7F: "-",
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", 0x80)),
    **{0xD7: "Œ", 0xF7: "œ", 0xFF: "ß"},
}
_LIGATURES = {"ot1": range(0x0B, 0x10), "t1": (*range(0x10, 0x17), *range(0x1B, 0x20))}
_WHOLE = 0.8  # of the letters of a font that its table lacks: then it has none
_MARGIN = 3.0  # nats


@dataclass(frozen=True, slots=True)
class Shown:
    """One sign of a page in a font; `is_named` unless only its code in the font is known.

    Bitmap fonts have no name.
    """

    sign: str
    font: str
    is_named: bool


def read(signs: Mapping[int, Shown]) -> dict[int, str]:
    """Return what stands for the signs that are not named, by their number: letters, or a hole."""
    by_font: dict[str, list[int]] = defaultdict(list)
    for number, shown in signs.items():
        by_font[shown.font].append(number)
    changed: dict[int, str] = {}
    for font, numbers in by_font.items():
        unnamed = [number for number in numbers if not signs[number].is_named]
        if len(unnamed) >= _WHOLE * len(numbers):
            if font:
                continue  # an outline font, whose codes are numbers of its glyphs
            table = _table([signs[number].sign for number in numbers])
            codes = {number: ord(signs[number].sign) for number in unnamed}
            changed |= {n: table[code] for n, code in codes.items() if code in table}
        else:
            changed |= dict.fromkeys(unnamed, HOLE)
    return changed


def _table(signs: Sequence[str]) -> Mapping[int, str]:
    """Return the encoding of TeX that signs are in: none where nothing speaks for one."""
    letters = sum("A" <= sign.upper() <= "Z" for sign in signs)
    if 2 * letters < len(signs):  # TeX leaves the letters of English where they are in ASCII
        return {}
    if any("\x80" <= sign <= "\xff" for sign in signs):
        text = "".join(sign if sign > " " else " " for sign in signs)
        words = list(dict.fromkeys(text.split()))[:200]
        meant = ["".join(WORD.findall(word.translate(_T1))) for word in words]
        return _T1 if likelihood(meant) > likelihood(words) + _MARGIN else {}
    counts = {name: sum(ord(sign) in codes for sign in signs) for name, codes in _LIGATURES.items()}
    if not any(counts.values()):
        return {}
    return _OT1 if counts["ot1"] >= counts["t1"] else _T1
