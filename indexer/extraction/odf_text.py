"""The text of an OpenDocument file as blocks: paragraphs, lists, tables, notes and boxes."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from indexer.domain import Block
from indexer.extraction.alternative_text import said_of
from indexer.extraction.odf_names import DRAW, OFFICE, PARAGRAPHS, SVG, TABLE, TEXT
from indexer.text.cleaning import clean, one_line

_UNREAD = {
    f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note-citation", f"{OFFICE}forms",
    f"{TEXT}sequence-decls", f"{DRAW}page-thumbnail", f"{SVG}title", f"{SVG}desc",
    f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index",
    f"{TEXT}object-index", f"{TEXT}alphabetical-index", f"{TEXT}placeholder",
}  # fmt: skip
_WHOLE = (*PARAGRAPHS, f"{TEXT}list", f"{TABLE}table")
_LONGEST_TITLE = 120  # characters of the first text on a slide


def slide_blocks(slide: Element, number: int) -> Iterator[Block]:
    """Yield the blocks of a slide, the first of which is its title; `number` counts from 1."""
    for place, block in enumerate(blocks_of(slide, number)):
        is_title = place == 0 and block.level is None and len(block.text) <= _LONGEST_TITLE
        yield replace(block, level=1 if number == 1 else 2) if is_title else block


def blocks_of(root: Element, page: int | None) -> Iterator[Block]:
    """Yield the blocks inside `root`; after each, the notes and boxes that are anchored in it."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.tag in _WHOLE:
            if block := _block(node, page):
                yield block
            yield from _anchored(node, page)
        elif node.tag == f"{TEXT}note":
            lines = (one_line(text_of(line)) for line in _outermost(node, PARAGRAPHS))
            if text := "\n".join(filter(None, lines)):
                yield Block(text, page)
        elif node.tag not in _UNREAD:
            if node.tag == f"{DRAW}frame" and (description := _description(node)):
                yield Block(description, page)
            todo.extend(reversed(list(node)))


def _description(frame: Element) -> str:
    """Return what is said of a picture or object; nothing of a box of text."""
    if frame.find(f"{DRAW}text-box") is not None:
        return ""
    return said_of(frame.findtext(f"{SVG}desc") or frame.findtext(f"{SVG}title") or "")


def _block(node: Element, page: int | None) -> Block | None:
    """Return a heading, paragraph, list or table as a block, or None if it has no text."""
    if node.tag == f"{TEXT}h":
        level = node.get(f"{TEXT}outline-level", "1")
        text = one_line(text_of(node))
        depth = min(int(level), 6) if level.isdigit() and level != "0" else 1
        return Block(text, page, depth) if text else None
    if node.tag == f"{TEXT}p":
        text = clean(text_of(node))
    else:
        text = "\n".join(_list(node) if node.tag == f"{TEXT}list" else _rows(node))
    return Block(text, page) if text else None


def _anchored(node: Element, page: int | None) -> Iterator[Block]:
    """Yield the notes, boxes and inner tables that stand inside a block, as their own."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if _is_aside(child):
            yield from blocks_of(child, page)
        elif child.tag not in _UNREAD:
            todo.extend(reversed(child))


def _is_aside(node: Element) -> bool:
    """Whether `node` stands in a sentence but is no part of it: a note, a shape, a table."""
    is_shape = node.tag.startswith(DRAW) and node.tag != f"{DRAW}a"
    return is_shape or node.tag in (f"{TEXT}note", f"{TABLE}table")


def _outermost(node: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """Yield the outermost elements inside `node` with these tags, but not those of asides."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if child.tag in tags:
            yield child
        elif child.tag not in _UNREAD and not _is_aside(child):
            todo.extend(reversed(child))


def _list(node: Element) -> Iterator[str]:
    for paragraph in _outermost(node, PARAGRAPHS):
        if text := one_line(text_of(paragraph)):
            yield f"- {text}"


def _rows(table: Element) -> Iterator[str]:
    for row in _outermost(table, (f"{TABLE}table-row",)):
        cells = [
            one_line(" ".join(text_of(line) for line in _outermost(cell, PARAGRAPHS)))
            for cell in row.findall(f"{TABLE}table-cell")
        ]
        if any(cells):
            yield " | ".join(cells)


def text_of(node: Element) -> str:
    """Return the text of `node` in reading order, without the notes and boxes anchored in it."""
    parts: list[str] = []
    todo: list[Element | str] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.tag in (f"{TEXT}s", f"{TEXT}tab"):
            parts.append(" ")
        elif part.tag == f"{TEXT}line-break":
            parts.append("\n")
        inside: list[Element | str] = [part.text or ""]
        for child in part:
            if child.tag not in _UNREAD and not _is_aside(child):
                inside.append(child)
            inside.append(child.tail or "")
        todo.extend(reversed(inside))
    return "".join(parts)
