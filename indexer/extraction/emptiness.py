"""What to do about a file that holds no text: a scan is recognised, a blank note is filled."""

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction.pictures import NAMES_OCR
from indexer.extraction.registry import Format

_PICTURES = "If it shows pictures of text, save it as PDF and let that be recognised: "


def no_text(kind: Format, *, needs_ocr: bool = False) -> Unreadable:
    """Return the refusal of a file of this format in which there is no text."""
    if kind.scans is not None:
        cure = f"If it is a scan, let its text be recognised: {NAMES_OCR}"
    elif kind.media_type.startswith("text/") and kind.media_type != "text/html":
        cure = "There are only spaces or signs in it: write the text into it, or remove the file."
    else:
        cure = f"{_PICTURES}{NAMES_OCR}"
    return Unreadable(Outcome.EMPTY, "There is no text in it.", cure=cure, needs_ocr=needs_ocr)
