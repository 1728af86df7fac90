"""MHTML: a web page with its pictures in one file, as browsers and Word save it."""

from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from indexer.domain import Block, Extraction
from indexer.extraction.decoding import decode
from indexer.extraction.formats import html, text
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.text.cleaning import one_line


def read(file: Path) -> Extraction:
    """Return the main text of the page that the file holds, and its metadata."""
    with file.open("rb") as stream:
        message = BytesParser(policy=policy.default).parse(stream)
    pages = list(_pages(message))
    extraction = next((page for page in pages if page.blocks), None) or Extraction(_plain(message))
    if extraction.metadata.title is None and (subject := _subject(message)):
        extraction = replace(extraction, metadata=replace(extraction.metadata, title=subject))
    return extraction


def _pages(message: EmailMessage) -> Iterator[Extraction]:
    """Yield each page inside: the first is the one that was saved, the others are its frames."""
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = _bytes(part)
            yield html.read_page(html.decoded_markup(raw, part.get_content_charset()))


def _plain(message: EmailMessage) -> tuple[Block, ...]:
    parts = (part for part in message.walk() if part.get_content_type() == "text/plain")
    texts = (decode(_bytes(part), part.get_content_charset()).text for part in parts)
    return tuple(block for body in texts for block in text.blocks_of(body))


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _subject(message: EmailMessage) -> str:
    try:
        return one_line(str(message.get("Subject", "")))[:300]
    except (ValueError, IndexError, AttributeError):  # the library, on a broken header
        return ""


FORMAT = Format(
    name="MHTML",
    media_type="multipart/related",
    suffixes=(".mht", ".mhtml"),
    matches=looks_like_text,
    read=read,
)
