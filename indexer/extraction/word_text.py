"""The text of a paragraph or table of a Word document, as a reader sees it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.extraction.alternative_text import said_of
from indexer.extraction.omml import M, linear
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
_V = "{urn:schemas-microsoft-com:vml}"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
TEXT_BOX = f"{W}txbxContent"
UNREAD = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK, TEXT_BOX}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def text_of(node: "_Element") -> str:
    """Return the text of `node` as it stands on the page: without notes, boxes, removed text."""
    parts: list[str] = []
    todo = [node]
    while todo:
        part = todo.pop()
        if part.tag == f"{W}t":
            parts.append(part.text or "")
        elif part.tag in _SIGNS:
            parts.append(_SIGNS[part.tag])
        elif part.tag in (f"{M}oMath", f"{M}oMathPara"):
            parts.append(linear(part))
        elif part.tag == f"{W}ffData":
            parts.append(_chosen(part))
        elif part.tag not in UNREAD and not _is_placeholder(part):
            todo.extend(reversed([child for child in part if isinstance(child.tag, str)]))
    return "".join(parts)


def _chosen(field: "_Element") -> str:
    """Return what is chosen in a field of a form: a list's entry, or a box with or without tick.

    What is typed into a field stands in the text.
    """
    choices = field.find(f"{W}ddList")
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iter(f"{W}listEntry")]
        marks = (choices.find(f"{W}{name}") for name in ("result", "default"))
        number = next((mark.get(f"{W}val", "") for mark in marks if mark is not None), "0")
        return "".join(entries[int(number) : int(number) + 1]) if number.isdigit() else ""
    box = field.find(f"{W}checkBox")
    if box is None:
        return ""
    marks = (box.find(f"{W}{name}") for name in ("checked", "default"))
    values = [mark.get(f"{W}val", "1") for mark in marks if mark is not None]
    return "☐" if not values or values[0] in ("0", "false") else "☒"


def _is_placeholder(node: "_Element") -> bool:
    """Whether `node` is a control that still asks to be filled in."""
    return node.tag == f"{W}sdt" and node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def is_left_out(node: "_Element", contents: frozenset[str]) -> bool:
    """Whether `node` is a table of contents, a line of one, or asks to be filled in."""
    if node.tag == f"{W}sdt":
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        is_contents = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
        return is_contents or _is_placeholder(node)
    style = node.find(f"{W}pPr/{W}pStyle") if node.tag == f"{W}p" else None
    return style is not None and style.get(f"{W}val") in contents


def said_of_pictures(anchor: "_Element", shown: str) -> Iterator[str]:
    """Yield what is said of the pictures in a drawing; not what is `shown` beside them."""
    for properties in anchor.iter(f"{_WP}docPr"):
        if not any(mark.get("val") == "1" for mark in properties.iter(f"{_DECORATIVE}decorative")):
            said = said_of(properties.get("descr") or properties.get("title") or "", shown)
            yield from [said] if said else []
    for shape in anchor.iter(f"{_V}shape"):  # as Word wrote them before 2007
        if said := said_of(shape.get("alt") or "", shown):
            yield said


def rows(table: "_Element") -> Iterator[str]:
    """Yield the rows of a table; a table inside one of its cells comes by itself, after it."""
    for row in anchored(table, {f"{W}tr"}):
        cells = [
            one_line(
                " ".join(
                    text_of(inner)
                    for inner in anchored(cell, {f"{W}p", f"{W}tbl"})
                    if inner.tag == f"{W}p"
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
