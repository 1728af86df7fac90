"""Jupyter notebooks: their text, their code, and what the code printed.

Read as the JSON it is: all versions of the format differ in where the cells lie, no more.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import html_blocks
from indexer.extraction.decoding import read_text
from indexer.extraction.formats import markdown
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean_code

_LONGEST_OUTPUT = 2_000  # characters: what is longer is a listing of data
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# What Python calls an object that it cannot write: <Figure size 640x480 with 1 Axes>
_OBJECT = re.compile(r"^\s*[\[(]?<[^<>\n]*(?: at 0x[0-9a-f]+|Axes|Figure size)[^<>\n]*>")


def read(file: Path) -> Extraction:
    """Return the cells of a notebook in order, code with the text that it gave."""
    decoded = read_text(file)
    notebook = _notebook(decoded.text)
    cells = [cell for cell in _cells(notebook) if isinstance(cell, dict)]
    described, findings = Metadata(), tuple[str, ...]()
    if cells and cells[0].get("cell_type") == "raw" and _source(cells[0]).startswith("---"):
        described, _, findings = markdown.front_matter(_source(cells.pop(0)))
    blocks = tuple(block for cell in cells for block in _cell(cell))
    metadata = _merged(described, _own(notebook))
    sources = dict.fromkeys((field.name for field in fields(Metadata)), "front matter")
    if metadata.title is None:
        title = next((block.text for block in blocks[:5] if block.level), None)
        metadata = replace(metadata, title=title)
        sources["title"] = "first heading"
    return Extraction(blocks, metadata, findings=(*decoded.notes, *findings), sources=sources)


def _notebook(text: str) -> dict[str, Any]:
    try:
        notebook = json.loads(text)
    except ValueError as error:
        raise Unreadable(
            Outcome.MALFORMED,
            f"The notebook is damaged or incomplete ({str(error)[:80]}).",
            cure="Open it in Jupyter, save it again, and replace this copy.",
        ) from error
    if not isinstance(notebook, dict) or not ({"cells", "worksheets"} & set(notebook)):
        raise Unreadable(
            Outcome.MISMATCH,
            "The name says Jupyter notebook, but the content is other JSON.",
            cure="Give it the right suffix, or save it again from Jupyter.",
        )
    return notebook


def _cells(notebook: dict[str, Any]) -> Iterator[Any]:
    for sheet in (notebook, *_list(notebook.get("worksheets"))):  # the latter up to version 3
        if isinstance(sheet, dict):
            yield from _list(sheet.get("cells"))


def _cell(cell: dict[str, Any]) -> Iterator[Block]:
    """Yield the blocks of one cell."""
    kind, source = cell.get("cell_type"), _source(cell)
    if kind == "markdown":
        yield from markdown.blocks_of(source)
    elif kind == "heading":  # up to version 3
        level = cell.get("level")
        yield Block(source.strip(), level=level if isinstance(level, int) and 0 < level < 7 else 1)
    elif kind == "code":
        if code := clean_code(source):
            yield Block(code)
        for output in _list(cell.get("outputs")):
            if isinstance(output, dict):
                yield from _output(output)
    elif text := clean_code(source):
        yield Block(text)


def _output(output: dict[str, Any]) -> Iterator[Block]:
    """Yield what code gave as text: printed lines, values, tables. Errors are no text to read."""
    if output.get("output_type") in ("error", "pyerr") or output.get("name") == "stderr":
        return
    data = output.get("data")
    data = data if isinstance(data, dict) else {}
    if markup := _joined(data.get("text/html")):
        yield from _tables(markup)
    elif written := _joined(data.get("text/markdown")):
        yield from markdown.blocks_of(written)
    else:
        text = _joined(data.get("text/plain")) or _joined(output.get("text"))
        text = clean_code(_COLOURS.sub("", text))
        if len(text) > _LONGEST_OUTPUT:
            text = f"{text[:_LONGEST_OUTPUT].rpartition(chr(10))[0]}\n…"
        if text.strip("…\n ") and not _OBJECT.match(text):
            yield Block(text)


def _tables(markup: str) -> Iterator[Block]:
    from lxml import etree, html  # heavy: only in the child process

    try:
        yield from html_blocks.blocks_of(html.document_fromstring(markup))
    except (etree.ParserError, ValueError):
        return


def _own(notebook: dict[str, Any]) -> Metadata:
    """Return what the notebook's own metadata says."""
    said = notebook.get("metadata")
    said = said if isinstance(said, dict) else {}
    people = [person for person in _list(said.get("authors")) if isinstance(person, dict)]
    names = [str(person.get("name", "")) for person in people]
    return describe(
        {
            "title": said.get("title") if isinstance(said.get("title"), str) else "",
            "author": names or "",
            "date": str(said.get("date") or ""),
            "license": said.get("license") if isinstance(said.get("license"), str) else "",
        }
    )[0]


def _merged(first: Metadata, second: Metadata) -> Metadata:
    """Return `first`, with the values of `second` where it has none."""
    names = [field.name for field in fields(Metadata)]
    return Metadata(**{name: getattr(first, name) or getattr(second, name) for name in names})


def _source(cell: dict[str, Any]) -> str:
    return _joined(cell.get("source", cell.get("input")))


def _joined(lines: object) -> str:
    """Return text that may be written as one string or as a list of lines."""
    if isinstance(lines, list):
        return "".join(line for line in lines if isinstance(line, str))
    return lines if isinstance(lines, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


FORMAT = Format(
    name="Jupyter",
    media_type="application/x-ipynb+json",
    suffixes=(".ipynb",),
    matches=looks_like_text,
    read=read,
)
