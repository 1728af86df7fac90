"""How parent and child speak: frames of JSON over pipes.

A frame is its length in bytes (four bytes, big-endian) and that many bytes of JSON. JSON and
not pickle: a child that a hostile file has taken over must not be able to run code in the
parent. Non-ASCII is escaped, so that file names that are not UTF-8 pass unharmed.
"""

import json
import struct
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from indexer.domain import Block, Extraction, Metadata

HEADER = struct.Struct(">I")
MAX_FRAME = 128 * 2**20  # bytes; a book is 1-2 MB of text


def frame(message: dict[str, Any]) -> bytes:
    """Return `message` as one frame."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return HEADER.pack(len(body)) + body


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message of `stream`, or None at its end."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    message: dict[str, Any] = json.loads(stream.read(HEADER.unpack(header)[0]))
    return message


def extraction_to_json(extraction: Extraction) -> dict[str, Any]:
    """Return `extraction` as plain lists and dicts."""
    return {
        "blocks": [[block.text, block.page, block.level] for block in extraction.blocks],
        "metadata": asdict(extraction.metadata),
        "page_count": extraction.page_count,
        "problems": list(extraction.problems),
        "findings": list(extraction.findings),
        "sources": extraction.sources,
    }


def extraction_from_json(raw: dict[str, Any]) -> Extraction:
    """Return the Extraction that `extraction_to_json` wrote."""
    known = {each.name for each in fields(Metadata)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw["metadata"].items()
        if name in known
    }
    return Extraction(
        blocks=tuple(Block(text, page, level) for text, page, level in raw["blocks"]),
        metadata=Metadata(**values),
        page_count=raw["page_count"],
        problems=tuple(raw["problems"]),
        findings=tuple(raw["findings"]),
        sources={str(name): str(source) for name, source in raw["sources"].items()},
    )
