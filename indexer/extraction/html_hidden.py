"""What the author of a web page hid: taken out of its tree before it is read.

What unfolds is no such thing: the panels of accordions and tabs, and the slides of a show, are
hidden only until a reader asks for them.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.extraction.html_plain import remove

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
_UNFOLDS = re.compile(
    r"accord|collaps|toggle|expand|faq|\btab\b|tab-|tabpanel|panel|slide|carousel|swiper|spoiler",
    re.IGNORECASE,
)
_OPENERS = ("aria-controls", "data-target", "data-bs-target", "href", "onclick")
_IDS = re.compile(r"[\w:.-]+")


def drop_hidden(page: "_Element") -> int:
    """Take out what is hidden and does not unfold; return how many places had words of the author.

    What a page hides from screen readers alone goes too: names of icons, links to headings.
    """
    nodes = [node for node in page.iter() if isinstance(node.tag, str)]
    opened = frozenset(_opened(nodes))
    count = 0
    for node in nodes:
        is_unseen = _is_unseen(node)
        if not (is_unseen or node.get("aria-hidden") == "true") or node.getparent() is None:
            continue
        if node.tag in ("html", "body") or _unfolds(node, opened):
            continue
        count += is_unseen and bool("".join(node.itertext()).strip())
        remove(node)
    return count


def _is_unseen(node: "_Element") -> bool:
    by_attribute = (node.get("hidden") or "").lower() != "until-found" and "hidden" in node.attrib
    return by_attribute or bool(_HIDING.search(node.get("style") or ""))


def _opened(nodes: "list[_Element]") -> Iterator[str]:
    """Yield the ids of the elements that buttons, links and scripts of the page may show."""
    for node in nodes:
        for name in _OPENERS:
            value = node.get(name) or ""
            if name != "href" or value.startswith("#"):
                yield from _IDS.findall(value)


def _unfolds(node: "_Element", opened: frozenset[str]) -> bool:
    """Whether a reader can bring a hidden element to light: so named, or opened by another."""
    parent = node.getparent()
    if node.get("id") in opened or node.tag == "details":
        return True
    near = [node] if parent is None else [node, parent]
    return any(
        _UNFOLDS.search(f"{place.get('class')} {place.get('role')} {place.get('id')}")
        for place in near
    )
