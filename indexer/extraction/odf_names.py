"""The namespaces of OpenDocument, and what several of its readers know of its elements."""

from xml.etree.ElementTree import Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW = (_NS % name for name in ("office", "text", "table", "drawing"))
STYLE, META, FORM, CHART = (_NS % name for name in ("style", "meta", "form", "chart"))
PRESENTATION, SVG, FO = (
    _NS % name for name in ("presentation", "svg-compatible", "xsl-fo-compatible")
)
DC = "{http://purl.org/dc/elements/1.1/}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def repeated(element: Element, what: str) -> int:
    """Return how many rows or columns (`what`) an element of a table stands for."""
    number = element.get(f"{TABLE}number-{what}-repeated", "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 9 else 1
