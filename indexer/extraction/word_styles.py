"""What the styles and numberings of a Word document say of its paragraphs."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BUILT_IN = {"Title": 0, **{f"Heading{level}": level for level in range(1, 7)}}  # style ids
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)

# Word keeps these names in English in every language.
_CONTENTS = re.compile(r"(?:toc (?:\d|heading)|table of (?:figures|authorities)|index \d)", re.I)


def numbered_lists(document: Any) -> set[str]:
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


def heading_levels(document: Any) -> dict[str, int]:
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


def contents_styles(document: Any) -> frozenset[str]:
    """Return the ids of the styles of tables of contents, of figures and the like."""
    styles = document.styles.element.iter(f"{_W}style")
    names = ((each.get(f"{_W}styleId", ""), each.find(f"{_W}name")) for each in styles)
    return frozenset(
        key for key, name in names if name is not None and _CONTENTS.match(name.get(f"{_W}val", ""))
    )
