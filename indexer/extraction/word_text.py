"""The text of a paragraph or table of a Word document, as a reader sees it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.extraction.omml import M, linear
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
UNREAD = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK, TEXT_BOX}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def text_of(node: "_Element") -> str:
    """Return the text of `node` as it stands on the page: without notes, boxes, removed text."""
    parts: list[str] = []
    todo = [node]
    while todo:
        each = todo.pop()
        if each.tag == f"{W}t":
            parts.append(each.text or "")
        elif each.tag in _SIGNS:
            parts.append(_SIGNS[each.tag])
        elif each.tag in (f"{M}oMath", f"{M}oMathPara"):
            parts.append(linear(each))
        elif each.tag not in UNREAD:
            todo.extend(reversed([child for child in each if isinstance(child.tag, str)]))
    return "".join(parts)


def rows(table: "_Element") -> Iterator[str]:
    """Yield the rows of a table; a table inside one of its cells comes by itself, after it."""
    for row in anchored(table, {f"{W}tr"}):
        cells = [
            one_line(
                " ".join(
                    text_of(each)
                    for each in anchored(cell, {f"{W}p", f"{W}tbl"})
                    if each.tag == f"{W}p"
                )
            )
            for cell in anchored(row, {f"{W}tc"})
        ]
        if any(cells):
            yield " | ".join(cells)


def anchored(node: "_Element", tags: set[str]) -> Iterator["_Element"]:
    """Yield the outermost elements inside `node` that have one of these tags."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and (child.tag not in UNREAD):
            todo.extend(reversed(child))
