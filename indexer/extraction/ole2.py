"""Files of Office 97-2003 (OLE2): whether one holds what its name says, and is not locked.

Told by the names of the streams in it: LibreOffice would take anything else for text.
"""

import re

from indexer.domain import Outcome
from indexer.errors import Unreadable

_MAIN = {  # the streams that the documents of a program have, and what these are
    "a Word document": ("WordDocument",),
    "a PowerPoint presentation": ("PowerPoint Document", "PP97_DUALSTORAGE", "PP40"),
    "an Excel workbook": ("Workbook", "Book"),
}
_KINDS = {"DOC": "a Word document", "PPT": "a PowerPoint presentation", "XLS": "an Excel workbook"}
_LOCKED = ("EncryptedPackage", "EncryptedSummary", "EncryptedSummaryInformation")
_RIGHTS = ("\x09DRMContent",)
_SECTOR = 64  # bytes: where the smallest streams may begin
# The head of a Word document, with the flags in which one says that it needs a password.
_WORD = re.compile(rb"\xec\xa5.{9}(.)", re.DOTALL)
_WORD_IS_LOCKED = 0x01
# The head of a workbook, followed by the record that it needs a password.
_EXCEL_IS_LOCKED = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}\x2f\x00", re.DOTALL)


def check(content: bytes, kind: str) -> None:
    """Raise Unreadable unless `content` is an open document of the format `kind` (DOC ...)."""
    if _holds(content, _LOCKED) or _needs_password(content, kind):
        raise Unreadable(
            Outcome.ENCRYPTED,
            "The document is protected by a password.",
            cure="Save a copy without the password and put it in the folder.",
        )
    if _holds(content, _RIGHTS):
        raise Unreadable(
            Outcome.ENCRYPTED,
            "Who may read the document is restricted (rights management).",
            cure="Ask its author for a copy without restrictions.",
        )
    if (wanted := _KINDS.get(kind)) is not None and not _holds(content, _MAIN[wanted]):
        raise _something_else(content, wanted)


def _something_else(content: bytes, wanted: str) -> Unreadable:
    actual = next((what for what, streams in _MAIN.items() if _holds(content, streams)), None)
    if actual is not None:
        return Unreadable(
            Outcome.MISMATCH,
            f"The name says {wanted}, but the content is {actual}.",
            cure="Give it the right suffix, or save it again in the format of its name.",
        )
    return Unreadable(
        Outcome.MALFORMED,
        f"It is damaged or incomplete: there is no part of {wanted} in it.",
        cure="Open it in the program that made it, save it again, and replace this copy.",
    )


def _holds(content: bytes, streams: tuple[str, ...]) -> bool:
    """Whether a directory of the file lists one of these streams: names end with a NUL.

    Programs differ in capitals.
    """
    names = (re.escape(f"{name}\0".encode("utf-16-le")) for name in streams)
    return re.search(b"|".join(names), content, re.IGNORECASE) is not None


def _needs_password(content: bytes, kind: str) -> bool:
    if kind == "XLS":
        return bool(_EXCEL_IS_LOCKED.search(content))
    heads = (head for head in _WORD.finditer(content) if head.start() % _SECTOR == 0)
    head = next(heads, None) if kind == "DOC" else None
    return head is not None and bool(head[1][0] & _WORD_IS_LOCKED)
