"""HTML: the main text with its headings, without navigation.

A page with a frame around its text (menus, sidebars, footers) is cut out by trafilatura. A
page or fragment without one, such as a help text, is read whole: trafilatura drops short ones.
"""

import codecs
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction.decoding import Decoded, decode, read_raw
from indexer.extraction.html_blocks import blocks_of, text_of
from indexer.extraction.html_hidden import drop_hidden
from indexer.extraction.html_main import main_blocks
from indexer.extraction.left_out import hidden_text_left_out
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.metadata.describe import describe
from indexer.text.cleaning import one_line

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from lxml.etree import _Element

_FRAME = re.compile(r"\b(nav|navbar|menu|sidebar|footer|breadcrumbs?|cookie)\b", re.IGNORECASE)
_DEEPEST = 255  # what is below that, lxml leaves out without a word
_TAG = re.compile(r"<(/?)(?:div|span|section|article|main|table|ul|ol|font|b|i|em|a)\b", re.I)
_FOR_SERVER = re.compile(r"<\?(?:php\b|=|\s).*?\?>|<%.*?%>", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""",
    re.IGNORECASE,
)


def read(file: Path) -> Extraction:
    """Return the main text of an HTML page and what its <meta> elements say."""
    return read_page(decoded_markup(read_raw(file)))


def read_page(decoded: Decoded) -> Extraction:
    """Return the main text of a page of this markup, and its metadata."""
    from lxml import etree, html  # heavy: only in the child process

    # lxml refuses str with a declaration, and ends what is for a server at the first >.
    markup = _FOR_SERVER.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    try:
        page = html.document_fromstring(markup)
    except (etree.ParserError, ValueError):
        return Extraction(())
    hidden = drop_hidden(page)
    metadata = _metadata(page)
    blocks = _main_blocks(page)
    if not blocks and page.find(".//script") is not None:
        raise _needs_a_browser()
    if not blocks and _depth(markup) > _DEEPEST:
        raise _nested_too_deep()
    _promote_title(blocks, has_heading=any(block.level for block in blocks))
    if metadata.title is None:
        headings = [block.text for block in blocks if block.level]
        metadata = replace(metadata, title=headings[0] if headings else None)
    findings = (*decoded.notes, *hidden_text_left_out(hidden))
    return Extraction(tuple(blocks), metadata, findings=findings)


def _depth(markup: str) -> int:
    """Return how deep the elements of a page are nested in each other that end with a tag."""
    depth = deepest = 0
    for tag in _TAG.finditer(markup):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _nested_too_deep() -> Unreadable:
    return Unreadable(
        Outcome.MALFORMED,
        f"Its elements are nested in each other more than {_DEEPEST} deep, which is not read.",
        cure="Open it in a browser, print it to a PDF, and put that in the folder.",
    )


def _needs_a_browser() -> Unreadable:
    return Unreadable(
        Outcome.EMPTY,
        "The page holds no text: a browser fills it by running its scripts.",
        cure="Open it in a browser, print it to a PDF, and put that in the folder.",
    )


def decoded_markup(raw: bytes, charset: str | None = None) -> Decoded:
    """Return the markup, read as it declares itself unless that gives unlikely letters.

    `charset` is what was said of it elsewhere, for markup that says nothing itself.
    """
    declared = _CHARSET.search(raw[:4096])
    charset = declared[1].decode("ascii") if declared else charset
    name = _codec(charset) if charset else None
    as_declared = _as_declared(raw, name)
    try:
        decoded = decode(raw, name)
    except Unreadable:
        if as_declared is None:
            raise
        return Decoded(as_declared)
    return Decoded(decoded.text) if as_declared == decoded.text else decoded


def _as_declared(raw: bytes, name: str | None) -> str | None:
    """Return what `raw` is in the encoding that it names; None where it cannot be that."""
    if name is None or name.startswith("utf"):  # Unicode is told by the bytes
        return None
    try:
        return raw.decode(name)
    except (LookupError, ValueError):
        return None


def _codec(charset: str) -> str | None:
    """Return Python's name for `charset`, None where it has none."""
    name = {"iso-8859-1": "cp1252", "iso-8859-9": "cp1254"}.get(charset.lower(), charset)
    try:
        return codecs.lookup(name).name.replace("-", "_")
    except LookupError:
        return None


def _main_blocks(page: "_Element") -> list[Block]:
    """Return the blocks of a page; without its frame, where it has one."""
    has_frame = _has_frame(page)
    whole = list(blocks_of(page))  # makes the page plain as well
    if not has_frame:
        return whole
    from lxml import etree, html
    from trafilatura import extract

    markup = html.tostring(page, encoding="unicode")
    main_text = extract(markup, output_format="xml", include_comments=False, favor_recall=True)
    main = list(blocks_of(etree.fromstring(main_text.encode()))) if main_text else []
    is_enough = _length(main) > 0.3 * _length(whole)
    return main_blocks(whole, main) if is_enough else whole


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _has_frame(page: "_Element") -> bool:
    for element in page.iter("nav", "footer", "aside", "div", "ul", "td", "section"):
        if element.tag in ("nav", "footer", "aside") or element.get("role") == "navigation":
            return True
        if _FRAME.search(f"{element.get('id', '')} {element.get('class', '')}"):
            return True
    return False


def _promote_title(blocks: list[Block], *, has_heading: bool) -> None:
    """Make the first line of a fragment its heading when it reads like a title."""
    if not blocks:
        return
    first = blocks[0]
    if (first.level and first.level > 1 and not any(block.level == 1 for block in blocks)) or (
        not has_heading and len(blocks) > 1 and _reads_like_title(first.text)
    ):
        blocks[0] = replace(first, level=1)


def _reads_like_title(text: str) -> bool:
    short = "\n" not in text and 2 < len(text) <= 80
    return short and not text.endswith((".", ",", ";", ":")) and not text.startswith("- ")


def _metadata(page: "_Element") -> Metadata:
    declared: dict[str, object] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = one_line(meta.get("content") or "")
        if name and content:
            earlier = declared.get(name)
            declared[name] = content if earlier is None else _both(earlier, content)
    if language := page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"):
        declared.setdefault("language", language)
    for link in page.iter("a", "link"):
        if "license" in (link.get("rel") or "").split():
            declared.setdefault("license", link.get("href") or "")
    metadata, _ = describe(declared)
    if metadata.title is None or "og:title" in declared:
        metadata = replace(metadata, title=_title(page) or metadata.title)
    return metadata


def _both(earlier: object, content: str) -> list[object]:
    return [*(earlier if isinstance(earlier, list) else [earlier]), content]


def _title(page: "_Element") -> str | None:
    """Return the only <h1>, or else the <title>: the latter often ends in the site's name."""
    headings = [one_line(text_of(heading)) for heading in page.iter("h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1 and len(headings[0]) <= 200:
        return headings[0]
    title = page.find(".//title")
    return (one_line(title.text or "")[:300] or None) if title is not None else None


FORMAT = Format(
    name="HTML",
    media_type="text/html",
    suffixes=(".html", ".htm", ".xhtml"),
    matches=looks_like_text,
    read=read,
)
