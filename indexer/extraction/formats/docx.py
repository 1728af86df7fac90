"""DOCX: the body in order, with headings, lists, tables, text boxes, drawings and notes.

python-docx's `paragraph.text` leaves out tracked insertions, content controls and text boxes,
so the XML is read here; the library opens the package and knows the styles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.domain import Extraction
from indexer.extraction import (
    archives,
    office,
    office_package,
    office_parts,
    ooxml_notes,
    run_fonts,
    word_blocks,
    word_hidden,
)
from indexer.extraction.left_out import (
    comments_left_out,
    deletions_left_out,
    equations_unread,
    hidden_text_left_out,
)
from indexer.extraction.omml import M, linear
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.extraction.word_blocks import Line
from indexer.extraction.word_styles import (
    contents_styles,
    heading_levels,
    is_on,
    numbered_lists,
)
from indexer.extraction.word_text import (
    OLE_OBJECT,
    TEXT_BOX,
    UNREAD,
    W,
    anchored,
    is_left_out,
    rows,
    said_of_pictures,
    text_of,
)  # fmt: skip
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported inside `read`: see registry.py
    from lxml.etree import _Element

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


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
    hidden = sum(word_hidden.drop_hidden(root, styles) for root in roots)
    repairs = {repair for root in roots for repair in run_fonts.mend_word(root, styles)}
    context = _Context(
        heading_levels(document),
        numbered_lists(document),
        document.part.related_parts,
        notes,
        contents_styles(document),
    )
    lines = list(_lines(body, context))
    blocks = word_blocks.blocks(lines)
    properties = document.core_properties
    equations = sum(map(_is_equation, body.iter(OLE_OBJECT)))
    return Extraction(
        tuple(blocks),
        office.titled(office.core_properties(properties), blocks),
        problems=(
            *package.problems, *lost_notes, *context.problems, *equations_unread(equations),
        ),
        findings=(
            *package.findings, *sorted(repairs), *office.language_unknown(properties.language),
            *comments_left_out(ooxml_notes.comments_in(document.part)),
            *hidden_text_left_out(hidden), *deletions_left_out(_deletions(body)),
        ),
    )  # fmt: skip


def _deletions(body: "_Element") -> int:
    """Return how many pieces of text were deleted while changes were tracked."""
    return sum(any(True for _ in deletion.iter(f"{W}delText")) for deletion in body.iter(f"{W}del"))


def _is_equation(embedded: "_Element") -> bool:
    return str(embedded.get("ProgID", "")).startswith(("Equation", "MathType"))


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph alone does not say.

    Heading levels by style id; the numberings (their ids) that count and not dot; the parts that
    the main text refers to, by relation; the notes; the styles of tables of contents, by id; and
    what of all this could not be read.
    """

    levels: dict[str, int]
    numbered: set[str]
    parts: dict[str, Any]
    notes: ooxml_notes.Notes
    contents: frozenset[str]
    problems: list[str] = field(default_factory=list)

    def part(self, key: str) -> bytes | None:
        """Return the content of a part, or None if it is not there."""
        part = self.parts.get(key)
        return part.blob if part is not None else None


def _lines(body: "_Element", context: _Context) -> Iterator[Line]:
    """Yield every paragraph and table of the body; after each, what is anchored in it."""
    todo = [body]
    while todo:
        node = todo.pop()
        if is_left_out(node, context.contents):
            continue
        if node.tag == f"{W}p":
            yield _paragraph(node, context)
        elif node.tag == f"{W}tbl":
            yield "\n".join(rows(node)), "table", None
        elif node.tag in (f"{M}oMath", f"{M}oMathPara"):
            yield linear(node), "body", None
        elif node.tag == f"{W}altChunk":
            yield from _inserted(node, context)
        elif node.tag not in UNREAD or node.tag == TEXT_BOX:
            todo.extend(reversed([child for child in node if isinstance(child.tag, str)]))
            continue
        else:
            continue
        todo.extend(reversed(list(anchored(node, {TEXT_BOX, f"{W}tbl"}))))
        yield from _beside(node, context)


def _beside(node: "_Element", context: _Context) -> Iterator[Line]:
    """Yield the diagrams, charts and notes of a paragraph or table, each as a line of its own."""
    shown = text_of(node)
    for anchor in anchored(node, {f"{W}drawing", f"{W}pict", f"{W}object"}):
        yield from ((text, "drawing", None) for text in said_of_pictures(anchor, shown))
        for text, problem in office_parts.drawings(anchor, context.part):
            yield text, "drawing", None
            context.problems.extend([problem] if problem else [])
    for reference in anchored(node, set(ooxml_notes.REFERENCES)):
        kind = ooxml_notes.REFERENCES[str(reference.tag)]
        note = context.notes.get((kind, reference.get(f"{W}id", "")))
        if note is not None:
            paragraphs = (one_line(text_of(line)) for line in anchored(note, {f"{W}p"}))
            yield "\n".join(filter(None, paragraphs)), "note", None


def _inserted(node: "_Element", context: _Context) -> Iterator[Line]:
    part = context.parts.get(node.get(_RELATION_ID, ""))
    texts = ooxml_notes.inserted(str(part.partname), part.blob) if part is not None else None
    if texts is None:
        context.problems.append("a file inserted into the text (altChunk) could not be read")
    yield from ((text, "body", None) for text in texts or ())


def _paragraph(node: "_Element", styles: _Context) -> Line:
    properties = node.find(f"{W}pPr")
    text = text_of(node)
    if properties is None:
        return text, _weight(node), None
    style = properties.find(f"{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    outline = properties.find(f"{W}outlineLvl")
    level = styles.levels.get(name)
    if level is None and outline is not None and outline.get(f"{W}val", "9") in "012345":
        level = int(outline.get(f"{W}val")) + 1
    if level is not None and len(text) <= 300:
        return one_line(text), "body", level
    number = properties.find(f"{W}numPr/{W}numId")
    if number is not None and number.get(f"{W}val") in styles.numbered:
        return text, "numbers", None
    if number is not None or "list" in name.lower():
        return text, "numbers" if "number" in name.lower() else "list", None
    return text, _weight(node), None


def _weight(node: "_Element") -> str:
    """Return "bold" if every run with text is bold: a heading by hand, perhaps."""
    runs = [run for run in node.iter(f"{W}r") if one_line(text_of(run))]
    bold = [run for run in runs if is_on(run.find(f"{W}rPr/{W}b"))]
    return "bold" if runs and len(bold) == len(runs) else "body"


FORMAT = Format(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    matches=is_zip,
    read=read,
)
