"""The text of a text file, in whatever encoding it is.

Byte-order marks are believed, then UTF-8; then what a Windows, DOS or Mac of the region wrote.
Of the readings that are possible the likeliest is taken if it is so by far; otherwise the file
is refused, because wrong letters are worse than none.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import code_pages, legacy_fonts, misread_text
from indexer.extraction.lost_letters import question_marks_in_words

MAX_TEXT_BYTES = 40 * 2**20  # the Bible in Cyrillic has 8 MiB
CURE = "Open it in an editor and save it as UTF-8."


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file. `notes` say what had to be guessed or mended to read it."""

    text: str
    notes: tuple[str, ...] = ()


def read_raw(file: Path) -> bytes:
    """Return the bytes of a text file. Raises Unreadable if they are more than any text has."""
    if file.stat().st_size > MAX_TEXT_BYTES:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"The file has more than {MAX_TEXT_BYTES // 2**20} MiB of text.",
            cure="Split it into several documents.",
        )
    return file.read_bytes()


def read_text(file: Path) -> Decoded:
    """Return the text of a file. Raises Unreadable if it is too long or its encoding unclear."""
    return decode(read_raw(file))


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `raw`; `declared` is the encoding that it names itself.

    Raises Unreadable if no encoding is certain.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(name, errors="replace"))
    if (order := wide_order(raw)) is not None:
        return Decoded(raw.decode(order, errors="replace"), (_note("UTF-16 without its mark"),))
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    if broken == 0:
        return _as_meant(text)
    if sum(sign > "\x7f" for sign in text) > 11 * broken:
        # A few broken bytes in a long text do not make it another encoding.
        return Decoded(text, (f"Broken letters that were left out: {broken}.",))
    page = code_pages.page_of(raw, declared)
    if page is None:
        raise Unreadable(Outcome.MALFORMED, "Its encoding is not understood.", cure=CURE)
    text = code_pages.decode_page(raw, page)
    lost = question_marks_in_words(text)
    note = f" Words with question marks for letters, lost before: {lost}." if lost else ""
    return Decoded(text, (_note(page.name) + note,))


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def _as_meant(text: str) -> Decoded:
    """Return sound UTF-8 `text`, with letters that an earlier program misread put right."""
    if text.isascii():
        table = misread_text.old_letters_of(text)
        if table is None:
            return Decoded(text)
        name = "YUSCII" if table is legacy_fonts.LATIN else "Cyrillic of an old font"
        return Decoded(legacy_fonts.translated(text, table), (_note(name),))
    meant = misread_text.from_double_utf8(text)
    if meant is None:
        return Decoded(text)
    note = (
        "The text was UTF-8 that a program had taken for something else; its letters were mended."
    )
    if meant.guessed:
        note += f" Lost letters that were guessed by their words: {meant.guessed}."
    if meant.unknown:
        note += f" Letters that had become question marks: {meant.unknown}."
    return Decoded(meant.text, (note,))


def _note(name: str) -> str:
    return f"The text was read as {name}. To be sure of every letter, save it as UTF-8."


def wide_order(raw: bytes) -> str | None:
    """Return `utf-16-le` or `utf-16-be` if `raw` is text in it, though no mark says so."""
    sample = raw[: min(len(raw), 4096) // 2 * 2]
    if len(sample) < 4 or not _WIDE.search(sample):
        return None
    for order in ("utf-16-le", "utf-16-be"):
        text = sample.decode(order, errors="replace")
        if all(_usual(sign) for sign in text):
            return order
    return None


# Blanks, line ends or two Latin letters in UTF-16: every text has some.
_WIDE = re.compile(
    rb"[ .\r\n\t]\x00|\x00[ .\r\n\t]|[A-Za-z]\x00[A-Za-z]\x00|\x00[A-Za-z]\x00[A-Za-z]"
)


def _usual(sign: str) -> bool:
    """Whether `sign` is Latin, Greek, Cyrillic, or of what typesets them."""
    if sign in "\t\n\r\f\ufeff":
        return True
    if sign == "\ufffd" or unicodedata.category(sign) == "Cc":
        return False
    return sign < "\u0530" or "\u1e00" <= sign < "\u2c00"
