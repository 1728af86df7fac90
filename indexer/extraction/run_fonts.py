"""Office files in fonts from before Unicode: the text of each run as its font shows it.

Called before a format reads its XML, so that no reader needs to know of such fonts.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from indexer.extraction import legacy_fonts

if TYPE_CHECKING:  # lxml comes with the libraries that open the files
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def mend_word(body: "_Element", styles: "_Element") -> tuple[str, ...]:
    """Put the letters that are shown into the runs of a Word body. Returns the note on it."""
    by_style = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
    fonts = {name: _font_under(style) for name, style in by_style.items()}
    default = _font_under(styles.find(f"{_W}docDefaults"))
    for name, style in by_style.items():
        if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph":
            default = fonts[name] or default
    changed = [
        _mend(run.iterchildren(f"{_W}t"), _font_of(run, fonts) or default)
        for run in body.iter(f"{_W}r")
    ]
    return (legacy_fonts.NOTE,) if any(changed) else ()


def _font_of(run: "_Element", fonts: dict[str, str]) -> str:
    """Return the font of a run: its own, its style's, or its paragraph's style's."""
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    own = _named(run.find(f"{_W}rPr/{_W}rFonts"))
    return own or _style_font(run, "r", fonts) or _style_font(paragraph, "p", fonts)


def _style_font(node: "_Element | None", kind: str, fonts: dict[str, str]) -> str:
    style = node.find(f"{_W}{kind}Pr/{_W}{kind}Style") if node is not None else None
    return fonts.get(style.get(f"{_W}val", ""), "") if style is not None else ""


def _font_under(node: "_Element | None") -> str:
    """Return the font that a style or the document's defaults name; none is empty."""
    return _named(node.find(f".//{_W}rPr/{_W}rFonts")) if node is not None else ""


def _named(fonts: "_Element | None") -> str:
    if fonts is None:
        return ""
    return str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "")


def mend_slide(slide: "_Element") -> tuple[str, ...]:
    """Put the letters that are shown into the runs of a slide. Returns the note on it."""
    changed = []
    for run in slide.iter(f"{_A}r"):
        latin = run.find(f"{_A}rPr/{_A}latin")
        font = str(latin.get("typeface", "")) if latin is not None else ""
        changed.append(_mend(run.iterchildren(f"{_A}t"), font))
    return (legacy_fonts.NOTE,) if any(changed) else ()


def _mend(texts: "Iterable[_Element]", font: str) -> bool:
    changed = False
    for node in texts if font else ():
        shown = legacy_fonts.written(node.text or "", font)
        if node.text and shown != node.text:
            node.text = shown
            changed = True
    return changed
