"""How parent and child speak: frames of JSON over pipes.

A frame is its length in bytes (four bytes, big-endian) and that many bytes of JSON. JSON and
not pickle: a child that a hostile file has taken over must not be able to run code in the
parent. Non-ASCII is escaped, so that file names that are not UTF-8 pass unharmed.
"""

import base64
import json
import struct
import zlib
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from indexer.domain import Block, Extraction, Metadata
from indexer.errors import Unreadable
from indexer.extraction.page_picture import Box, PagePicture
from indexer.extraction.pictures import MAX_PIXELS, Picture, Seen, SeenWord

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
        "needs_ocr": extraction.needs_ocr,
    }


def extraction_from_json(raw: dict[str, Any]) -> Extraction:
    """Return the Extraction that `extraction_to_json` wrote."""
    names = {field.name for field in fields(Metadata)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw["metadata"].items()
        if name in names
    }
    return Extraction(
        blocks=tuple(Block(text, page, level) for text, page, level in raw["blocks"]),
        metadata=Metadata(**values),
        page_count=raw["page_count"],
        problems=tuple(raw["problems"]),
        findings=tuple(raw["findings"]),
        sources={str(name): str(source) for name, source in raw["sources"].items()},
        needs_ocr=bool(raw["needs_ocr"]),
    )


def refusal_to_json(refusal: Unreadable) -> dict[str, Any]:
    """Return why a file could not be read as a plain dict."""
    return {
        "outcome": str(refusal.outcome),
        "message": refusal.message,
        "cure": refusal.cure,
        "needs_ocr": refusal.needs_ocr,
    }


def refusal_from_json(raw: dict[str, Any]) -> Unreadable:
    """Return the Unreadable that `refusal_to_json` wrote."""
    return Unreadable(
        raw["outcome"], raw["message"], cure=raw["cure"], needs_ocr=bool(raw["needs_ocr"])
    )


def picture_to_json(picture: Picture) -> dict[str, Any]:
    """Return `picture` as JSON has it, packed: a page is mostly white."""
    packed = base64.b85encode(zlib.compress(picture.grey, 1)).decode("ascii")
    return {"width": picture.width, "height": picture.height, "grey": packed}


def picture_from_json(raw: dict[str, Any]) -> Picture:
    """Return the Picture that `picture_to_json` wrote. Raises ValueError if it is none."""
    size = int(raw["width"]) * int(raw["height"])
    if not 0 < size <= 1.01 * MAX_PIXELS:  # sides are rounded up
        raise ValueError("the picture is larger than any that we paint")
    unpacked = zlib.decompressobj().decompress(base64.b85decode(raw["grey"]), size + 1)
    if len(unpacked) != size:
        raise ValueError("the picture is not as large as it says")
    return Picture(int(raw["width"]), int(raw["height"]), unpacked)


def page_to_json(page: PagePicture) -> dict[str, Any]:
    """Return the picture of a page as JSON has it."""
    return asdict(page) | {"png": base64.b64encode(page.png).decode("ascii")}


def page_from_json(raw: dict[str, Any]) -> PagePicture:
    """Return the PagePicture that `page_to_json` wrote. Raises ValueError if it is none."""
    marks = tuple(Box(**box) for box in raw["marks"])
    return PagePicture(**raw | {"marks": marks, "png": base64.b64decode(raw["png"])})


def seen_to_json(seen: Seen) -> dict[str, Any]:
    """Return what was recognised on a page as plain lists and dicts."""
    return asdict(seen)


def seen_from_json(raw: dict[str, Any]) -> Seen:
    """Return the Seen that `seen_to_json` wrote."""
    return Seen(**raw | {"words": tuple(SeenWord(**word) for word in raw["words"])})
