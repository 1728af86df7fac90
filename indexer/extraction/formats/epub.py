"""EPUB books: a ZIP archive of web pages, read in the order of the book's spine.

No library: the one there is has another licence, and a book is little more than its pages.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, html_blocks, office
from indexer.extraction.decoding import Decoded
from indexer.extraction.formats.html import decoded_markup
from indexer.extraction.html_hidden import drop_hidden
from indexer.extraction.left_out import hidden_text_left_out
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip
from indexer.metadata.describe import describe
from indexer.text.cleaning import one_line

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml")
# Scrambled fonts hide no text; whatever else is encrypted does.
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_RIGHTS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of the book as its package lists it; `name` is where it lies in the archive."""

    name: str
    media_type: str
    properties: frozenset[str]


def read(file: Path) -> Extraction:
    """Return the text of the book in reading order, without its lists of contents."""
    office.require_part(file, _CONTAINER, "an EPUB book")
    with zipfile.ZipFile(file) as archive:
        _refuse_protected(archive)
        root = _rootfile(archive)
        package = archives.parse_xml(_content(archive, root))
        items = _items(package, posixpath.dirname(root))
        titles = _titles(archive, items)
        blocks: list[Block] = []
        problems: list[str] = []
        hidden = 0
        for item in _spine(package, items):
            try:
                page, unseen = _page(archive, item, titles.get(item.name, ""))
            except (KeyError, Unreadable):
                problems.append(f"the chapter {item.name!r} is missing or damaged")
                continue
            blocks += page
            hidden += unseen
    return Extraction(
        tuple(blocks),
        _metadata(package),
        problems=tuple(problems),
        findings=hidden_text_left_out(hidden),
    )


def _refuse_protected(archive: zipfile.ZipFile) -> None:
    names = archive.NameToInfo
    protected = any(name in names for name in _RIGHTS)
    if "META-INF/encryption.xml" in names:
        methods = archives.parse_xml(archive.read("META-INF/encryption.xml")).iter()
        used = (node.get("Algorithm", "") for node in methods if _local(node) == "EncryptionMethod")
        protected = protected or any(method not in _FONT_SCRAMBLING for method in used)
    if protected:
        raise Unreadable(
            Outcome.ENCRYPTED,
            "The book is protected against copying (DRM).",
            cure="Ask its publisher or author for a copy without protection, or for the PDF.",
        )


def _rootfile(archive: zipfile.ZipFile) -> str:
    container = archives.parse_xml(archive.read(_CONTAINER))
    roots = (node.get("full-path", "") for node in container.iter() if _local(node) == "rootfile")
    return next(roots, "")


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError as error:
        raise archives.damaged(f"the list of its chapters, {name!r}, is missing") from error


def _items(package: Element, folder: str) -> dict[str, _Item]:
    """Return the files of the book by their id."""
    return {
        node.get("id", ""): _Item(
            posixpath.normpath(posixpath.join(folder, unquote(node.get("href", "")))),
            node.get("media-type", ""),
            frozenset(node.get("properties", "").split()),
        )
        for node in package.iter()
        if _local(node) == "item"
    }


def _spine(package: Element, items: dict[str, _Item]) -> Iterator[_Item]:
    """Yield the pages in reading order, without the lists of contents."""
    folder_of_contents = {
        node.get("href", "").partition("#")[0]
        for node in package.iter()
        if _local(node) == "reference" and node.get("type") == "toc"
    }
    for reference in (node for node in package.iter() if _local(node) == "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.media_type not in _PAGES or "nav" in item.properties:
            continue
        if not any(item.name.endswith(name) for name in folder_of_contents if name):
            yield item


def _titles(archive: zipfile.ZipFile, items: dict[str, _Item]) -> dict[str, str]:
    """Return what the list of contents calls each page, for pages without a heading."""
    titles: dict[str, str] = {}
    for item in items.values():
        if item.name not in archive.NameToInfo:
            continue
        folder = posixpath.dirname(item.name)
        if item.media_type == "application/x-dtbncx+xml":
            entries = _ncx(archive.read(item.name))
        elif "nav" in item.properties:
            entries = _nav(archive.read(item.name))
        else:
            continue
        for href, title in entries:
            name = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
            titles.setdefault(name, one_line(title))
    return titles


def _ncx(content: bytes) -> Iterator[tuple[str, str]]:
    for point in archives.parse_xml(content).iter():
        if _local(point) == "navPoint":
            inside = {_local(child): child for child in point}
            label, target = inside.get("navLabel"), inside.get("content")
            if label is not None and target is not None:
                yield target.get("src", ""), "".join(label.itertext())


def _nav(content: bytes) -> Iterator[tuple[str, str]]:
    from lxml import html  # heavy: only in the child process

    for link in html.document_fromstring(_markup(content).text).iter("a"):
        yield link.get("href") or "", link.text_content()


def _page(archive: zipfile.ZipFile, item: _Item, title: str) -> tuple[list[Block], int]:
    """Return the blocks of one page, and in how many places it hides text.

    They stand below `title` if the page has no heading of its own.
    """
    from lxml import etree, html  # heavy: only in the child process

    try:
        with archives.damage_told():
            raw = archive.read(item.name)
        page = html.document_fromstring(_markup(raw).text)
    except (etree.ParserError, ValueError):
        return [], 0
    hidden = drop_hidden(page)
    for aside in page.iter("aside"):
        aside.tag = (
            "div"  # on a web site what stands beside the text; in a book its notes and boxes
        )
    blocks = list(html_blocks.blocks_of(page))
    if blocks and title and not any(block.level for block in blocks[:3]):
        blocks.insert(0, Block(title, level=1))
    return blocks, hidden


def _markup(raw: bytes) -> Decoded:
    """Return the markup of a page without its XML declaration, which lxml refuses in a str."""
    decoded = decoded_markup(raw)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    # In XHTML any element may be empty: HTML parsers would let the rest of the page be its title.
    return Decoded(re.sub(r"<(title|script|a|p|div|span|i|b|em)\b([^<>]*)/>", r"<\1\2></\1>", text))


def _metadata(package: Element) -> Metadata:
    said: dict[str, list[Element]] = {}
    roles: dict[str, str] = {}
    for node in package.iter():
        if node.tag.startswith("{http://purl.org/dc/elements/"):
            said.setdefault(_local(node), []).append(node)
        elif node.get("property") == "role":
            roles[node.get("refines", "").removeprefix("#")] = (node.text or "").strip()
    creators = said.get("creator", [])
    authors = [creator for creator in creators if _role(creator, roles) in ("", "aut")] or creators
    dates = sorted(
        said.get("date", []), key=lambda date: _attribute(date, "event") != "publication"
    )
    codes = [_text(identifier) for identifier in said.get("identifier", [])]
    return describe(
        {
            "title": _text(said["title"][0]) if "title" in said else "",
            "author": [_text(creator) for creator in authors],
            "language": _text(said["language"][0]) if "language" in said else "",
            "date": _text(dates[0])[:10] if dates else "",
            "keywords": [_text(subject) for subject in said.get("subject", [])],
            "abstract": re.sub("<[^>]*>", " ", _text(said["description"][0])).strip()
            if "description" in said
            else "",
            "doi": next((code for code in codes if re.search(r"(^|\W)10\.\d{4}", code)), ""),
            "license": _text(said["rights"][0]) if "rights" in said else "",
        }
    )[0]


def _role(creator: Element, roles: dict[str, str]) -> str:
    return _attribute(creator, "role") or roles.get(creator.get("id", ""), "")


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _text(element: Element) -> str:
    return one_line("".join(element.itertext()))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


FORMAT = Format(
    name="EPUB",
    media_type="application/epub+zip",
    suffixes=(".epub",),
    matches=is_zip,
    read=read,
    check=archives.check_directory,
)
