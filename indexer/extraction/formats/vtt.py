"""WebVTT: subtitles and transcripts of recorded lectures, as web sites and meetings write them."""

import re
from dataclasses import replace
from pathlib import Path

from indexer.domain import Extraction, Metadata
from indexer.extraction.decoding import read_text
from indexer.extraction.formats.srt import language_in, spoken, transcript
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe
from indexer.text.cleaning import one_line

_SAID = re.compile(r"^(title|language|author|date):\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(r"^WEBVTT[ \t]+(?:-[ \t]*)?(\S.*)$", re.MULTILINE)


def read(file: Path) -> Extraction:
    """Return what is said, in paragraphs of a minute, each below its time."""
    decoded = read_text(file)
    blocks = spoken(decoded.text)
    return transcript(blocks, _metadata(decoded.text, file.name), file.name, decoded.notes)


def _metadata(text: str, name: str) -> Metadata:
    """Return what the lines above the first cue say: `WEBVTT - Title`, `Language: sr`."""
    header = re.split(r"\n\s*\n", text.replace("\r\n", "\n"), maxsplit=1)[0]
    said: dict[str, object] = {
        match[1].lower(): one_line(match[2]) for match in _SAID.finditer(header)
    }
    if (title := _TITLE.match(header)) and "-->" not in title[1]:
        said.setdefault("title", one_line(title[1]))
    metadata, _ = describe(said)
    return replace(metadata, language=metadata.language or language_in(name).language)


FORMAT = Format(
    name="WebVTT",
    media_type="text/vtt",
    suffixes=(".vtt",),
    matches=looks_like_text,
    read=read,
)
