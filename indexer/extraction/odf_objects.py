"""Objects inside OpenDocument files (formulas, charts, tables): their words into the text.

An object is a document of its own in a folder of the archive. Formulas go into the sentence they
stand in; all else becomes a text box in its place.
"""

import posixpath
from collections.abc import Callable
from xml.etree.ElementTree import Element

from indexer.errors import Unreadable
from indexer.extraction.mathml import linear
from indexer.extraction.odf_names import CHART, DRAW, FORM, OFFICE, TABLE, TEXT
from indexer.text.cleaning import one_line

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FIELDS = {
    f"{FORM}{kind}" for kind in ("text", "textarea", "combobox", "date", "number", "formatted-text")
}
_HREF = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"

Part = Callable[[str], Element | None]  # the XML of a part by its name; None if it is not there


def resolve(body: Element, part: Part) -> list[str]:
    """Replace the objects in `body` by their words; return what could not be read."""
    _fill_in(body)
    problems = []
    for frame in list(body.iter(f"{DRAW}frame")):
        for shown in frame.findall(f"{DRAW}object"):
            try:
                root = _root(shown, part)
            except Unreadable:
                root = None
            if root is None:
                name = shown.get(_HREF, "").removeprefix("./")[:80]
                problems.append(f"an object in the text could not be read ({name})")
            else:
                _put(frame, shown, root)
    return problems


def _fill_in(body: Element) -> None:
    """Put what is filled into the fields of a form where they stand in the text."""
    values = {
        key: field.get(f"{FORM}current-value") or field.get(f"{FORM}value") or ""
        for field in body.iter()
        if field.tag in _FIELDS and (key := field.get(_ID) or field.get(f"{FORM}id"))
    }
    for control in body.iter(f"{DRAW}control"):
        if value := values.get(control.get(f"{DRAW}control", "")):
            line = Element(f"{TEXT}p")
            line.text = value
            control.append(line)


def _root(shown: Element, part: Part) -> Element | None:
    if len(shown):
        return shown[0]
    folder = posixpath.normpath(shown.get(_HREF, "").lstrip("/") or ".")
    return part(f"{folder}/content.xml")


def _put(frame: Element, shown: Element, root: Element) -> None:
    formula = root if root.tag == _MATH else root.find(f".//{_MATH}")
    if formula is not None:
        tail = frame.tail
        frame.clear()
        frame.tag, frame.text, frame.tail = f"{TEXT}span", linear(formula), tail
        return
    chart = root.find(f".//{CHART}chart")
    box = Element(f"{DRAW}text-box")
    if chart is not None:
        line = Element(f"{TEXT}p")
        line.text = _chart(chart)
        box.append(line)
    else:
        box.extend(list(root.find(f"{OFFICE}body") or ()))
    frame.insert(0, box)
    frame.remove(shown)


def _chart(chart: Element) -> str:
    """Return the titles of a chart and its axes, and the words of its table, one a line."""
    titles = (title for kind in ("title", "subtitle") for title in chart.iter(f"{CHART}{kind}"))
    lines = [one_line("".join(title.itertext())) for title in titles]
    for row in chart.iter(f"{TABLE}table-row"):
        cells = (one_line("".join(cell.itertext())) for cell in row.iter(f"{TABLE}table-cell"))
        words = [cell for cell in cells if any(sign.isalpha() for sign in cell)]
        lines.append("; ".join(word for word in words if word != "NaN"))
    return "\n".join(dict.fromkeys(filter(None, lines)))
