"""Plain text: paragraphs are what blank lines separate."""

import re
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction.decoding import CURE, read_text
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.text.cleaning import clean, clean_code, is_garbage, plain_bullets

_LIST_LINE = re.compile(r"^\s*(?:- |\d{1,3}[.)]\s)")
_UNDERLINE = re.compile(r"[=\-~*_#]{3,}$")
_WRAPPED = 45  # characters: shorter lines were broken on purpose (verse, addresses, lists)


def read(file: Path) -> Extraction:
    """Return the paragraphs of a text file."""
    decoded = read_text(file)
    text = clean_code(decoded.text)
    if is_garbage(text[:20_000]):
        raise Unreadable(
            Outcome.MALFORMED,
            "Its encoding is not understood.",
            cure=CURE,
        )
    blocks = blocks_of(text)
    return Extraction(blocks, Metadata(title=_title(blocks)), findings=decoded.notes)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of plain text."""
    return tuple(block for part in re.split(r"\n\s*\n", text) for block in paragraph(part))


def paragraph(part: str) -> list[Block]:
    """Return one paragraph of plain text as blocks: a heading if it is underlined as one."""
    lines = [line for line in part.split("\n") if line.strip()]
    if len(lines) >= 2 and _UNDERLINE.match(lines[1].strip()) and len(lines[0]) < 120:
        level = 1 if lines[1].strip().startswith("=") else 2
        rest = paragraph("\n".join(lines[2:])) if len(lines) > 2 else []
        return [Block(clean(lines[0]), level=level), *rest]
    lines = [line for line in lines if not _UNDERLINE.match(line.strip())]
    text = plain_bullets("\n".join(_rejoined(lines)))
    return [Block(clean(text))] if text.strip() else []


def _rejoined(lines: list[str]) -> list[str]:
    """Undo the wrapping of long lines; keep list items and lines that are short on purpose."""
    whole: list[str] = []
    for line in lines:
        goes_on = whole and len(whole[-1]) >= _WRAPPED and not _LIST_LINE.match(line)
        if goes_on:
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return whole


def _title(blocks: tuple[Block, ...]) -> str | None:
    """Return the first block if it looks like a title: one short line without a full stop."""
    first = blocks[0].text if blocks else ""
    if blocks and blocks[0].level == 1:
        return first
    is_title = "\n" not in first and 3 <= len(first) <= 120 and not first.endswith((".", ",", ";"))
    return first if is_title and len(blocks) > 1 else None


FORMAT = Format(
    name="TXT",
    media_type="text/plain",
    suffixes=(".txt", ".text"),
    matches=looks_like_text,
    read=read,
)
