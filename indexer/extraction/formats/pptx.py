"""PPTX: one page per slide, with its tables, equations, drawings and the speaker's notes."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from indexer.domain import Block, Extraction
from indexer.extraction import (
    archives,
    office,
    office_package,
    office_parts,
    ooxml_notes,
    run_fonts,
)
from indexer.extraction.alternative_text import said_of
from indexer.extraction.left_out import (
    comments_left_out,
    equations_unread,
    hidden_parts,
    hidden_text_left_out,
)
from indexer.extraction.omml import linear
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.text.cleaning import clean, one_line, plain_bullets

_MAX_DEPTH = 20  # groups within groups
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INK = "{http://schemas.openxmlformats.org/presentationml/2006/main}contentPart"
_PROPERTIES = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OLE_OBJECT = "{http://schemas.openxmlformats.org/presentationml/2006/main}oleObj"
_EQUATION = "{http://schemas.microsoft.com/office/drawing/2010/main}m"


def read(file: Path) -> Extraction:
    """Return the text of a presentation, slide by slide, and its core properties."""
    import pptx  # heavy: only in the child process
    from pptx.exc import PackageNotFoundError

    office.require_part(file, "ppt/presentation.xml", "PPTX")
    package = office_package.mended(file, "ppt/presentation.xml")
    try:
        presentation = pptx.Presentation(package.open())
        slides = list(_present(presentation))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise archives.damaged(error) from error
    blocks: list[Block] = []
    problems = list(package.problems)
    repairs: dict[str, None] = {}
    unseen = [number for number, slide in enumerate(slides, 1) if _is_hidden(slide)]
    hidden = 0
    for number, slide in enumerate(slides, 1):
        if number in unseen:
            continue
        try:
            hidden += _drop_hidden(slide._element)
            repairs |= dict.fromkeys(run_fonts.mend_slide(slide._element))
            blocks.extend(_slide(slide, number, problems))
        except (KeyError, ValueError, AttributeError, TypeError, NotImplementedError) as error:
            problems.append(f"slide {number} could not be read ({type(error).__name__})")
    properties = presentation.core_properties
    objects = (embedded for slide in slides for embedded in slide._element.iter(_OLE_OBJECT))
    equations = sum(embedded.get("progId", "").startswith("Equation") for embedded in objects)
    comments = sum(ooxml_notes.comments_in(slide.part) for slide in slides)
    return Extraction(
        tuple(blocks),
        office.titled(office.core_properties(properties), blocks),
        page_count=len(slides),
        problems=(*problems, *equations_unread(equations)),
        findings=(
            *package.findings, *repairs, *office.language_unknown(properties.language),
            *comments_left_out(comments), *hidden_text_left_out(hidden),
            *hidden_parts("slides", [str(number) for number in unseen]),
        ),
    )  # fmt: skip


def _present(presentation: Any) -> Iterator[Any]:
    """Yield the slides in order, without those whose part is missing (said by the package)."""
    listed = presentation.part._element.sldIdLst
    for entry in listed if listed is not None else ():
        try:
            yield presentation.part.related_slide(entry.rId)
        except KeyError:
            continue


def _is_hidden(slide: Any) -> bool:
    return slide._element.get("show") in ("0", "false")


def _drop_hidden(root: Any) -> int:
    """Take the hidden shapes out of a slide; return how many had words."""
    marks = [mark for mark in root.iter(_PROPERTIES) if mark.get("hidden") in ("1", "true")]
    shapes = [mark.getparent().getparent() for mark in marks]
    count = sum(any(words.strip() for words in shape.itertext()) for shape in shapes)
    for shape in shapes:
        if shape.getparent() is not None:
            shape.getparent().remove(shape)
    return count


def _slide(slide: Any, number: int, problems: list[str]) -> Iterator[Block]:
    _make_plain(slide._element)
    title = slide.shapes.title
    heading = one_line(title.text_frame.text) if title is not None else ""
    if heading:
        yield Block(heading, page=number, level=1 if number == 1 else 2)
    for shape in _shapes(slide.shapes, 0):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if text := _text(shape):
            yield Block(text, page=number)
        for text, problem in office_parts.drawings(shape._element, partial(_content, slide.part)):
            problems.extend([f"slide {number}: {problem}"] if problem else [])
            if text:
                yield Block(text, page=number)
        if said := _said_of(shape):
            yield Block(said, page=number)
    frame = _notes_frame(slide)
    if frame is not None and (notes := clean(frame.text)):
        yield Block(notes, page=number)


def _notes_frame(slide: Any) -> Any:
    if not slide.has_notes_slide:
        return None
    _make_plain(slide.notes_slide._element)
    return slide.notes_slide.notes_text_frame


def _content(part: Any, key: str) -> bytes | None:
    """Return the content of the part that `part` relates to by `key`, or None if there is none."""
    try:
        related: bytes = part.related_part(key).blob
    except (KeyError, ValueError):
        return None
    return related


def _make_plain(root: Any) -> None:
    """Make a slide what the library understands: no alternatives, equations as runs of text.

    Of two alternatives the first that shows something stays: the others are the same for older
    programs, mostly as a picture.
    """
    from pptx.oxml.xmlchemy import OxmlElement

    for both in list(root.iter(f"{_ALTERNATIVES}AlternateContent")):
        options = [option for option in both if isinstance(option.tag, str)]
        shown = [option for option in options if office_parts.shows_something(option)]
        for child in list((shown or options or [both])[0]):
            both.addprevious(child)
        both.getparent().remove(both)
    for ink in list(root.iter(_INK)):  # drawn by hand: no text, and the library stops at it
        ink.getparent().remove(ink)
    for equation in list(root.iter(_EQUATION)):
        run = OxmlElement("a:r")
        run.append(text := OxmlElement("a:t"))
        text.text = " ".join(map(linear, equation))
        equation.addprevious(run)
        equation.getparent().remove(equation)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    """Yield the shapes of a slide as they are read: from the top, then from the left."""
    placed = sorted(shapes, key=_position)
    for shape in placed:
        if hasattr(shape, "shapes") and depth < _MAX_DEPTH:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _said_of(shape: Any) -> str:
    """Return the description of a picture, diagram or drawing; none of a box of text."""
    properties = next(shape._element.iter(_PROPERTIES), None)
    if properties is None or any(properties.iter(_DECORATIVE)):
        return ""
    words = shape.text_frame.text if shape.has_text_frame else ""
    return "" if words else said_of(properties.get("descr") or properties.get("title") or "")


def _position(shape: Any) -> tuple[int, int]:
    """Return how far down and right a shape is; its layout, which may say, can be missing."""
    try:
        return shape.top or 0, shape.left or 0
    except (KeyError, AttributeError, ValueError):
        return 0, 0


def _text(shape: Any) -> str:
    if getattr(shape, "has_table", False) and shape.has_table:
        rows = ([one_line(cell.text) for cell in row.cells] for row in shape.table.rows)
        return "\n".join(" | ".join(row) for row in rows if any(row))
    if not shape.has_text_frame or _is_furniture(shape):
        return ""
    paragraphs = [one_line(paragraph.text) for paragraph in shape.text_frame.paragraphs]
    paragraphs = [text for text in paragraphs if text]
    if len(paragraphs) < 2:
        return plain_bullets("\n".join(paragraphs))
    lines = (text if text.startswith("- ") else f"- {text}" for text in paragraphs)
    return plain_bullets("\n".join(lines))


def _is_furniture(shape: Any) -> bool:
    """Whether `shape` is a slide number, date or footer: the same on every slide."""
    if not shape.is_placeholder:
        return False
    return str(shape.placeholder_format.type).split(" ")[0] in ("SLIDE_NUMBER", "DATE", "FOOTER")


FORMAT = Format(
    name="PPTX",
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    suffixes=(".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    matches=is_zip,
    read=read,
)
