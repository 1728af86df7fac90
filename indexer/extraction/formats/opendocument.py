"""OpenDocument (LibreOffice): XML in a ZIP, or flat in one file, read with defusedxml.

Text, presentations (`odp.py`) and spreadsheets (`ods.py`), and the templates of each.
"""

import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, odf_objects, odf_sheets, odf_shown, odf_text, office
from indexer.extraction.decoding import read_raw
from indexer.extraction.left_out import (
    comments_left_out,
    deletions_left_out,
    hidden_parts,
    hidden_text_left_out,
)
from indexer.extraction.odf_names import DC, DRAW, META, OFFICE, TEXT
from indexer.extraction.odf_styles import Styles
from indexer.extraction.registry import Format
from indexer.extraction.signatures import is_zip, looks_like_text
from indexer.metadata.describe import describe


@dataclass(frozen=True, slots=True)
class _Parts:
    """The XML of an OpenDocument file. `part` gives a further part by its name."""

    content: Element
    meta: Element | None
    styles: Styles
    part: odf_objects.Part


def read(file: Path) -> Extraction:
    """Return the text of an OpenDocument file, packed or flat, and what its properties say."""
    with file.open("rb") as stream:
        packed = is_zip(stream.read(4))
    if not packed:
        root = _flat(file)
        return _read(_Parts(root, root, Styles(root), lambda _: None), [])
    office.require_part(file, "content.xml", "OpenDocument")
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names:
            _refuse_encrypted(archive.read("META-INF/manifest.xml"))
        content = archives.parse_xml(archive.read("content.xml"))
        part = partial(_part, archive)
        problems: list[str] = []
        styles = _styles(content, part, problems)
        return _read(_Parts(content, part("meta.xml"), styles, part), problems)


def _styles(content: Element, part: odf_objects.Part, problems: list[str]) -> Styles:
    """Return the styles of a packed file; without those it shares where they are damaged."""
    try:
        shared = part("styles.xml")
    except Unreadable:
        problems.append("its styles could not be read, which say what is hidden and in which font")
        shared = None
    return Styles(content) if shared is None else Styles(shared, content)


def _flat(file: Path) -> Element:
    """Return the root of a file that is one XML text (.fodt, .fodp, .fods)."""
    raw = read_raw(file)
    archives.check_xml(file.name, raw)
    root = archives.parse_xml(raw)
    if root.tag != f"{OFFICE}document":
        raise Unreadable(
            Outcome.MISMATCH,
            "The name says OpenDocument, but the content is other XML.",
            cure="Give it the right suffix, or save it again in the format of its name.",
        )
    return root


def _read(parts: _Parts, problems: list[str]) -> Extraction:
    body = parts.content.find(f"{OFFICE}body")
    if body is None:
        raise archives.damaged("it has no body")
    problems += odf_objects.resolve(body, parts.part)
    hidden = odf_shown.drop_hidden(body, parts.styles)
    findings = odf_shown.mend_letters(body, parts.styles)
    pages = list(body.iter(f"{DRAW}page"))
    blocks, hidden_findings = _blocks(body, pages, parts.styles)
    findings += (*hidden_findings, *hidden_text_left_out(hidden))
    findings += deletions_left_out(sum(1 for _ in body.iter(f"{TEXT}deletion")))
    if body.find(f"{OFFICE}spreadsheet") is None:  # there, comments say what cells mean: are read
        findings += comments_left_out(sum(1 for _ in body.iter(f"{OFFICE}annotation")))
    if parts.meta is not None:
        findings += office.language_unknown(parts.meta.findtext(f".//{DC}language"))
    metadata = Metadata() if parts.meta is None else _metadata(parts.meta)
    metadata = office.titled(metadata, blocks)
    count = len(pages) or None
    return Extraction(blocks, metadata, count, problems=tuple(problems), findings=findings)


def _blocks(
    body: Element, pages: list[Element], styles: Styles
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of all that is shown, and the findings on hidden slides and sheets."""
    if (sheets := body.find(f"{OFFICE}spreadsheet")) is not None:
        sheet_blocks, findings = odf_sheets.blocks_of(sheets, styles)
        return tuple(sheet_blocks), findings
    if not pages:
        return tuple(odf_text.blocks_of(body, None)), ()
    numbered = list(enumerate(pages, 1))
    unseen = [str(number) for number, page in numbered if styles.hide_slide(page)]
    shown = [(number, page) for number, page in numbered if str(number) not in unseen]
    blocks = [block for number, page in shown for block in odf_text.slide_blocks(page, number)]
    return tuple(blocks), hidden_parts("slides", unseen)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    return archives.parse_xml(archive.read(name)) if name in archive.namelist() else None


def _refuse_encrypted(manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise Unreadable(
            Outcome.ENCRYPTED,
            "The document is protected by a password.",
            cure="Save a copy without the password and put it in the folder.",
        )


def _metadata(root: Element) -> Metadata:
    meta = root.find(f"{OFFICE}meta")
    if meta is None:
        return Metadata()
    first = {child.tag: child.text or "" for child in reversed(list(meta))}
    creator = first.get(f"{META}initial-creator") or first.get(f"{DC}creator", "")
    return describe(
        {
            "title": office.plausible_title(first.get(f"{DC}title", "")),
            "author": office.plausible_author(creator),
            "date": first.get(f"{META}creation-date") or first.get(f"{DC}date", ""),
            "language": first.get(f"{DC}language", ""),
            "keywords": [keyword.text or "" for keyword in meta.findall(f"{META}keyword")],
            "abstract": first.get(f"{DC}description", ""),
        }
    )[0]


def matches(head: bytes) -> bool:
    """Whether `head` can begin an OpenDocument file: a ZIP archive, or XML."""
    return is_zip(head) or (looks_like_text(head) and b"<" in head[:200])


FORMAT = Format(
    name="ODT",
    media_type="application/vnd.oasis.opendocument.text",
    suffixes=(".odt", ".ott", ".fodt"),
    matches=matches,
    read=read,
)
