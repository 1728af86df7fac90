r"""LaTeX: headings, paragraphs, lists, tables and formulas as a reader of the page sees them.

What TeX would do first is done on the text (`latex.py`): comments go, code is set aside, the
author's own macros are expanded. `pylatexenc` then parses it, and `latex_writer.py` writes blocks.
Files that it includes with \input are documents of their own and are named.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexer.domain import Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import latex
from indexer.extraction.decoding import decode, read_raw
from indexer.extraction.latex_writer import Writer, parsed, plain
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe


def read(file: Path) -> Extraction:
    """Return the text of a LaTeX file and what its preamble says."""
    raw = read_raw(file)
    decoded = decode(raw, latex.encoding_of(raw))
    source = latex.prepared(decoded.text)
    writer = Writer(source.code)
    writer.nodes(parsed(source.body))
    writer.flush()
    inputs = f"{', '.join(source.inputs[:10])}" if source.inputs else ""
    if inputs and not writer.blocks:
        raise Unreadable(
            Outcome.EMPTY,
            f"Its text is in other files ({inputs}).",
            cure="Put them into the folder as .tex: each is read as a document of its own.",
        )
    notes = [f"Parts of it are files of their own, read by themselves: {inputs}."] if inputs else []
    notes += [f"Macros that expand without end were left as they are: {source.endless}."] * bool(
        source.endless
    )
    metadata = _metadata(source, writer)
    return Extraction(tuple(writer.blocks), metadata, findings=(*decoded.notes, *notes))


def _metadata(source: latex.Source, writer: Writer) -> Metadata:
    said = {name: plain(value) for name, value in source.said.items() if name != "author"}
    title = said.get("title") or next(
        (block.text for block in writer.blocks[:5] if block.level), ""
    )
    return describe(
        {
            "title": title,
            "author": list(_people(source.said.get("author", ""))),
            "date": said.get("date", ""),
            "language": source.language,
            "keywords": said.get("keywords", ""),
            "abstract": writer.abstract,
        }
    )[0]


def _people(author: str) -> Iterator[str]:
    r"""Yield the names in \author{...}; below a name, on a new line, stands where they work."""
    for person in re.split(r"\\(?:and|And|AND)\b", author):
        name = re.split(r"\\\\|\\(?:thanks|inst|affil|email|orcid)\b", person)[0]
        if name := plain(name):
            yield name


FORMAT = Format(
    name="LaTeX",
    media_type="application/x-tex",
    suffixes=(".tex", ".latex", ".ltx"),
    matches=looks_like_text,
    read=read,
)
