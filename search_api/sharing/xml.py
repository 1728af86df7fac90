"""Well-formed XML of whatever a catalogue holds."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# What XML 1.0 cannot say, not even escaped: control characters, halves of pairs, non-characters.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    name: str,
    text: str = "",
    attributes: Mapping[str, str] | None = None,
    *children: Element,
) -> Element:
    """Return an element; what XML cannot say is left out of its text and attributes."""
    made = Element(name, {key: _sayable(value) for key, value in (attributes or {}).items()})
    made.text = _sayable(text) or None
    made.extend(children)
    return made


def document(root: Element) -> bytes:
    """Return the document, in UTF-8."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("", text)
