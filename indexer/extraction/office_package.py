"""Sound Office files that their libraries refuse: macro files, templates, Strict, missing parts.

python-docx and python-pptx open a package by its list of parts and stop at the first thing they
do not expect, though the text is whole. Such a package is rewritten in memory: only its XML, with
the content types and namespaces that the libraries know and without relations that lead nowhere.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from indexer.extraction import archives

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_FORMATS = "application/vnd.openxmlformats-officedocument."
_MAIN_TYPES = {
    "word/": f"{_FORMATS}wordprocessingml.document.main+xml",
    "ppt/": f"{_FORMATS}presentationml.presentation.main+xml",
}
# Parts that hold text of the author; what else is missing (pictures, links, styles) does not matter
_WITH_TEXT = re.compile(r"/(slide|notesSlide|footnotes|endnotes|chart|diagramData|aFChunk)$")


@dataclass(frozen=True, slots=True)
class Package:
    """What the library is to open: the file itself, or its mended copy in memory.

    `missing_text` names parts with text that are not there, `missing` all other such parts.
    """

    source: Path | io.BytesIO
    missing: tuple[str, ...] = ()
    missing_text: tuple[str, ...] = ()

    def open(self) -> str | io.BytesIO:
        """Return what python-docx and python-pptx take."""
        return self.source if isinstance(self.source, io.BytesIO) else str(self.source)

    @property
    def findings(self) -> tuple[str, ...]:
        """Return what was missing without harm, in one sentence."""
        if not self.missing:
            return ()
        names = ", ".join(dict.fromkeys(self.missing[:5]))
        return (f"the document points to parts that are not in it ({names})",)

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what text is lost because its part is not there."""
        return tuple(f"the part {name} is missing" for name in dict.fromkeys(self.missing_text))


def mended(file: Path, main: str) -> Package:
    """Return the package `file` as its library can open it; `main` is its part with the text.

    Raises Unreadable if its list of parts is no XML.
    """
    with zipfile.ZipFile(file) as archive:
        parts = {
            name: archive.read(name)
            for name in archive.namelist()
            if name.endswith(".rels") or name == "[Content_Types].xml"
        }
        names = set(archive.namelist())
        repair = _Repair(names, main)
        changed = repair.apply(parts)
        is_strict = any(_STRICT_MARK in content for content in parts.values())
        if not changed and not is_strict:
            return Package(file)
        copy = _copy(archive, parts)
    return Package(copy, tuple(repair.missing), tuple(repair.missing_text))


def _copy(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> io.BytesIO:
    """Return the XML of `archive` with the mended `parts`, in the namespaces of most files."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name in dict.fromkeys([*archive.namelist(), *parts]):
            if name in parts:
                written.writestr(name, _transitional(parts[name]))
            elif name.lower().endswith((".xml", ".vml")):
                written.writestr(name, _transitional(archive.read(name)))
            elif name.lower().endswith((".html", ".htm", ".xhtml", ".txt", ".mht")):
                written.writestr(name, archive.read(name))  # a file inserted into the text
            elif not name.endswith("/"):
                written.writestr(name, b"")  # a picture: nothing of it is read
    copy.seek(0)
    return copy


def _transitional(content: bytes) -> bytes:
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)


class _Repair:
    """Mends relations and content types, and keeps what it had to leave out."""

    def __init__(self, names: set[str], main: str) -> None:
        self.names = names
        self.main = main
        self.missing: list[str] = []
        self.missing_text: list[str] = []
        self._by_lower = {name.lower(): name for name in names}

    def apply(self, parts: dict[str, bytes]) -> bool:
        """Mend `parts` (relations and content types, by name); return whether any changed."""
        changed = False
        parts.setdefault("_rels/.rels", b'<Relationships xmlns="%s"/>' % _namespace(_RELATION))
        parts.setdefault("[Content_Types].xml", b'<Types xmlns="%s"/>' % _namespace(_TYPES))
        for name, content in parts.items():
            root = archives.parse_xml(_transitional(content))
            if name == "[Content_Types].xml":
                is_new = self._types(root)
            else:
                is_new = self._relations(root, posixpath.dirname(posixpath.dirname(name)))
            if name == "_rels/.rels" and self.main in self.names:
                is_new |= self._main_relation(root)
            if is_new:
                parts[name] = tostring(root, encoding="utf-8", xml_declaration=True)
                changed = True
        return changed

    def _relations(self, root: Element, folder: str) -> bool:
        """Remove the relations of a part in `folder` whose targets are not in the package."""
        changed = False
        for relation in list(root):
            if relation.tag != _RELATION or relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            if _resolved(target, folder) in self.names:
                continue
            changed = True
            if meant := self._meant(target, folder):
                relation.set("Target", f"/{meant}")
                continue
            root.remove(relation)
            has_text = _WITH_TEXT.search(relation.get("Type", ""))
            (self.missing_text if has_text else self.missing).append(target[:80])
        return changed

    def _meant(self, target: str, folder: str) -> str | None:
        """Return the part that a target in other capitals, slashes or %20 means, if there is."""
        path = _resolved(unquote(target).replace("\\", "/"), folder)
        return self._by_lower.get(path.lower())

    def _main_relation(self, root: Element) -> bool:
        if any(relation.get("Type") == _DOCUMENT for relation in root):
            return False
        values = {"Id": "rIdMain", "Type": _DOCUMENT, "Target": self.main}
        root.append(Element(_RELATION, values))
        return True

    def _types(self, root: Element) -> bool:
        """Give the main part the type its library expects, and every part some type."""
        wanted = _MAIN_TYPES[self.main.partition("/")[0] + "/"]
        changed = False
        for override in root.iter(f"{_TYPES}Override"):
            kind = override.get("ContentType", "")
            is_main = override.get("PartName", "").lower() == f"/{self.main}"
            if kind != wanted and (is_main or _is_of(kind, wanted)):
                override.set("ContentType", wanted)
                changed = True
        if self.main in self.names and not _has_type(root, self.main):
            values = {"PartName": f"/{self.main}", "ContentType": wanted}
            root.append(Element(f"{_TYPES}Override", values))
            changed = True
        return self._default_types(root) or changed

    def _default_types(self, root: Element) -> bool:
        defaults = {type_.get("Extension", "").lower() for type_ in root.iter(f"{_TYPES}Default")}
        overrides = {
            override.get("PartName", "").lower().lstrip("/")
            for override in root.iter(f"{_TYPES}Override")
        }
        bare = {
            name.rpartition(".")[2].lower()
            for name in self.names
            if name.lower() not in overrides and not name.endswith(("/", "[Content_Types].xml"))
        }
        for extension in sorted(bare - defaults):
            kind = "application/xml" if extension == "xml" else "application/octet-stream"
            values = {"Extension": extension, "ContentType": kind}
            root.insert(0, Element(f"{_TYPES}Default", values))
        return bool(bare - defaults)


def _namespace(tag: str) -> bytes:
    return tag.partition("}")[0].lstrip("{").encode()


def _is_of(kind: str, wanted: str) -> bool:
    """Whether `kind` is a macro file, template or show of the program of `wanted`."""
    is_word = "wordprocessingml" in wanted
    names = ("wordprocessingml", "ms-word") if is_word else ("presentationml", "ms-powerpoint")
    return kind.endswith(".main+xml") and any(name in kind for name in names)


def _has_type(root: Element, name: str) -> bool:
    return any(
        override.get("PartName", "").lower() == f"/{name}".lower()
        for override in root.iter(f"{_TYPES}Override")
    )


def _resolved(target: str, folder: str) -> str:
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(path.partition("#")[0] or "/#").lstrip("/")
