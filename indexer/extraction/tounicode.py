"""The tables (ToUnicode) by which the fonts of a PDF say which letters they show, and their holes.

A simple font without an encoding has nothing but this table. A letter that is not in it is read as
the letter that has its code in ASCII: another one.
"""

import re
from typing import Any

from indexer.extraction.bitmap_fonts import HOLE

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CODE = re.compile(rb"<([0-9a-fA-F]{1,4})>\s*<[0-9a-fA-F]*>")
_RANGE = re.compile(rb"<([0-9a-fA-F]{1,4})>\s*<([0-9a-fA-F]{1,4})>\s*(?:<|\[)")
_LARGEST = 100_000  # bytes: the table of a font of 256 letters has 5,000


def mark_holes(font: Any) -> bool:
    """Add the codes that a font uses but its table lacks, as U+FFFD; return whether any was."""
    if font.get("/Subtype") not in ("/TrueType", "/Type3") or "/ToUnicode" not in font:
        return False
    if font.get("/Subtype") == "/TrueType" and "/Encoding" in font:
        return False
    table = font["/ToUnicode"].get_object().get_data()
    missing = _used(font) - _in_table(table)
    if not missing or len(table) > _LARGEST:
        return False
    from pypdf.generic import DecodedStreamObject, NameObject

    lines = b"\n".join(b"<%02x> <%04x>" % (code, ord(HOLE)) for code in sorted(missing))
    added = b"%d beginbfchar\n%s\nendbfchar\nendcmap" % (len(missing), lines)
    stream = DecodedStreamObject()
    stream.set_data(table.replace(b"endcmap", added, 1))
    font[NameObject("/ToUnicode")] = stream
    return True


def _used(font: Any) -> set[int]:
    """Return the codes that have a width: those of the letters in the font, but for the space."""
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths", [])
    wide = {first + place for place, width in enumerate(widths) if float(width) > 0}
    return {code for code in wide if 0 <= code < 256 and code != ord(" ")}


def _in_table(table: bytes) -> set[int]:
    codes = {int(code, 16) for part in _CHARS.findall(table) for code in _CODE.findall(part)}
    for part in _RANGES.findall(table):
        for low, high in _RANGE.findall(part):
            codes.update(range(int(low, 16), min(int(high, 16), 255) + 1))
    return codes
