"""What a file is by its first bytes."""

from indexer.extraction.decoding import wide_order

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (OLE2, "an old Office document (Word, PowerPoint or Excel 97-2003)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a GZIP archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def signature_of(head: bytes) -> str | None:
    """Return what a file beginning with `head` is, in words, or None if no signature fits."""
    return next((what for start, what in _SIGNATURES if head.startswith(start)), None)


def looks_like_text(head: bytes) -> bool:
    """Whether `head` begins a text file: no known signature, hardly any control characters."""
    if head.startswith(_WIDE_MARKS):
        return True
    if signature_of(head):
        return False
    if wide_order(head) is not None:
        return True
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\v\f\r\x1b\x1a")
    return b"\0" not in head and control <= len(head) // 50


def is_zip(head: bytes) -> bool:
    """Whether `head` begins a ZIP archive that has at least one file."""
    return head.startswith(b"PK\x03\x04")
