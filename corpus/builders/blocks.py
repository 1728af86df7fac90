"""Markdown to blocks, once for all formats.

    blocks("## Why\n\nOne *word*.") == (
        Heading(2, (Span("Why"),)),
        Paragraph((Span("One "), Span("word", italic=True), Span("."))),
    )

Only what the collection uses: headings, paragraphs, lists, tables and quotations; bold, italic,
code and addresses inside them. Anything else raises UnknownMarkup: nothing is lost in silence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:]")


class UnknownMarkup(ValueError):
    """The text uses Markdown that the builders do not write."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `code` as a machine reads it, `address` where it leads."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    address: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1, the title."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one level. `numbers` are as written (3, 7, 11 is a choice), None for bullets."""

    numbers: tuple[int, ...] | None
    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, or a text to hand out: paragraphs and lists."""

    blocks: tuple["Block", ...]


Block = Heading | Paragraph | Items | Table | Quote


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown `text`. Raises UnknownMarkup."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    return _blocks(SyntaxTreeNode(tokens).children)


def plain(spans: Spans) -> str:
    """Return the words without their style."""
    return "".join(span.text for span in spans)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
    return tuple(_block(node) for node in nodes)


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return Heading(int(node.tag[1:]), _content(node))
        case "paragraph":
            return Paragraph(_content(node))
        case "bullet_list":
            return Items(None, tuple(map(_item, node.children)))
        case "ordered_list":
            numbers = tuple(int(item.info) for item in node.children)
            return Items(numbers, tuple(map(_item, node.children)))
        case "blockquote":
            return Quote(_blocks(node.children))
        case "table":
            return _table(node)
    raise UnknownMarkup(f"line {(node.map or (0,))[0] + 1}: {node.type}")


def _item(node: SyntaxTreeNode) -> Spans:
    """Return the text of a list item, which may only be one paragraph."""
    if len(node.children) != 1 or node.children[0].type != "paragraph":
        line = (node.map or (0,))[0] + 1
        raise UnknownMarkup(f"line {line}: a list item with more than one paragraph")
    return _content(node.children[0])


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_content(cell) for cell in row.children) for row in _rows(node)]
    return Table(rows[0], tuple(rows[1:]))


def _rows(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return [descendant for descendant in node.walk() if descendant.type == "tr"]


def _content(node: SyntaxTreeNode) -> Spans:
    """Return the spans inside a block; an empty table cell has none."""
    return _joined([span for inline in node.children for span in _spans(inline, Span(""))])


def _spans(node: SyntaxTreeNode, style: Span) -> list[Span]:
    match node.type:
        case "text":
            return _linked(replace(style, text=node.content))
        case "code_inline":
            return [replace(style, text=node.content, code=True)]
        case "softbreak" | "hardbreak":
            return [replace(style, text=" ")]
        case "strong":
            style = replace(style, bold=True)
        case "em":
            style = replace(style, italic=True)
        case "inline":
            pass
        case _:
            raise UnknownMarkup(f"{node.type} in the text: {node.content[:40]!r}")
    return [span for child in node.children for span in _spans(child, style)]


def _linked(span: Span) -> list[Span]:
    """Split off the addresses in a text, which readers can then follow."""
    pieces, end = [], 0
    for match in _ADDRESS.finditer(span.text):
        pieces += [replace(span, text=span.text[end : match.start()])]
        pieces += [replace(span, text=match[0], address=match[0])]
        end = match.end()
    return [piece for piece in [*pieces, replace(span, text=span.text[end:])] if piece.text]


def _joined(spans: list[Span]) -> Spans:
    """Join neighbours of one style: a line break makes two of one."""
    joined: list[Span] = []
    for span in spans:
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
