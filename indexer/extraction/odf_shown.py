"""An OpenDocument file made what its reader sees: hidden parts go, letters are those of their font.

Done before the text is read, so that no reader of it needs to know of either.
"""

from bisect import bisect_left
from xml.etree.ElementTree import Element

from indexer.extraction import fonts
from indexer.extraction.odf_names import DRAW, PARAGRAPHS, TABLE, TEXT, repeated
from indexer.extraction.odf_styles import Styles

_WORDS = (*PARAGRAPHS, f"{TEXT}span", f"{TEXT}a")


def drop_hidden(body: Element, styles: Styles) -> int:
    """Take out the text, sections and shapes that are hidden; return how many had words."""
    count = 0
    todo = [body]
    while todo:
        parent = todo.pop()
        for child in list(parent):
            if _is_hidden(child, styles):
                count += bool("".join(child.itertext()).strip())
                _take_out(parent, child)
            else:
                todo.append(child)
    return count


def _is_hidden(node: Element, styles: Styles) -> bool:
    if node.tag in (f"{TEXT}section", f"{TEXT}hidden-text"):
        is_off = node.get(f"{TEXT}is-hidden") == "true"
        return is_off or node.get(f"{TEXT}display") == "none"
    if node.tag in PARAGRAPHS:
        marks = node.iter(f"{TEXT}hidden-paragraph")
        is_off = any(mark.get(f"{TEXT}is-hidden") == "true" for mark in marks)
        return is_off or styles.hide(node)
    if node.tag.startswith(DRAW):
        return node.get(f"{DRAW}display") == "none"
    return node.tag in _WORDS and styles.hide(node)


def _take_out(parent: Element, child: Element) -> None:
    """Remove `child` from `parent`; the text after it stays."""
    place = list(parent).index(child)
    if child.tail and place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def mend_letters(body: Element, styles: Styles) -> tuple[str, ...]:
    """Put the letters that fonts show in the place of those that they hold; return the notes."""
    if not styles.have_odd_fonts():
        return ()
    for table in body.iter(f"{TABLE}table"):
        _name_styles_of_cells(table)
    notes: dict[str, None] = {}
    todo = [(body, styles.font_of("paragraph", ""))]
    while todo:
        node, font = todo.pop()
        is_words = node.tag in _WORDS
        if is_words and node.text:
            node.text, note = fonts.letters_shown(node.text, font)
            notes[note] = None
        for child in node:
            if is_words and child.tail:
                child.tail, note = fonts.letters_shown(child.tail, font)
                notes[note] = None
            todo.append((child, styles.font(child) or font))
    return tuple(filter(None, notes))


def _name_styles_of_cells(table: Element) -> None:
    """Give each cell that names no style the one of its column."""
    ends: list[int] = []
    names: list[str] = []
    for column in table.iter(f"{TABLE}table-column"):
        ends.append((ends[-1] if ends else 0) + repeated(column, "columns"))
        names.append(column.get(f"{TABLE}default-cell-style-name", ""))
    for row in table.iter(f"{TABLE}table-row"):
        column_number = 1
        for cell in row:
            place = bisect_left(ends, column_number)
            if not cell.get(f"{TABLE}style-name") and place < len(names):
                cell.set(f"{TABLE}style-name", names[place])
            column_number += repeated(cell, "columns")
