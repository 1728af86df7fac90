"""Cleaning text: what a person would not see or would be surprised to see goes. Pure.

Every format passes its text through `clean`, so that a passage never holds control characters,
lone surrogates (which no database or JSON takes), ligatures or soft hyphens.
"""

import re
import unicodedata

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
_ODD = frozenset({"Cc", "Cn", "Co", "Cs"})  # Unicode categories that no text needs
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
