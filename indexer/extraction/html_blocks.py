"""An HTML tree, or the XML that trafilatura makes of one, to blocks of text.

Iterative throughout: a hostile page nests thousands deep.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.domain import Block
from indexer.extraction.html_plain import make_plain
from indexer.text.cleaning import clean, clean_code, one_line, plain_bullets

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from lxml.etree import _Element

_UNREAD = {
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "aside",
    "iframe", "object", "embed", "button", "select", "input", "audio", "video", "canvas", "map",
    "dialog",
}  # fmt: skip
_BLOCK = {
    "p", "div", "section", "article", "main", "header", "body", "html", "center", "blockquote",
    "quote", "figure", "figcaption", "address", "fieldset", "form", "ul", "ol", "list", "details",
    "summary", "dl", "dt", "dd", "legend", "caption", "hr", "td", "th", "li", "item", "doc",
    "comments", "fig", "graphic",
}  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LONGEST_HEADING = 120  # characters


def blocks_of(root: "_Element") -> Iterator[Block]:
    """Yield the blocks of an HTML tree, or of the XML that trafilatura makes of one.

    The tree is made plain: it is changed.
    """
    make_plain(root)
    inline: list[str] = []
    for kind, content in _events(root):
        if kind == "text":
            inline.append(str(content))
            continue
        if text := _paragraph(inline):
            yield text
        inline = []
        if isinstance(content, Block) and content.text:
            yield content
    if text := _paragraph(inline):
        yield text


def _paragraph(inline: list[str]) -> Block | None:
    text = plain_bullets(clean(re.sub(r"\s+", " ", "".join(inline)).replace("\0", "\n")))
    return Block(text) if text else None


def _events(root: "_Element") -> Iterator[tuple[str, Block | str | None]]:
    """Yield ("text", words) and ("block", Block or None) of a tree in reading order.

    Iterative: a hostile page nests thousands deep.
    """
    todo: list[_Element | str | tuple[str]] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            yield "text", node
        elif isinstance(node, tuple):
            yield "block", None
        else:
            own = _whole_block(node)
            if own is not None:
                yield "block", own
                todo.extend(reversed(_tables_inside(node)))
            else:
                yield from _open(node)
                todo.extend(reversed(_inside(node)))
    yield "block", None


def _open(node: "_Element") -> Iterator[tuple[str, Block | str | None]]:
    if node.tag in ("br", "lb"):
        yield "text", "\0"  # survives the folding of white space, becomes a newline
    elif node.tag in _BLOCK:
        yield "block", None


def _inside(node: "_Element") -> list["_Element | str | tuple[str]"]:
    """Return what `node` holds, in order: texts, elements, and a mark where a block ends."""
    inside: list[_Element | str | tuple[str]] = [node.text or ""]
    for child in node:
        is_html_head = child.tag == "head" and node.tag == "html"  # trafilatura's are headings
        if isinstance(child.tag, str) and child.tag not in _UNREAD and not is_html_head:
            inside.append(child)
        inside.append(child.tail or "")
    if node.tag in _BLOCK:
        inside.append(("end",))
    return inside


def _whole_block(node: "_Element") -> Block | None:
    """Return the block of a heading, table, list or code; None for anything else."""
    tag = node.tag
    if tag in _HEADINGS or (tag == "head" and node.get("rend")):
        level = _HEADINGS.get(tag if tag in _HEADINGS else node.get("rend"), 2)
        text = one_line(text_of(node))
        return Block(text, level=level if len(text) <= 300 else None)
    if tag in ("pre", "textarea") or (tag == "code" and "\n" in (node.text or "")):
        return Block(clean_code(text_of(node)))
    if tag == "table" and _is_data(node):
        return Block("\n".join((*_captions(node), *_rows(node))))
    is_list = (
        tag in ("ul", "ol", "list") and node.find("li" if tag != "list" else "item") is not None
    )
    if is_list and not any(True for _ in node.iter("p", "table", *_HEADINGS)):
        return Block("\n".join(_list_lines(node, 0)))
    return _bold_heading(node)


def _bold_heading(node: "_Element") -> Block | None:
    """A short paragraph that is bold from end to end is what people write for a heading."""
    if node.tag not in ("p", "div", "center"):
        return None
    bold = [child for child in node if child.tag in ("b", "strong", "hi", "font", "big")]
    if len(bold) != 1 or len(node) != 1:
        return None
    text = one_line(text_of(node))
    is_bold = bold[0].tag in ("b", "strong") or bool(bold[0].findall(".//b"))
    is_bold = is_bold or bold[0].get("rend") == "#b"
    if is_bold and text == one_line(text_of(bold[0])) and 2 < len(text) <= _LONGEST_HEADING:
        return Block(text, level=3) if not text.endswith((".", ",", ";")) else None
    return None


def _is_data(table: "_Element") -> bool:
    """Whether `table` is a table, and not the way pages were laid out in the nineties."""
    if any(True for _ in table.iterdescendants(*_HEADINGS)):
        return False
    rows = [[one_line(text_of(cell, ("table",))) for cell in row] for row in _own_rows(table)]
    cells = [cell for row in rows for cell in row]
    if len(cells) < 2 or max(map(len, cells)) > 600:
        return False
    if not _tables_inside(table):
        return True
    # With tables in its cells it is one if it names its columns, or most cells say something.
    wide = [row for row in rows if len(row) > 1]
    is_named = any(cell.tag == "th" for row in _own_rows(table) for cell in row)
    return is_named or (len(wide) > 1 and 4 * sum(map(bool, cells)) >= 3 * len(cells))


def _tables_inside(node: "_Element") -> "list[_Element | str | tuple[str]]":
    """Return the outermost tables in the cells of a table, which are blocks of their own."""
    inside: list[_Element | str | tuple[str]] = []
    todo = [cell for row in _own_rows(node) for cell in row] if node.tag == "table" else []
    while todo:
        inner = todo.pop()
        if inner.tag == "table":
            inside.append(inner)
        else:
            todo.extend(child for child in inner if isinstance(child.tag, str))
    return inside[::-1]


def _captions(table: "_Element") -> Iterator[str]:
    for caption in table.iterchildren("caption"):
        if text := one_line(text_of(caption)):
            yield text


def _own_rows(table: "_Element") -> Iterator[list["_Element"]]:
    """Yield the cells of each row of `table`, not those of a table inside one of them."""
    for part in (table, *table.iterchildren("thead", "tbody", "tfoot")):
        for row in part.iterchildren("tr", "row"):
            yield list(row.iterchildren("td", "th", "cell"))


def _rows(table: "_Element") -> Iterator[str]:
    for row in _own_rows(table):
        cells = [one_line(text_of(cell, ("table",))) for cell in row]
        if any(cells):
            yield " | ".join(cells)


def _list_lines(node: "_Element", depth: int) -> Iterator[str]:
    number = 0
    for child in node:
        if child.tag in ("ul", "ol", "list") and depth < 50:
            yield from _list_lines(child, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            number += 1
            mark = f"{number}. " if node.tag == "ol" else "- "
            own = one_line(text_of(child, ("ul", "ol", "list")))
            if own:
                yield mark + own
            if depth < 50:
                for inner in child.iter("ul", "ol", "list"):
                    yield from _list_lines(inner, 50)
        if tail := one_line(child.tail or ""):
            yield tail


def text_of(node: "_Element", without: tuple[str, ...] = ()) -> str:
    """Return all text inside `node`, not going into elements named in `without`."""
    parts: list[str] = []
    todo: list[_Element | str] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        if part.tag in ("br", "lb"):
            parts.append("\n")
        inside: list[_Element | str] = [part.text or ""]
        for child in part:
            wanted = isinstance(child.tag, str) and child.tag not in _UNREAD
            if wanted and child.tag not in without:
                inside.append(child)
            inside.append(child.tail or "")
        todo.extend(reversed(inside))
    return "".join(parts)
