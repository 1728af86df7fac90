"""Office files in fonts from before Unicode and fonts of signs: each run as its font shows it.

Called before a format reads its XML, so that no reader needs to know of such fonts.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from indexer.extraction.fonts import letters_shown
from indexer.extraction.word_styles import ancestry, styles_by_id

if TYPE_CHECKING:  # lxml comes with the libraries that open the files
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def mend_word(body: "_Element", styles: "_Element") -> tuple[str, ...]:
    """Put the letters that are shown into the runs of a Word body. Returns the notes on it."""
    by_id = styles_by_id(styles)
    fonts = {name: _font_of_style(name, by_id) for name in by_id}
    default = _font_under(styles.find(f"{_W}docDefaults"))
    for name, style in by_id.items():
        if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph":
            default = fonts[name] or default
    notes: dict[str, None] = {}
    for run in body.iter(f"{_W}r"):
        texts = run.iterchildren(f"{_W}t")
        notes |= dict.fromkeys(_mend(texts, _font_of(run, fonts) or default))
        for sign in run.iterchildren(f"{_W}sym"):
            notes |= dict.fromkeys(_spell(sign))
    return tuple(notes)


def _spell(sign: "_Element") -> Iterator[str]:
    """Make a sign that is given by its font and code (w:sym) text. Yields the note on it."""
    code = sign.get(f"{_W}char", "")
    written = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else ""
    sign.tag = f"{_W}t"
    sign.text = written
    yield from _mend([sign], sign.get(f"{_W}font", ""))


def _font_of(run: "_Element", fonts: dict[str, str]) -> str:
    """Return the font of a run: its own, its style's, or its paragraph's style's."""
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    own = _named(run.find(f"{_W}rPr/{_W}rFonts"))
    return own or _style_font(run, "r", fonts) or _style_font(paragraph, "p", fonts)


def _style_font(node: "_Element | None", kind: str, fonts: dict[str, str]) -> str:
    style = node.find(f"{_W}{kind}Pr/{_W}{kind}Style") if node is not None else None
    return fonts.get(style.get(f"{_W}val", ""), "") if style is not None else ""


def _font_of_style(name: str, by_id: dict[str, "_Element"]) -> str:
    """Return the font that a style names, or else one that it is made after."""
    return next(filter(None, map(_font_under, ancestry(name, by_id))), "")


def _font_under(node: "_Element | None") -> str:
    """Return the font that a style or the document's defaults name; none is empty."""
    return _named(node.find(f".//{_W}rPr/{_W}rFonts")) if node is not None else ""


def _named(fonts: "_Element | None") -> str:
    if fonts is None:
        return ""
    return str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "")


def mend_slide(slide: "_Element") -> tuple[str, ...]:
    """Put the letters that are shown into the runs of a slide. Returns the notes on it."""
    notes: dict[str, None] = {}
    for run in slide.iter(f"{_A}r"):
        fonts = (run.find(f"{_A}rPr/{_A}{kind}") for kind in ("latin", "sym"))
        latin, signs = (str(font.get("typeface", "")) if font is not None else "" for font in fonts)
        for text in run.iterchildren(f"{_A}t"):
            is_private = any(sign >= "\uf020" for sign in text.text or "")
            notes |= dict.fromkeys(_mend([text], signs or latin if is_private else latin))
    return tuple(notes)


def _mend(texts: "Iterable[_Element]", font: str) -> Iterator[str]:
    """Put what `font` shows into the texts. Yields the note on each that it changed."""
    for node in texts if font else ():
        node.text, note = letters_shown(node.text or "", font)
        yield from [note] if note else []
