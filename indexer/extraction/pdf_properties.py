"""The properties of a PDF with the letters that were meant.

Old programs wrote titles and authors in the code page of their Windows, or in UTF-8, without saying
so: `Âðøœà÷êà íàñòàâà` for `Вршњачка настава`.
"""

from dataclasses import replace

from indexer.domain import Metadata
from indexer.errors import Unreadable
from indexer.extraction import first_page
from indexer.extraction.decoding import decode

NOTE = "letters repaired: in the properties of the file"


def meant(properties: Metadata, opening: str) -> tuple[Metadata, tuple[str, ...]]:
    """Return the properties with what they were meant to say, and the note on that.

    What the opening of the text says too stays as it is.
    """
    mended = replace(
        properties,
        title=_meant(properties.title, opening),
        authors=tuple(_meant(author, opening) or author for author in properties.authors),
        keywords=tuple(_meant(word, opening) or word for word in properties.keywords),
        abstract=_meant(properties.abstract, opening),
    )
    return mended, ((NOTE,) if mended != properties else ())


def _meant(value: str | None, opening: str) -> str | None:
    if not value or value.isascii() or first_page.confirmed(value, opening):
        return value
    for raw in _bytes_of(value):
        try:
            text = decode(raw).text
        except Unreadable:
            continue
        if text != value and text.isprintable():
            return text
    return value


def _bytes_of(value: str) -> list[bytes]:
    """Return what bytes `value` may have been: in the encoding of PDF, and in Windows-1252."""
    from pypdf.generic import encode_pdfdocencoding  # heavy: only in the child process

    raws = []
    for encode in (encode_pdfdocencoding, lambda text: text.encode("cp1252")):
        try:
            raws.append(bytes(encode(value)))
        except (UnicodeError, ValueError, KeyError):
            continue
    return raws
