"""DOCX: the body in order, with headings, lists, tables and text boxes.

python-docx's `paragraph.text` leaves out tracked insertions, content controls and text boxes,
so the XML is read here; the library opens the package and knows the styles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.domain import Block, Extraction
from indexer.extraction import archives, office, office_package, run_fonts
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.text.cleaning import clean, one_line, plain_bullets

if TYPE_CHECKING:  # the library is imported inside `read`: see registry.py
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_UNREAD = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK, _TEXT_BOX}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BUILT_IN = {"Title": 0, **{f"Heading{level}": level for level in range(1, 7)}}  # style ids
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)


def read(file: Path) -> Extraction:
    """Return the text of a Word document and its core properties."""
    import docx  # heavy: only in the child process
    from docx.opc.exceptions import PackageNotFoundError

    office.require_part(file, "word/document.xml", "DOCX")
    package = office_package.mended(file, "word/document.xml")
    try:
        document = docx.Document(package.open())
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise archives.damaged(error) from error
    repairs = run_fonts.mend_word(document.element.body, document.styles.element)
    styles = _heading_levels(document)
    numbered = _numbered_lists(document)
    lines = list(_lines(document.element.body, _Styles(styles, numbered)))
    has_headings = any(level is not None for _, _, level in lines)
    blocks = _grouped(_under_title(lines) if has_headings else list(_bold(lines)))
    metadata = office.core_properties(document.core_properties)
    title = next((block.text for block in blocks[:5] if block.level == 1), None)
    return Extraction(
        tuple(blocks),
        replace(metadata, title=metadata.title or title),
        problems=package.problems,
        findings=(*package.findings, *repairs),
    )


_Line = tuple[str, str, int | None]  # text, what it is (body, list, table, bold), heading level


@dataclass(frozen=True, slots=True)
class _Styles:
    """Heading levels by style id, and the numberings (their ids) that count and not dot."""

    levels: dict[str, int]
    numbered: set[str]


def _numbered_lists(document: Any) -> set[str]:
    """Return the ids of the numberings whose first level is anything but a bullet."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return set()
    counting = {
        each.get(f"{_W}abstractNumId")
        for each in numbering.iter(f"{_W}abstractNum")
        if (form := each.find(f"{_W}lvl/{_W}numFmt")) is not None
        and form.get(f"{_W}val") not in ("bullet", "none")
    }
    return {
        str(each.get(f"{_W}numId"))
        for each in numbering.iter(f"{_W}num")
        if (link := each.find(f"{_W}abstractNumId")) is not None
        and link.get(f"{_W}val") in counting
    }


def _heading_levels(document: Any) -> dict[str, int]:
    """Return the heading level of every style that is one, by style id; 0 for the title."""
    levels = dict(_BUILT_IN)
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found = _HEADING_STYLE.match(name.get(f"{_W}val", "") if name is not None else "")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if found:
            levels[style.get(f"{_W}styleId", "")] = min(int(found[1]), 6)
        elif name is not None and name.get(f"{_W}val", "").lower() == "title":
            levels[style.get(f"{_W}styleId", "")] = 0
        elif outline is not None and outline.get(f"{_W}val", "9") in "012345":
            levels[style.get(f"{_W}styleId", "")] = int(outline.get(f"{_W}val")) + 1
    return levels


def _lines(body: "_Element", styles: _Styles) -> Iterator[_Line]:
    """Yield every paragraph and table row of the body, those of text boxes after their anchor."""
    todo = [body]
    while todo:
        node = todo.pop()
        if node.tag == f"{_W}p":
            yield _paragraph(node, styles)
            todo.extend(reversed([box for box in node.iter(_TEXT_BOX) if not _in_fallback(box)]))
        elif node.tag == f"{_W}tbl":
            yield "\n".join(_rows(node)), "table", None
        elif node.tag not in _UNREAD or node.tag == _TEXT_BOX:
            todo.extend(reversed([child for child in node if isinstance(child.tag, str)]))


def _in_fallback(node: "_Element") -> bool:
    return any(ancestor.tag == _FALLBACK for ancestor in node.iterancestors())


def _paragraph(node: "_Element", styles: _Styles) -> _Line:
    properties = node.find(f"{_W}pPr")
    text = _text(node)
    if properties is None:
        return text, _weight(node), None
    style = properties.find(f"{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    outline = properties.find(f"{_W}outlineLvl")
    level = styles.levels.get(name)
    if level is None and outline is not None and outline.get(f"{_W}val", "9") in "012345":
        level = int(outline.get(f"{_W}val")) + 1
    if level is not None and len(text) <= 300:
        return one_line(text), "body", level
    number = properties.find(f"{_W}numPr/{_W}numId")
    if number is not None and number.get(f"{_W}val") in styles.numbered:
        return text, "numbers", None
    if number is not None or "list" in name.lower():
        return text, "numbers" if "number" in name.lower() else "list", None
    return text, _weight(node), None


def _weight(node: "_Element") -> str:
    """Return "bold" if every run with text is bold: a heading by hand, perhaps."""
    runs = [run for run in node.iter(f"{_W}r") if one_line(_text(run))]
    bold = [run for run in runs if _is_on(run.find(f"{_W}rPr/{_W}b"))]
    return "bold" if runs and len(bold) == len(runs) else "body"


def _is_on(switch: "_Element | None") -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _under_title(lines: list[_Line]) -> list[_Line]:
    """Put headings one level below the title, in a document that has one."""
    has_title = any(level == 0 for _, _, level in lines)
    return [
        (text, kind, min(level + has_title, 6) if level is not None else None)
        for text, kind, level in lines
    ]


def _bold(lines: list[_Line]) -> Iterator[_Line]:
    """Take short bold paragraphs for headings, in a document that uses no heading styles."""
    first = True
    for text, kind, level in lines:
        if kind == "bold" and 2 < len(text) <= 100 and not text.rstrip().endswith((".", ",", ";")):
            yield one_line(text), "body", 1 if first else 2
        else:
            yield text, kind, level
        first = first and not text.strip()


def _text(node: "_Element") -> str:
    parts: list[str] = []
    todo = [node]
    while todo:
        each = todo.pop()
        if each.tag == f"{_W}t":
            parts.append(each.text or "")
        elif each.tag in _SIGNS:
            parts.append(_SIGNS[each.tag])
        elif each.tag not in _UNREAD:
            todo.extend(reversed([child for child in each if isinstance(child.tag, str)]))
    return "".join(parts)


def _rows(table: "_Element") -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        cells = [
            one_line(" ".join(_text(each) for each in cell.iter(f"{_W}p")))
            for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")
        ]
        if any(cells):
            yield " | ".join(cells)


def _grouped(lines: list[_Line]) -> list[Block]:
    """Return blocks: list items that follow one another become one block."""
    blocks: list[Block] = []
    previous, count = "", 0
    for raw, kind, level in lines:
        text = plain_bullets(clean(raw))
        if not text:
            continue
        count = count + 1 if kind == previous == "numbers" else 1
        if kind in ("list", "numbers"):
            mark = "- " if kind == "list" else f"{count}. "
            text = mark + one_line(text.removeprefix("- "))
        if kind == previous and kind in ("list", "numbers"):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}\n{text}")
        else:
            blocks.append(Block(text, level=level))
        previous = kind
    return blocks


FORMAT = Format(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    matches=is_zip,
    read=read,
)
