"""Files named .doc, .ppt or .xls that hold something newer: RTF, HTML, Office, OpenDocument, text.

Many programs and web sites write such files, and Word opens them without a word.
"""

import re
import zipfile
from pathlib import Path

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction.registry import Format, suffixes
from indexer.extraction.signatures import OLE2, is_zip, looks_like_text

HEAD = 4096  # bytes that decide what a file is
_MAIN_PARTS = {
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
    "xl/workbook.xml": ".xlsx",
    "content.xml": ".odt",
}
_HTML = re.compile(rb"<(!doctype html|html|head|body|p|div|table|meta)\b", re.IGNORECASE)
_MHTML = re.compile(rb"^\s*(MIME-Version|From|Subject|Content-Type):", re.IGNORECASE)
_UNREAD = re.compile(rb"^\s*<\?xml[^>]*>\s*<\?mso-application", re.IGNORECASE)


def can_be_newer(head: bytes) -> bool:
    """Whether a file beginning with `head` may be anything but Office 97-2003 or a picture."""
    return not head.startswith(OLE2) and (
        is_zip(head) or head.startswith(b"{\\rtf") or looks_like_text(head)
    )


def read(file: Path) -> Extraction:
    """Return what the format that `file` really has reads of it."""
    return _format_in(file).read(file)


def _format_in(file: Path) -> Format:
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if is_zip(head):
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
        suffix = next((suffix for part, suffix in _MAIN_PARTS.items() if part in names), None)
    elif head.startswith(b"{\\rtf"):
        suffix = ".rtf"
    elif _MHTML.match(head):
        suffix = ".mht"
    elif _UNREAD.match(head.removeprefix(b"\xef\xbb\xbf")):
        suffix = None
    else:
        suffix = ".html" if _HTML.search(head.replace(b"\0", b"")) else ".txt"
    if suffix is None:
        raise Unreadable(
            Outcome.UNSUPPORTED,
            f"What this {file.suffix} file holds is not read.",
            cure="Save it as .docx, .pptx, .xlsx or .pdf.",
        )
    return suffixes()[suffix]
