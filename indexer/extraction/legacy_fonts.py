"""Fonts from before Unicode that show other letters than the text holds. Pure functions.

In Yugoslavia `~ { [ @ ^` were typed for `č š Š Ž Č`, and fonts drew them so; in Cyrillic fonts
`q w x` are `љ њ џ` as well. Such text is read by the name of its font.
"""

import re
from collections.abc import Mapping

Table = Mapping[int, int | str]
LATIN: Table = str.maketrans("~^{[}]|\\`@", "čČšŠćĆđĐžŽ")
_SIGNS = "~^{[`@qQwWxX"
_COMMON = dict(zip("abvgdezijklmnoprstufhc", "абвгдезијклмнопрстуфхц", strict=True))
_LETTERS: dict[str, int | str] = {
    **_COMMON,
    **{letter.upper(): written.upper() for letter, written in _COMMON.items()},
    **dict(zip(_SIGNS, "чЧшШжЖљЉњЊџЏ", strict=True)),
    **dict(zip("}]|\\yY", "ћЋђЂѕЅ", strict=True)),
}
SERBIAN: Table = str.maketrans(_LETTERS)
MACEDONIAN: Table = {**SERBIAN, **str.maketrans("}]|\\", "ќЌѓЃ")}
_FONTS: tuple[tuple[re.Pattern[str], Table], ...] = (
    (re.compile(r"^mac[ _-]?c(?:[ _-]|(?=[A-Z]))|^m_|macedonian|makedonsk", re.I), MACEDONIAN),
    (re.compile(r"[cćč]irilica|(?:^|[ _-])[Cc]ir(?![a-z])|(?<=[a-z])Cir(?![a-z])", re.I), SERBIAN),
    (re.compile(r"^C[ _]?(?=[A-Z]).*YU(?![a-z])|YU[ _-]?C[ _-]"), SERBIAN),
    (re.compile(r"cyr.*YU(?![a-z])|YU.*cyr", re.I), SERBIAN),
    (re.compile(r"YU(?![a-z])(?!.?(?:Gothic|Mincho|Kyokasho))"), LATIN),
)
NOTE = "letters repaired: a font from before Unicode"
_SUBSET = re.compile(r"^[A-Z]{6}\+")
ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.[a-z.]{2,64}\b|\b[a-z]{1,9}:[/\\][^\s]{1,2000}|www\.\S{1,2000}"
)


def written(text: str, font: str) -> str:
    """Return the letters that `text` shows in the font of that name: mostly `text` itself."""
    table = _table(font)
    if table is None or not text.isascii():  # letters beyond ASCII: somebody translated it already
        return text
    return translated(text, table)


def _table(font: str) -> Table | None:
    name = _SUBSET.sub("", font)
    return next((table for names, table in _FONTS if names.search(name)), None)


def is_legacy(font: str) -> bool:
    """Whether a font of that name shows other letters than its text holds."""
    return _table(font) is not None


def translated(text: str, table: Table) -> str:
    """Return `text` with its letters by `table`, but for the addresses in it."""
    done: list[str] = []
    end = 0
    for address in ADDRESS.finditer(text):
        done += [text[end : address.start()].translate(table), address[0]]
        end = address.end()
    return "".join((*done, text[end:].translate(table)))
