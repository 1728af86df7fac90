"""An HTML tree made plain: what a page shows by behaving becomes text where it stands.

Buttons that unfold a text are its headings, and so are the summaries of details; equations become
a line of text; pictures are what is said of them instead; fields of a form what is filled in.
Menus of the page itself and boxes of links go.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from indexer.extraction import mathml
from indexer.extraction.alternative_text import said_of
from indexer.extraction.fonts import letters_shown
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from lxml.etree import _Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES_SECTION = (*_HEADINGS, "summary", "dt", "legend", "caption")
_TOGGLES = ("aria-expanded", "data-toggle", "data-bs-toggle", "data-target", "data-bs-target")
_UNFOLDS = re.compile(r"accordion|collaps|toggle|expand|faq", re.IGNORECASE)
_OF_THE_PAGE = re.compile(r"\b(nav|navbar|menu|sidebar|search|cookie|footer)", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|(?:table-?of-?)?contents?(?:-list)?|tableofcontents)$", re.I)
_LEAST_LINKS = 3
_NOTES = ("footnote", "endnote", "note", "rearnote")
_EQUATION_PICTURE = re.compile(r"\b(latex|tex|math|equation)\b|mimetex|latex\.php", re.IGNORECASE)
_TEX = re.compile(r"^math/(?:tex|asciimath)")
_FONT = re.compile(r"""font-family:\s*["']?([^;,"']{1,40})""", re.IGNORECASE)
_TYPED = ("text", "number", "date", "email", "url", "tel", "")
_PARAGRAPHS = ("p", *_HEADINGS, "caption", "figcaption", "dt", "summary")
_FAR = 60  # ancestors that are looked at: a hostile page nests thousands deep


def make_plain(page: "_Element") -> None:
    """Change the tree `page` as said above. Doing it twice changes nothing more."""
    level = 1
    for node in [node for node in page.iter() if isinstance(node.tag, str)]:
        name = _name(node)
        if name in _HEADINGS:
            level = int(name[1])
        elif node.get("role") == "heading":
            wanted = node.get("aria-level") or "2"
            node.tag = f"h{wanted}" if wanted in "123456" else "h2"
        elif rise := _HEADED.get(name):
            rise(node, level)
        elif change := _CHANGES.get(name):
            change(node)
        if _is_contents(node):
            remove(node)


def _name(node: "_Element") -> str:
    """Return the name of an element without the prefix of its namespace."""
    return re.split("[:}]", str(node.tag))[-1].lower()


def _summary(node: "_Element", level: int) -> None:
    if not any(True for _ in node.iter(*_HEADINGS)):
        node.tag = f"h{min(level + 1, 6)}"


def _button(node: "_Element", level: int) -> None:
    """Make a button that names what it unfolds a heading, and one in a heading its text."""
    above = [outer.tag for outer in _above(node)]
    if any(tag in _NAMES_SECTION for tag in above):
        node.tag = "span"
    elif _unfolds(node) and "nav" not in above and "header" not in above:
        node.tag = f"h{min(level + 1, 6)}"


def _unfolds(node: "_Element") -> bool:
    about = " ".join(filter(None, (node.get("class"), *(node.get(key) for key in _TOGGLES))))
    aims = " ".join(filter(None, (about, node.get("aria-controls"), node.get("aria-label"))))
    is_toggle = any(node.get(key) is not None for key in _TOGGLES) or bool(_UNFOLDS.search(about))
    return is_toggle and not _OF_THE_PAGE.search(aims)


def _math(node: "_Element") -> None:
    _become_text(node, mathml.linear(node))


def _script(node: "_Element") -> None:
    if _TEX.match((node.get("type") or "").lower()):
        _become_text(node, node.text or "")


def _picture(node: "_Element") -> None:
    """Put what is said of a picture in its place, or after the sentence that it stands in."""
    about = " ".join(filter(None, (node.get("class"), node.get("src"))))
    words = one_line(node.get("alt") or "")
    if words and _EQUATION_PICTURE.search(about):
        _become_text(node, words)
        return
    caption = " ".join(_captions(node))
    said = "" if node.get("role") == "presentation" else said_of(words, caption)
    above = list(_above(node))
    if any(outer.tag in ("td", "th", "li", "dd", "dt") for outer in above):
        _become_text(node, said)
        return
    sentence = next((outer for outer in above if outer.tag in _PARAGRAPHS), None)
    if sentence is None or sentence.getparent() is None:
        _become_text(node, said)
        node.tag = "p"
    elif said:
        sentence.addnext(_paragraph(node, said, sentence.tail))
        sentence.tail = None


def _captions(node: "_Element") -> Iterator[str]:
    figure = next((outer for outer in _above(node) if outer.tag == "figure"), None)
    for caption in figure.iter("figcaption") if figure is not None else ():
        yield one_line("".join(caption.itertext()))


def _paragraph(node: "_Element", text: str, tail: str | None) -> "_Element":
    paragraph = node.makeelement("p", {})
    paragraph.text, paragraph.tail = text, tail
    return paragraph


def _input(node: "_Element") -> None:
    is_typed = (node.get("type") or "").lower() in _TYPED
    _become_text(node, (node.get("value") or "") if is_typed and not _searches(node) else "")


def _select(node: "_Element") -> None:
    chosen = [option for option in node.iter("option") if option.get("selected") is not None]
    in_form = any(outer.tag == "form" for outer in _above(node)) and not _searches(node)
    _become_text(
        node, ", ".join(one_line(option.text or "") for option in chosen) if in_form else ""
    )


def _searches(node: "_Element") -> bool:
    """Whether a field belongs to a search of the page, and not to what the page is about."""
    forms = [node, *(outer for outer in _above(node) if outer.tag in ("form", "nav", "header"))]
    return any(
        form.tag in ("nav", "header")
        or form.get("role") == "search"
        or _OF_THE_PAGE.search(f"{form.get('class')} {form.get('id')} {form.get('action')}")
        for form in forms
    )


def _aside(node: "_Element") -> None:
    """Make a box beside the text part of it, unless it is one of links or of the page itself."""
    about = f"{node.get('class') or ''} {node.get('id') or ''}"
    kinds = " ".join(value for key, value in node.items() if key.endswith("type") or key == "role")
    is_of_page = _OF_THE_PAGE.search(about) or _is_of_links(node) or not _is_inside_text(node)
    if any(note in kinds for note in _NOTES) or not is_of_page:
        node.tag = "section"


def _is_inside_text(node: "_Element") -> bool:
    above = [outer.tag for outer in _above(node)]
    return bool({"main", "article", "section"} & set(above)) or not any(
        True for _ in node.getroottree().iter("main", "article")
    )


def _is_of_links(node: "_Element") -> bool:
    linked = sum(len("".join(link.itertext()).strip()) for link in node.iter("a"))
    return 2 * linked > len(" ".join("".join(node.itertext()).split()))


def _is_contents(node: "_Element") -> bool:
    """Whether `node` is a table of contents: so named, and nothing but links within the page."""
    names = [node.get("id") or "", *(node.get("class") or "").split()]
    is_named = node.get("role") == "doc-toc" or any(_CONTENTS.match(name) for name in names)
    if not is_named or node.getparent() is None:
        return False
    inner = [link for link in node.iter("a") if (link.get("href") or "").startswith("#")]
    return len(inner) >= _LEAST_LINKS and _is_of_links(node)


def _span(node: "_Element") -> None:
    """Remove the second form of an equation that its MathML says; read letters by their font."""
    if "katex-html" in (node.get("class") or "").split():
        _become_text(node, "")
    named = _FONT.search(node.get("style") or "")
    font = named[1] if named else node.get("face") or ""
    if font and node.text:
        node.text = letters_shown(node.text, font.strip())[0]


def _above(node: "_Element") -> Iterator["_Element"]:
    return islice(node.iterancestors(), _FAR)


def _become_text(node: "_Element", text: str) -> None:
    tail = node.tail
    node.clear()
    node.tag, node.text, node.tail = "span", text, tail


def remove(node: "_Element") -> None:
    """Take an element out of its tree, with all that is in it; the text after it stays."""
    tail, tag = node.tail, node.tag
    node.clear()
    node.tag, node.tail = tag, tail


_HEADED: dict[str, Callable[["_Element", int], None]] = {"summary": _summary, "button": _button}
_CHANGES: dict[str, Callable[["_Element"], None]] = {
    "math": _math, "script": _script, "img": _picture, "input": _input, "select": _select,
    "aside": _aside, "span": _span, "font": _span,
}  # fmt: skip
