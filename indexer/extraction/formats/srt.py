"""SRT: subtitles and transcripts of recorded lectures, as most players write them."""

import re
from dataclasses import replace
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import cues
from indexer.extraction.decoding import read_text
from indexer.extraction.formats import text
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe


def read(file: Path) -> Extraction:
    """Return what is said, in paragraphs of a minute, each below its time."""
    decoded = read_text(file)
    blocks = spoken(decoded.text)
    return transcript(blocks, language_in(file.name), file.name, decoded.notes)


def transcript(
    blocks: tuple[Block, ...], metadata: Metadata, name: str, notes: tuple[str, ...]
) -> Extraction:
    """Return what is said, titled by its file where nothing else does: no heading is a title."""
    if metadata.title is not None:
        return Extraction(blocks, metadata, findings=notes)
    stem = name.split(".")[0] if metadata.language else name.rpartition(".")[0]
    title = re.sub(r"[-_]+", " ", stem).strip() or name
    titled = replace(metadata, title=title)
    return Extraction(blocks, titled, findings=notes, sources={"title": "file name"})


def spoken(transcript: str) -> tuple[Block, ...]:
    """Return what is said; of a transcript without times, its paragraphs."""
    if not cues.has_times(transcript):
        return text.blocks_of(transcript.removeprefix("WEBVTT"))
    return tuple(cues.blocks_of(cues.parse(transcript)))


def language_in(name: str) -> Metadata:
    """Return the language that a file's name ends in, as players want it: `lecture.bg.srt`."""
    parts = name.split(".")
    is_code = len(parts) > 2 and 2 <= len(parts[-2].split("-")[0]) <= 3
    return describe({"language": parts[-2]})[0] if is_code else Metadata()


FORMAT = Format(
    name="SRT",
    media_type="application/x-subrip",
    suffixes=(".srt",),
    matches=looks_like_text,
    read=read,
)
