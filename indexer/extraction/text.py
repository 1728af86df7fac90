"""Cleaning text: what a person would not see or would be surprised to see goes.

Every format passes its text through `clean`, so that a passage never holds control characters,
lone surrogates (which no database or JSON takes), ligatures or soft hyphens.
"""

import re
import unicodedata
from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable

MAX_TEXT_BYTES = 40 * 2**20  # the Bible in Cyrillic has 8 MiB

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Symbol and Wingdings put their bullets and arrows into the private use area.
_PRIVATE_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf0e0", "•")
# Adobe's expert fonts keep small capitals there.
_SMALL_CAPITALS = {chr(0xF700 + code): chr(code) for code in range(ord("a"), ord("z") + 1)}
_TABLE = str.maketrans({**_LIGATURES, **_PRIVATE_BULLETS, **_SMALL_CAPITALS, "\t": " "})
_NEWLINES = re.compile("\r\n?|[\u2028\u2029\v\f\x85]")
# Control characters but not newline; soft hyphens, zero-width and text-direction characters;
# surrogates; what is left of the private use areas; U+FFFD; the non-characters.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff"
    "\ue000-\uf8ff\ufeff\ufff0-\uffff\U000f0000-\U0010ffff]"
)
# Bold and italic letters of formulas: to a reader, and to a search, plain letters.
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^[ ]*(?:[•●▪▫◦‣⁃∙■□○◆◇▶►➢➤✓✔❖*·]|[–—-](?=\s))\s*(?=\S)", re.MULTILINE)
_LONE_BULLET = re.compile(r"^[ ]*[•●▪▫◦‣⁃∙■□○◆◇▶►➢➤❖·][ ]*$", re.MULTILINE)


def clean(text: str) -> str:
    """Return `text` in NFC with plain spaces and newlines, and nothing invisible."""
    text = _NEWLINES.sub("\n", text).translate(_TABLE)
    text = _MATHEMATICAL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _UNSEEN.sub("", text)
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip("\n")


def clean_code(text: str) -> str:
    """Like `clean`, but the spaces at the start of lines stay: in code they mean something."""
    text = _NEWLINES.sub("\n", text.replace("\t", "    ")).translate(_TABLE)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def plain_bullets(text: str) -> str:
    """Return `text` with every bullet sign at the start of a line written as `- `."""
    return _BULLET.sub("- ", _LONE_BULLET.sub("", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, on one line."""
    return " ".join(clean(text).split())


def is_garbage(text: str) -> bool:
    """Whether `text` is what a broken font gives: mostly signs that are not letters.

    Short texts are never garbage: a page with "3 + 4 = 7" is a page.
    """
    visible = [sign for sign in text if not sign.isspace()]
    if len(visible) < 40:
        return False
    odd = sum(1 for sign in visible if unicodedata.category(sign) in _ODD)
    letters = sum(1 for sign in visible if sign.isalnum())
    return odd > 0.1 * len(visible) or letters < 0.25 * len(visible)


_ODD = {"Cc", "Cn", "Co", "Cs"}


def read_raw(file: Path) -> bytes:
    """Return the bytes of a text file. Raises Unreadable if they are more than any text has."""
    if file.stat().st_size > MAX_TEXT_BYTES:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"The file has more than {MAX_TEXT_BYTES // 2**20} MiB of text.",
            cure="Split it into several documents.",
        )
    return file.read_bytes()


def read_text(file: Path) -> str:
    """Return the text of a file in any encoding. Raises Unreadable if it is too long."""
    return decode(read_raw(file))


def decode(raw: bytes) -> str:
    """Return the text of `raw` in whatever encoding it most likely is. Never fails.

    Byte-order marks are believed, then UTF-8; what is left are the single-byte code pages of
    the Balkans and Western Europe, told apart by `charset_normalizer`.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, errors="replace")
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken == 0 or sum(sign > "\x7f" for sign in text) > 11 * broken:
        return text  # a few broken bytes in a long text do not make it another encoding
    return raw.decode(_code_page(raw), errors="replace")


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CODE_PAGES = ["cp1250", "cp1251", "cp1253", "cp1252", "iso8859_2", "iso8859_5", "iso8859_7"]


def _code_page(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # heavy: only for files that are not UTF-8

    best = from_bytes(raw[:200_000], cp_isolation=_CODE_PAGES, enable_fallback=False).best()
    return best.encoding if best else "cp1252"
