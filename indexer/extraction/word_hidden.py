"""Text of a Word document that its author hid: taken out before anything is read.

It is hidden by itself, by its style, with the row of a table or with a drawing.
"""

from typing import TYPE_CHECKING

from indexer.extraction.word_styles import ancestry, is_on, styles_by_id
from indexer.extraction.word_text import W, text_of

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def drop_hidden(root: "_Element", styles: "_Element") -> int:
    """Take out what is hidden below `root`; return how many paragraphs and rows had words of it."""
    hidden = _hidden_styles(styles)
    runs = [run for run in root.iter(f"{W}r") if _is_hidden(run, hidden)]
    paragraphs = {run.getparent() for run in runs if text_of(run).strip()}
    rows = [
        row
        for row in root.iter(f"{W}tr")
        if is_on(row.find(f"{W}trPr/{W}hidden")) and row.getparent() is not None
    ]
    count = len(paragraphs) + sum(bool(text_of(row).strip()) for row in rows)
    drawings = [
        properties.getparent()
        for properties in root.iter(f"{_WP}docPr")
        if properties.get("hidden") in ("1", "true")
    ]
    for node in (*runs, *rows, *drawings):
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    return count


def _hidden_styles(styles: "_Element") -> frozenset[str]:
    """Return the ids of the styles that hide text, also those made after one that does."""
    by_id = styles_by_id(styles)
    hidden = set()
    for name in by_id:
        marks = (style.find(f"{W}rPr/{W}vanish") for style in ancestry(name, by_id))
        if is_on(next((mark for mark in marks if mark is not None), None)):
            hidden.add(name)
    return frozenset(hidden)


def _is_hidden(run: "_Element", hidden: frozenset[str]) -> bool:
    """Whether a run is hidden: by itself, or else by its style, or that of its paragraph."""
    properties = run.find(f"{W}rPr")
    if properties is not None:
        own = properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        style = properties.find(f"{W}rStyle")
        if style is not None and style.get(f"{W}val") in hidden:
            return True
    if not hidden:
        return False
    paragraph = next(run.iterancestors(f"{W}p"), None)
    style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return style is not None and style.get(f"{W}val") in hidden
