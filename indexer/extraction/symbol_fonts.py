"""Fonts of signs: what a letter typed in Symbol or Wingdings shows. Pure functions.

Such text holds the codes of the font, as letters (`a`) or in the private use area (U+F061).
Symbol has Greek and mathematics. Of the dingbats only those say something that stand for a bullet,
a tick, an arrow or a number; the others are pictures, and go.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    0xF1: "⟩∫",
}
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x45: "☜☞", 0x4A: "☺", 0x4C: "☹",
    0x6C: "●", 0x6E: "■□□❑❒◆◆◆❖◆", 0x81: "①②③④⑤⑥⑦⑧⑨⑩", 0x8C: "❶❷❸❹❺❻❼❽❾❿",
    0x9E: "••", 0xA6: "•▪□", 0xAB: "★", 0xD8: "➢", 0xDF: "←→↑↓", 0xE8: "➔", 0xEF: "⇦⇨",
    0xFB: "✗✓☒☑",
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗✓☒☑☒☒", 0x95: "••●●●", 0xA0: "▪■■□□"}
_WINGDINGS_3 = {0x20: " ", 0x66: "←→↑↓", 0x7D: "▶◀", 0x84: "▶"}
_WEBDINGS = {0x20: " ", 0x34: "▶", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}

_SAME = frozenset("×÷¬°± ")  # more likely themselves than codes for other signs
_PRIVATE = 0xF000  # where the codes of such fonts stand in Unicode
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_Table = Mapping[int, str]


def _table(runs: Mapping[int, str]) -> _Table:
    """Return what each code shows, as a table for `str.translate`."""
    shown = {first + offset: sign for first, run in runs.items() for offset, sign in enumerate(run)}
    signs = {code: shown.get(code, "") for code in range(0x20, 0x100)}
    # The letters that Windows-1252 has at 0x80 to 0x9F; its other signs there are meant mostly.
    western = {ord(sign): signs[code] for code in signs if (sign := _western(code)).isalpha()}
    return {**western, **signs, **{_PRIVATE + code: sign for code, sign in signs.items()}}


def _western(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") if 0x80 <= code < 0xA0 else ""


_FONTS: tuple[tuple[re.Pattern[str], _Table], ...] = (
    (re.compile(r"^symbol(?:mt|ps|[ ,-]|$)", re.IGNORECASE), _table(_SYMBOL)),
    (re.compile(r"^wingdings[ -]?2", re.IGNORECASE), _table(_WINGDINGS_2)),
    (re.compile(r"^wingdings[ -]?3", re.IGNORECASE), _table(_WINGDINGS_3)),
    (re.compile(r"^wingdings", re.IGNORECASE), _table(_WINGDINGS)),
    (re.compile(r"^webdings", re.IGNORECASE), _table(_WEBDINGS)),
)
NOTE = "letters repaired: a font of symbols"


def shown(text: str, font: str) -> str:
    """Return what `text` shows in the font of that name: mostly `text` itself."""
    table = _table_of(font)
    if _SAME.issuperset(text):
        return text
    if table is None or not all(ord(sign) in table or sign.isspace() for sign in text):
        return text  # signs that the font does not have: somebody translated it already
    return text.translate(table)


def is_symbolic(font: str) -> bool:
    """Whether a font of that name shows signs in place of letters."""
    return _table_of(font) is not None


@lru_cache(maxsize=1000)
def _table_of(font: str) -> _Table | None:
    name = _SUBSET.sub("", font)
    return next((table for names, table in _FONTS if names.search(name)), None)
