"""DOCX: the body in order, with headings, lists, tables, text boxes, drawings and notes.

python-docx's `paragraph.text` leaves out tracked insertions, content controls and text boxes,
so the XML is read here; the library opens the package and knows the styles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.domain import Block, Extraction
from indexer.extraction import (
    archives,
    office,
    office_package,
    office_parts,
    ooxml_notes,
    run_fonts,
)
from indexer.extraction.omml import M, linear
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.extraction.word_styles import heading_levels, numbered_lists
from indexer.text.cleaning import clean, one_line, plain_bullets

if TYPE_CHECKING:  # the library is imported inside `read`: see registry.py
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_UNREAD = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK, _TEXT_BOX}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


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
    notes, lost_notes = ooxml_notes.notes_of(document)
    body = document.element.body
    roots = dict.fromkeys([body, *(note.getparent() for note in notes.values())])
    styles = document.styles.element
    repairs = {each for root in roots for each in run_fonts.mend_word(root, styles)}
    context = _Context(
        heading_levels(document), numbered_lists(document), document.part.related_parts, notes
    )
    lines = list(_lines(body, context))
    has_headings = any(level is not None for _, _, level in lines)
    blocks = _grouped(_under_title(lines) if has_headings else list(_bold(lines)))
    metadata = office.core_properties(document.core_properties)
    title = next((block.text for block in blocks[:5] if block.level == 1), None)
    return Extraction(
        tuple(blocks),
        replace(metadata, title=metadata.title or title),
        problems=(*package.problems, *lost_notes, *context.problems),
        findings=(*package.findings, *sorted(repairs)),
    )


_Line = tuple[str, str, int | None]  # text, what it is (body, list, table, bold), heading level


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph alone does not say.

    Heading levels by style id; the numberings (their ids) that count and not dot; the parts that
    the main text refers to, by relation; the notes; and what of all this could not be read.
    """

    levels: dict[str, int]
    numbered: set[str]
    parts: dict[str, Any]
    notes: ooxml_notes.Notes
    problems: list[str] = field(default_factory=list)

    def part(self, key: str) -> bytes | None:
        """Return the content of a part, or None if it is not there."""
        part = self.parts.get(key)
        return part.blob if part is not None else None


def _lines(body: "_Element", context: _Context) -> Iterator[_Line]:
    """Yield every paragraph and table of the body; after each, what is anchored in it."""
    todo = [body]
    while todo:
        node = todo.pop()
        if node.tag == f"{_W}p":
            yield _paragraph(node, context)
        elif node.tag == f"{_W}tbl":
            yield "\n".join(_rows(node)), "table", None
        elif node.tag in (f"{M}oMath", f"{M}oMathPara"):
            yield linear(node), "body", None
        elif node.tag == f"{_W}altChunk":
            yield from _inserted(node, context)
        elif node.tag not in _UNREAD or node.tag == _TEXT_BOX:
            todo.extend(reversed([child for child in node if isinstance(child.tag, str)]))
            continue
        else:
            continue
        todo.extend(reversed(list(_anchored(node, {_TEXT_BOX, f"{_W}tbl"}))))
        yield from _beside(node, context)


def _anchored(node: "_Element", tags: set[str]) -> Iterator["_Element"]:
    """Yield the outermost elements inside `node` that have one of these tags."""
    todo = list(reversed(node))
    while todo:
        child = todo.pop()
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and (child.tag not in _UNREAD):
            todo.extend(reversed(child))


def _beside(node: "_Element", context: _Context) -> Iterator[_Line]:
    """Yield the diagrams, charts and notes of a paragraph or table, each as a line of its own."""
    for anchor in _anchored(node, {f"{_W}drawing"}):
        for text, problem in office_parts.drawings(anchor, context.part):
            yield text, "drawing", None
            context.problems.extend([problem] if problem else [])
    for reference in _anchored(node, set(ooxml_notes.REFERENCES)):
        kind = ooxml_notes.REFERENCES[str(reference.tag)]
        note = context.notes.get((kind, reference.get(f"{_W}id", "")))
        if note is not None:
            paragraphs = (one_line(_text(each)) for each in _anchored(note, {f"{_W}p"}))
            yield "\n".join(filter(None, paragraphs)), "note", None


def _inserted(node: "_Element", context: _Context) -> Iterator[_Line]:
    part = context.parts.get(node.get(_RELATION_ID, ""))
    texts = ooxml_notes.inserted(str(part.partname), part.blob) if part is not None else None
    if texts is None:
        context.problems.append("a file inserted into the text (altChunk) could not be read")
    yield from ((text, "body", None) for text in texts or ())


def _paragraph(node: "_Element", styles: _Context) -> _Line:
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
        elif each.tag in (f"{M}oMath", f"{M}oMathPara"):
            parts.append(linear(each))
        elif each.tag not in _UNREAD:
            todo.extend(reversed([child for child in each if isinstance(child.tag, str)]))
    return "".join(parts)


def _rows(table: "_Element") -> Iterator[str]:
    """Yield the rows of a table; a table inside one of its cells comes by itself, after it."""
    for row in _anchored(table, {f"{_W}tr"}):
        cells = [
            one_line(
                " ".join(
                    _text(each)
                    for each in _anchored(cell, {f"{_W}p", f"{_W}tbl"})
                    if each.tag == f"{_W}p"
                )
            )
            for cell in _anchored(row, {f"{_W}tc"})
        ]
        if any(cells):
            yield " | ".join(cells)


def _grouped(lines: list[_Line]) -> list[Block]:
    """Return blocks: list items that follow one another become one block, their notes after it."""
    blocks: list[Block] = []
    notes: list[Block] = []
    previous, count = "", 0
    for raw, kind, level in lines:
        text = plain_bullets(clean(raw))
        if not text:
            continue
        if kind == "note":
            notes.append(Block(text))
            continue
        count = count + 1 if kind == previous == "numbers" else 1
        if kind in ("list", "numbers"):
            mark = "- " if kind == "list" else f"{count}. "
            text = mark + one_line(text.removeprefix("- "))
        if kind == previous and kind in ("list", "numbers"):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}\n{text}")
        else:
            blocks.extend(notes)
            notes.clear()
            blocks.append(Block(text, level=level))
        previous = kind
    return [*blocks, *notes]


FORMAT = Format(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    matches=is_zip,
    read=read,
)
