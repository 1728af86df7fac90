"""What the styles of an OpenDocument file say of text, slides and sheets: fonts, what is hidden."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from indexer.extraction.fonts import is_odd
from indexer.extraction.odf_names import DRAW, FO, PARAGRAPHS, PRESENTATION, STYLE, SVG, TABLE, TEXT

_DEEPEST = 20  # styles that one is made after; those of a damaged file may go in a circle
# The families of styles, and the attribute that names the style of an element.
_PARAGRAPH, _WORDS = ("paragraph", f"{TEXT}style-name"), ("text", f"{TEXT}style-name")
_CELL, _TABLE = ("table-cell", f"{TABLE}style-name"), ("table", f"{TABLE}style-name")
_SLIDE = ("drawing-page", f"{DRAW}style-name")
_SHAPE, _PLACEHOLDER = (
    ("graphic", f"{DRAW}style-name"),
    ("presentation", f"{PRESENTATION}style-name"),
)


class Styles:
    """The styles of a file; `roots` holds them, those that count less first."""

    def __init__(self, *roots: Element) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._faces: dict[str, str] = {}
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "").strip("'\" ")
                self._faces[face.get(f"{STYLE}name", "")] = family
            for tag in (f"{STYLE}default-style", f"{STYLE}style"):
                for style in root.iter(tag):
                    key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
                    self._styles[key] = style
        self._value = lru_cache(maxsize=10_000)(self._looked_up)

    def have_odd_fonts(self) -> bool:
        """Whether any font of the file may show other letters than its text holds."""
        own = (
            properties.get(f"{FO}font-family", "").strip("'\" ")
            for style in self._styles.values()
            for properties in style.findall(f"{STYLE}text-properties")
        )
        return any(is_odd(font) for font in (*self._faces, *self._faces.values(), *own) if font)

    def font(self, element: Element) -> str:
        """Return the font that the style of `element` names, empty where it names none."""
        for family, attribute in _families(element):
            if name := element.get(attribute, ""):
                return self.font_of(family, name)
        return ""

    def font_of(self, family: str, name: str) -> str:
        """Return the font of a style; of the family's default where `name` is empty."""
        if face := self._value(family, name, f"{STYLE}text-properties", f"{STYLE}font-name"):
            return self._faces.get(face) or face
        return self._value(family, name, f"{STYLE}text-properties", f"{FO}font-family").strip(
            "'\" "
        )

    def hide(self, element: Element) -> bool:
        """Whether the style of some text hides it."""
        return any(
            self._value(family, name, f"{STYLE}text-properties", f"{TEXT}display") == "none"
            for family, attribute in _families(element)
            if (name := element.get(attribute, ""))
        )

    def hide_slide(self, page: Element) -> bool:
        """Whether a slide is not shown."""
        family, attribute = _SLIDE
        properties, visibility = f"{STYLE}drawing-page-properties", f"{PRESENTATION}visibility"
        return self._value(family, page.get(attribute, ""), properties, visibility) == "hidden"

    def hide_sheet(self, sheet: Element) -> bool:
        """Whether a sheet of a spreadsheet is not shown."""
        family, attribute = _TABLE
        properties = f"{STYLE}table-properties"
        return (
            self._value(family, sheet.get(attribute, ""), properties, f"{TABLE}display") == "false"
        )

    def _looked_up(self, family: str, name: str, properties: str, attribute: str) -> str:
        for style in self._ancestry(family, name):
            for written in style.findall(properties):
                if value := written.get(attribute):
                    return value
        return ""

    def _ancestry(self, family: str, name: str) -> Iterator[Element]:
        """Yield a style and those that it is made after, the nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            if not name:
                return
            name = style.get(f"{STYLE}parent-style-name", "")


def _families(element: Element) -> tuple[tuple[str, str], ...]:
    """Return the families of the styles that an element may have, with the attribute of each."""
    if element.tag in PARAGRAPHS:
        return (_PARAGRAPH,)
    if element.tag in (f"{TEXT}span", f"{TEXT}a"):
        return (_WORDS,)
    if element.tag == f"{TABLE}table-cell":
        return (_CELL,)
    return (_PLACEHOLDER, _SHAPE) if element.tag.startswith(DRAW) else ()
