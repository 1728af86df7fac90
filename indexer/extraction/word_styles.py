"""What the styles and numberings of a Word document say of its paragraphs."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BUILT_IN = {"Title": 0, **{f"Heading{level}": level for level in range(1, 7)}}  # style ids
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)

# Word keeps these names in English in every language.
_CONTENTS = re.compile(r"(?:toc (?:\d|heading)|table of (?:figures|authorities)|index \d)", re.I)
_DEEPEST = 20  # styles that one is made after; those of a damaged file may go in a circle


def styles_by_id(styles: "_Element") -> dict[str, "_Element"]:
    """Return the styles of a document by their ids."""
    return {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}


def ancestry(name: str, by_id: Mapping[str, "_Element"]) -> Iterator["_Element"]:
    """Yield the style of this id and those that it is made after, the nearest first."""
    for _ in range(_DEEPEST):
        if (style := by_id.get(name)) is None:
            return
        yield style
        base = style.find(f"{_W}basedOn")
        name = base.get(f"{_W}val", "") if base is not None else ""


def is_on(switch: "_Element | None") -> bool:
    """Whether a property that is on or off (bold, hidden) is given, and on."""
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def numbered_lists(document: Any) -> set[str]:
    """Return the ids of the numberings whose first level is anything but a bullet."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return set()
    counting = {
        pattern.get(f"{_W}abstractNumId")
        for pattern in numbering.iter(f"{_W}abstractNum")
        if (form := pattern.find(f"{_W}lvl/{_W}numFmt")) is not None
        and form.get(f"{_W}val") not in ("bullet", "none")
    }
    return {
        str(number.get(f"{_W}numId"))
        for number in numbering.iter(f"{_W}num")
        if (link := number.find(f"{_W}abstractNumId")) is not None
        and link.get(f"{_W}val") in counting
    }


def heading_levels(document: Any) -> dict[str, int]:
    """Return the heading level of every style that is one, by style id; 0 for the title."""
    levels = dict(_BUILT_IN)
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        heading = _HEADING_STYLE.match(name.get(f"{_W}val", "") if name is not None else "")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if heading:
            levels[style.get(f"{_W}styleId", "")] = min(int(heading[1]), 6)
        elif name is not None and name.get(f"{_W}val", "").lower() == "title":
            levels[style.get(f"{_W}styleId", "")] = 0
        elif outline is not None and outline.get(f"{_W}val", "9") in "012345":
            levels[style.get(f"{_W}styleId", "")] = int(outline.get(f"{_W}val")) + 1
    return levels


def contents_styles(document: Any) -> frozenset[str]:
    """Return the ids of the styles of tables of contents, of figures and the like."""
    names = (
        (key, style.find(f"{_W}name"))
        for key, style in styles_by_id(document.styles.element).items()
    )
    return frozenset(
        key for key, name in names if name is not None and _CONTENTS.match(name.get(f"{_W}val", ""))
    )
