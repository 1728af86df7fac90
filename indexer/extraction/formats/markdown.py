"""Markdown (CommonMark with tables), R Markdown, Quarto, MyST and MDX, with front matter."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction.decoding import read_text
from indexer.extraction.markdown_dialects import plain
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe, parse_mapping
from indexer.text.cleaning import clean, clean_code, one_line

if TYPE_CHECKING:  # the library is imported inside `read`: see registry.py
    from markdown_it.tree import SyntaxTreeNode

_TOML = re.compile(r"\A\+\+\+[ ]*\n(.*?)\n\+\+\+[ ]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"</?(?:br|p|div|li|tr|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)


def read(file: Path) -> Extraction:
    """Return the headings, paragraphs, lists, tables and code of a Markdown file."""
    decoded = read_text(file)
    metadata, body, findings = front_matter(decoded.text)
    blocks = tuple(blocks_of(body, mdx=file.suffix.lower() == ".mdx"))
    sources = dict.fromkeys((field.name for field in fields(Metadata)), "front matter")
    if metadata.title is None:
        metadata = replace(metadata, title=_first_heading(blocks))
        sources["title"] = "first heading"
    return Extraction(blocks, metadata, findings=(*decoded.notes, *findings), sources=sources)


def front_matter(text: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """Return what the front matter of `text` says, the text after it, and what is wrong in it.

    What the front matter gets wrong is left out of the metadata.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if match := _TOML.match(text):
        metadata, wrong = _toml(match[1])
        return metadata, text[match.end() :], wrong
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Metadata(), text, ()
    mapping, lines, broken = parse_mapping(match[1])
    metadata, findings = describe(mapping, lines)
    sentences = (finding.sentence("front matter", below=1) for finding in (*broken, *findings))
    return metadata, text[match.end() :], tuple(sentences)


def _toml(text: str) -> tuple[Metadata, tuple[str, ...]]:
    """Return what front matter in TOML says, and what is wrong in it."""
    try:
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        cure = "Check the quotation marks and brackets."
        return Metadata(), (f"front matter: This is not TOML: {error}. {cure}",)
    tables = [value for value in written.values() if isinstance(value, dict)]  # Zola's [extra]
    flat = {key: value for table in [*tables, written] for key, value in table.items()}
    metadata, findings = describe({key: _as_strings(value) for key, value in flat.items()})
    return metadata, tuple(finding.sentence("front matter") for finding in findings)


def _as_strings(value: object) -> object:
    """Return the value as YAML front matter has it: every scalar a string."""
    if isinstance(value, list):
        return [_as_strings(item) for item in value]
    return value if isinstance(value, dict) else str(value)


def _first_heading(blocks: tuple[Block, ...]) -> str | None:
    headings = [block for block in blocks[:5] if block.level]
    return headings[0].text if headings else None


def blocks_of(body: str, *, mdx: bool = False) -> Iterator[Block]:
    """Yield the headings, paragraphs, lists, tables and code of Markdown without front matter."""
    from markdown_it import MarkdownIt  # heavy: only in the child process
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    for node in SyntaxTreeNode(parser.parse(plain(body, mdx=mdx))).children:
        yield from _block(node)


def _block(node: "SyntaxTreeNode") -> Iterator[Block]:
    """Yield the blocks of one top-level node."""
    if node.type == "heading":
        if text := one_line(_inline(node)):
            yield Block(text, level=int(node.tag[1]))
    elif node.type in ("fence", "code_block"):
        if code := clean_code(node.content):
            yield Block(code)
    elif node.type == "html_block":
        yield from _html(node.content)
    elif node.type == "blockquote":
        for child in node.children:
            yield from _block(child)
    elif text := clean("\n".join(_lines(node, ""))):
        yield Block(text)


def _html(markup: str) -> Iterator[Block]:
    import html

    for part in _TAG.sub("", _BREAK.sub("\n\n", markup)).split("\n\n"):
        if text := clean(html.unescape(part)):
            yield Block(text)


def _lines(node: "SyntaxTreeNode", mark: str) -> Iterator[str]:
    """Yield the lines of a paragraph, list, table or anything else that holds text."""
    if node.type in ("bullet_list", "ordered_list"):
        start = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children, start):
            yield from _item(item, "- " if node.type == "bullet_list" else f"{number}. ")
    elif node.type == "table":
        for row in (row for part in node.children for row in part.children):
            yield " | ".join(one_line(_inline(cell)) for cell in row.children)
    elif node.type in ("fence", "code_block", "html_block"):
        yield _TAG.sub("", node.content) if node.type == "html_block" else node.content
    elif node.type in ("paragraph", "heading"):
        yield mark + _inline(node)
    else:
        for child in node.children:
            yield from _lines(child, mark)


def _item(item: "SyntaxTreeNode", mark: str) -> Iterator[str]:
    for position, child in enumerate(item.children):
        yield from _lines(child, mark if position == 0 else "")


def _inline(node: "SyntaxTreeNode") -> str:
    """Return the text inside a node: the words of links, the alternative text of pictures."""
    if node.type in ("text", "code_inline", "image"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " " if node.type == "softbreak" else "\n"
    if node.type == "html_inline":
        return "\n" if _BREAK.match(node.content) else ""
    return "".join(_inline(child) for child in node.children)


FORMAT = Format(
    name="Markdown",
    media_type="text/markdown",
    suffixes=(".md", ".markdown", ".rmd", ".qmd", ".mdx"),
    matches=looks_like_text,
    read=read,
)
