"""RTF: the text of what old word processors left behind. It knows no headings."""

import re
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import office
from indexer.extraction.decoding import read_raw
from indexer.extraction.registry import Format
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, plain_bullets

_INFO = re.compile(r"\{\\(title|author|keywords|subject)\s+([^{}]{1,500})\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})")


def read(file: Path) -> Extraction:
    """Return the paragraphs of an RTF file and its info group."""
    source = read_raw(file).decode("latin-1")
    text = plain_bullets(clean(_plain(source)))
    blocks = tuple(Block(line.replace("|", " | ")) for line in text.split("\n") if line.strip())
    return Extraction(blocks, _metadata(source[:100_000]))


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text  # only in the child process

    # A typed call of an untyped library.
    return str(rtf_to_text(source, "cp1252", "ignore"))  # type: ignore[no-untyped-call]


def _metadata(source: str) -> Metadata:
    info = {key: _plain("{\\rtf1 " + value + "}") for key, value in _INFO.findall(source)}
    created = _CREATED.search(source)
    return describe(
        {
            "title": office.plausible_title(info.get("title", "")),
            "author": office.plausible_author(info.get("author", "")),
            "keywords": info.get("keywords", ""),
            "date": created[1] if created else None,
        }
    )[0]


FORMAT = Format(
    name="RTF",
    media_type="application/rtf",
    suffixes=(".rtf",),
    matches=lambda head: head.startswith(b"{\\rtf"),
    read=read,
)
