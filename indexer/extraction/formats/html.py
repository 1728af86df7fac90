"""HTML: the main text with its headings, without navigation.

A page with a frame around its text (menus, sidebars, footers) is cut out by trafilatura. A
page or fragment without one, such as a help text, is read whole: trafilatura drops short ones.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction.describe import describe
from indexer.extraction.registry import Format
from indexer.extraction.signatures import looks_like_text
from indexer.extraction.text import clean, clean_code, decode, one_line, plain_bullets

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from lxml.etree import _Element

_UNREAD = set(
    "script style noscript template svg math head nav footer aside iframe object embed form "
    "button select input textarea audio video canvas map dialog".split()
)
_BLOCK = set(
    "p div section article main header body html center blockquote quote figure figcaption "
    "address fieldset details summary dl hr td th li item doc comments fig graphic".split()
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_FRAME = re.compile(r"\b(nav|navbar|menu|sidebar|footer|breadcrumbs?|cookie)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""", re.I)
_LONGEST_HEADING = 120  # characters


def read(file: Path) -> Extraction:
    """Return the main text of an HTML page and what its <meta> elements say."""
    from lxml import etree, html  # heavy: only in the child process

    markup = _decoded(file.read_bytes())
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)  # lxml refuses str with a declaration
    try:
        page = html.document_fromstring(markup)
    except (etree.ParserError, ValueError):
        return Extraction(())
    metadata = _metadata(page)
    blocks = list(_main_blocks(page, markup))
    _promote_title(blocks, has_heading=any(block.level for block in blocks))
    if metadata.title is None:
        headings = [block.text for block in blocks if block.level]
        metadata = replace(metadata, title=headings[0] if headings else None)
    return Extraction(tuple(blocks), metadata)


def _decoded(raw: bytes) -> str:
    declared = _CHARSET.search(raw[:4096])
    if declared and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        name = {"iso-8859-1": "cp1252", "iso-8859-9": "cp1254"}.get(name, name)  # as browsers do
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # the declaration is wrong, as it often is: decide by the bytes
    return decode(raw)


def _main_blocks(page: "_Element", markup: str) -> Iterator[Block]:
    whole = list(blocks_of(page))
    if not _has_frame(page):
        return iter(whole)
    from lxml import etree
    from trafilatura import extract

    found = extract(markup, output_format="xml", include_comments=False, favor_recall=True)
    main = list(blocks_of(etree.fromstring(found.encode()))) if found else []
    enough = sum(len(block.text) for block in main) > 0.3 * sum(len(each.text) for each in whole)
    return iter(main if enough else whole)


def _has_frame(page: "_Element") -> bool:
    for element in page.iter("nav", "footer", "aside", "div", "ul", "td", "section"):
        if element.tag in ("nav", "footer", "aside") or element.get("role") == "navigation":
            return True
        if _FRAME.search(f"{element.get('id', '')} {element.get('class', '')}"):
            return True
    return False


def blocks_of(root: "_Element") -> Iterator[Block]:
    """Yield the blocks of an HTML tree, or of the XML that trafilatura makes of one."""
    inline: list[str] = []
    for kind, content in _events(root):
        if kind == "text":
            inline.append(str(content))
            continue
        if text := _paragraph(inline):
            yield text
        inline = []
        if isinstance(content, Block) and content.text:
            yield content
    if text := _paragraph(inline):
        yield text


def _paragraph(inline: list[str]) -> Block | None:
    text = plain_bullets(clean(re.sub(r"\s+", " ", "".join(inline)).replace("\0", "\n")))
    return Block(text) if text else None


def _events(root: "_Element") -> Iterator[tuple[str, Block | str | None]]:
    """Yield ("text", words) and ("block", Block or None) of a tree in reading order.

    Iterative: a hostile page nests thousands deep.
    """
    todo: list[_Element | str | tuple[str]] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            yield "text", node
        elif isinstance(node, tuple):
            yield "block", None
        else:
            own = _whole_block(node)
            if own is not None:
                yield "block", own
            else:
                yield from _open(node)
                todo.extend(reversed(_inside(node)))
    yield "block", None


def _open(node: "_Element") -> Iterator[tuple[str, Block | str | None]]:
    if node.tag in ("br", "lb"):
        yield "text", "\0"  # survives the folding of white space, becomes a newline
    elif node.tag in _BLOCK:
        yield "block", None


def _inside(node: "_Element") -> list["_Element | str | tuple[str]"]:
    """Return what `node` holds, in order: texts, elements, and a mark where a block ends."""
    inside: list[_Element | str | tuple[str]] = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            inside.append(child)
        inside.append(child.tail or "")
    if node.tag in _BLOCK:
        inside.append(("end",))
    return inside


def _whole_block(node: "_Element") -> Block | None:
    """Return the block of a heading, table, list or code; None for anything else."""
    tag = node.tag
    if tag in _HEADINGS or tag == "head" and node.get("rend"):
        level = _HEADINGS.get(tag if tag in _HEADINGS else node.get("rend"), 2)
        text = one_line(_text(node))
        return Block(text, level=level if len(text) <= 300 else None)
    if tag == "pre" or (tag == "code" and "\n" in (node.text or "")):
        return Block(clean_code(_text(node)))
    if tag == "table" and _is_data(node):
        return Block("\n".join(_rows(node)))
    if tag in ("ul", "ol", "list") and not any(True for _ in node.iter("p", "table", *_HEADINGS)):
        return Block("\n".join(_list_lines(node, 0)))
    return _bold_heading(node)


def _bold_heading(node: "_Element") -> Block | None:
    """A short paragraph that is bold from end to end is what people write for a heading."""
    if node.tag not in ("p", "div", "center"):
        return None
    bold = [child for child in node if child.tag in ("b", "strong", "hi", "font", "big")]
    if len(bold) != 1 or len(node) != 1:
        return None
    text = one_line(_text(node))
    is_bold = bold[0].tag in ("b", "strong") or bool(bold[0].findall(".//b"))
    is_bold = is_bold or bold[0].get("rend") == "#b"
    if is_bold and text == one_line(_text(bold[0])) and 2 < len(text) <= _LONGEST_HEADING:
        return Block(text, level=3) if not text.endswith((".", ",", ";")) else None
    return None


def _is_data(table: "_Element") -> bool:
    """Whether `table` is a table, and not the way pages were laid out in the nineties."""
    if any(True for _ in table.iterdescendants("table", *_HEADINGS)):
        return False
    cells = [one_line(_text(cell)) for cell in table.iter("td", "th", "cell")]
    return len(cells) > 1 and max(map(len, cells)) <= 600


def _rows(table: "_Element") -> Iterator[str]:
    for row in table.iter("tr", "row"):
        cells = [one_line(_text(cell)) for cell in row.iter("td", "th", "cell")]
        if any(cells):
            yield " | ".join(cells)


def _list_lines(node: "_Element", depth: int) -> Iterator[str]:
    number = 0
    for child in node:
        if child.tag in ("ul", "ol", "list") and depth < 50:
            yield from _list_lines(child, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            number += 1
            mark = f"{number}. " if node.tag == "ol" else "- "
            own = one_line(_text(child, ("ul", "ol", "list")))
            if own:
                yield mark + own
            if depth < 50:
                for inner in child.iter("ul", "ol", "list"):
                    yield from _list_lines(inner, 50)
        if tail := one_line(child.tail or ""):
            yield tail


def _text(node: "_Element", without: tuple[str, ...] = ()) -> str:
    """Return all text inside `node`, not going into elements named in `without`."""
    parts: list[str] = []
    todo: list[_Element | str] = [node]
    while todo:
        each = todo.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        if each.tag in ("br", "lb"):
            parts.append("\n")
        inside: list[_Element | str] = [each.text or ""]
        for child in each:
            wanted = isinstance(child.tag, str) and child.tag not in _UNREAD
            if wanted and child.tag not in without:
                inside.append(child)
            inside.append(child.tail or "")
        todo.extend(reversed(inside))
    return "".join(parts)


def _promote_title(blocks: list[Block], *, has_heading: bool) -> None:
    """Make the first line of a fragment its heading when it reads like a title."""
    if not blocks:
        return
    first = blocks[0]
    if first.level and first.level > 1 and not any(block.level == 1 for block in blocks):
        blocks[0] = replace(first, level=1)
    elif not has_heading and len(blocks) > 1 and _reads_like_title(first.text):
        blocks[0] = replace(first, level=1)


def _reads_like_title(text: str) -> bool:
    short = "\n" not in text and 2 < len(text) <= 80
    return short and not text.endswith((".", ",", ";", ":")) and not text.startswith("- ")


def _metadata(page: "_Element") -> Metadata:
    found: dict[str, object] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = one_line(meta.get("content") or "")
        if name and content:
            earlier = found.get(name)
            found[name] = content if earlier is None else _both(earlier, content)
    if language := page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"):
        found.setdefault("language", language)
    for link in page.iter("a", "link"):
        if "license" in (link.get("rel") or "").split():
            found.setdefault("license", link.get("href") or "")
    metadata, _ = describe(found)
    if metadata.title is None or "og:title" in found:
        metadata = replace(metadata, title=_title(page) or metadata.title)
    return metadata


def _both(earlier: object, content: str) -> list[object]:
    return [*(earlier if isinstance(earlier, list) else [earlier]), content]


def _title(page: "_Element") -> str | None:
    """Return the only <h1>, or else the <title>: the latter often ends in the site's name."""
    headings = [one_line(_text(heading)) for heading in page.iter("h1")]
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
