"""The text of a text file, in whatever encoding it is."""

from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable

MAX_TEXT_BYTES = 40 * 2**20  # the Bible in Cyrillic has 8 MiB


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
