"""The words of drawings that lie in parts of their own: SmartArt and charts.

Both stand in a document as a reference; the part is XML that was checked with the archive.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from indexer.errors import Unreadable
from indexer.extraction import archives
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

_BASE = "http://schemas.openxmlformats.org/"
_A = f"{{{_BASE}drawingml/2006/main}}"
_C = f"{{{_BASE}drawingml/2006/chart}}"
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DGM = f"{{{_BASE}drawingml/2006/diagram}}"
_R = f"{{{_BASE}officeDocument/2006/relationships}}"

Part = Callable[[str], bytes | None]  # the content of a related part, by the relation's id


def shows_something(node: "_Element") -> bool:
    """Whether `node` holds words, a diagram or a chart."""
    references = node.iter(f"{_DGM}relIds", f"{_C}chart", f"{_CX}chart")
    return any(text.strip() for text in node.itertext()) or any(True for _ in references)


def drawings(node: "_Element", part: Part) -> Iterator[tuple[str, str]]:
    """Yield text and problem (one of them empty) of every diagram and chart that `node` shows."""
    for reference in node.iter(f"{_DGM}relIds"):
        yield _read(part, reference.get(f"{_R}dm", ""), "diagram", diagram_text)
    for reference in node.iter(f"{_C}chart", f"{_CX}chart"):
        yield _read(part, reference.get(f"{_R}id", ""), "chart", chart_text)


def _read(part: Part, key: str, what: str, text: Callable[[Element], str]) -> tuple[str, str]:
    content = part(key)
    if content is None:
        return "", f"a {what} could not be read (its part is missing)"
    try:
        return text(archives.parse_xml(content)), ""
    except Unreadable:
        return "", f"a {what} could not be read (its part is damaged)"


def diagram_text(model: Element) -> str:
    """Return the points of a SmartArt data model, one a line."""
    lines: list[str] = []
    for point in model.iter(f"{_DGM}pt"):
        # What a program suggests ("[Text]"), and the lines between points, are no text.
        settings = point.find(f"{_DGM}prSet")
        if settings is not None and settings.get("phldr") == "1":
            continue
        if point.get("type") in ("pres", "parTrans", "sibTrans"):
            continue
        paragraphs = (_runs(paragraph) for paragraph in point.iter(f"{_A}p"))
        lines.extend(f"- {text}" for text in paragraphs if text)
    return "\n".join(lines)


def chart_text(space: Element) -> str:
    """Return the title of a chart, the titles of its axes, its series and its labels, by line."""
    titles = [_title(title) for title in space.iter(f"{_C}title")]
    titles += [_runs(title) for title in space.iter(f"{_CX}title")]
    series = [_values(name) for name in space.iter(f"{_C}tx") if name.find(f"{_C}rich") is None]
    labels = [_values(label) for label in space.iter(f"{_C}cat")]
    boxes = [_runs(label) for label in space.iter(f"{_C}dLbl")]
    lines = [one_line(words) for words in (*titles, *series, *labels, *boxes)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _title(title: Element) -> str:
    return " ".join(
        filter(None, (_runs(paragraph) for paragraph in title.iter(f"{_A}p")))
    ) or _values(title)


def _values(node: Element) -> str:
    """Return the words that a chart took from its table; numbers say nothing alone."""
    words = [value.text or "" for value in node.iter(f"{_C}v")]
    return "; ".join(word for word in words if any(sign.isalpha() for sign in word))


def _runs(node: Element) -> str:
    return one_line("".join(run.text or "" for run in node.iter(f"{_A}t")))
