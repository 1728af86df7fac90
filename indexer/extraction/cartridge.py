"""Common Cartridge and SCORM: where a course's table of contents puts each file. Pure."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from indexer.extraction import archives
from indexer.text.cleaning import one_line

MANIFEST = "imsmanifest.xml"
_LONGEST = 100  # characters of a title in a path


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest says of each file, by its name in the archive.

    `paths` are those of titles, `Week 3/reading.pdf`; `kinds` are the types of their resources.
    """

    paths: dict[str, str]
    kinds: dict[str, str]


def contents(manifest: bytes) -> Contents:
    """Return what a manifest says of the files of its course."""
    root = archives.parse_xml(manifest)
    listed = [node for node in root.iter() if _local(node) == "resource"]
    files = {resource.get("identifier", ""): list(_files(resource)) for resource in listed}
    paths: dict[str, str] = {}
    for organization in (node for node in root.iter() if _local(node) == "organization"):
        for folder, reference in _items(organization):
            for name in files.get(reference, ()):
                paths.setdefault(name, "/".join([*folder, posixpath.basename(name)]))
    kinds = {
        name: resource.get("type", "")
        for resource in listed
        for name in files[resource.get("identifier", "")]
    }
    return Contents(paths, kinds)


def as_name(title: str) -> str:
    """Return a title as one part of a path."""
    name = one_line(title).replace("/", "-").replace("\\", "-")[:_LONGEST].strip(" .")
    return name or "-"


def _files(resource: Element) -> Iterator[str]:
    base = next((value for key, value in resource.items() if key.endswith("}base")), "")
    hrefs = [resource.get("href", "")]
    hrefs += [child.get("href", "") for child in resource if _local(child) == "file"]
    for href in dict.fromkeys(filter(None, hrefs)):
        yield posixpath.normpath(posixpath.join(base, unquote(href.partition("?")[0])))


def _items(organization: Element) -> Iterator[tuple[list[str], str]]:
    """Yield the titles above each item and the resource that it shows."""
    todo: list[tuple[Element, list[str]]] = [(organization, [])]
    while todo:
        node, folder = todo.pop()
        is_course = _local(node) == "organization"
        title = next((one_line(child.text or "") for child in node if _local(child) == "title"), "")
        if reference := node.get("identifierref", ""):
            yield folder, reference
        below = folder if is_course or not title else [*folder, as_name(title)]
        items = [item for item in node if _local(item) == "item"]
        todo.extend((item, below) for item in reversed(items))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
