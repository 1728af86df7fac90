"""SRT: subtitles and transcripts of recorded lectures, as most players write them."""

from pathlib import Path

from indexer.domain import Extraction, Metadata
from indexer.extraction import cues
from indexer.extraction.decoding import read_text
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe


def read(file: Path) -> Extraction:
    """Return what is said, in paragraphs of a minute, each below its time."""
    decoded = read_text(file)
    blocks = tuple(cues.blocks_of(cues.parse(decoded.text)))
    return Extraction(blocks, language_in(file.name), findings=decoded.notes)


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
