"""Text recognition (OCR): a page's picture to its words. Runs beside the child, in limits too.

First its script and how it lies are told, then the pack of that script reads it. Only pictures
that we painted ever reach the program, never a file of somebody else's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event

import numpy as np

from indexer.extraction import tesseract
from indexer.extraction.pictures import NotRecognised, Picture, Seen
from indexer.extraction.tesseract import Limits, Tesseract
from indexer.settings import Settings

PROGRAM = "tesseract"
_SURE = 60  # of 100; the words of a page that are less sure, all told, are specks and drawings


@dataclass(frozen=True)
class Recogniser:
    """The program, and what one file may cost. `stop`, once set, ends what is going on."""

    program: Tesseract
    seconds: float
    memory_bytes: int
    most_pages: int
    stop: Event = field(default_factory=Event)

    @classmethod
    def of(cls, settings: Settings) -> "Recogniser":
        """Return the one that the settings ask for. Raises OcrMissing."""
        found = tesseract.find(PROGRAM)
        return cls(found, settings.ocr_seconds, settings.memory_bytes, settings.ocr_pages)

    def count(self, before: int) -> None:
        """Raise NotRecognised when a file has had its share: `before` pages were tried."""
        if before >= self.most_pages:
            raise NotRecognised(f"a file has {self.most_pages} of them (BALKANETUP_OCR_PAGES)")

    def see(self, picture: Picture) -> Seen:
        """Return the words of a picture; none where it shows no text. Raises NotRecognised."""
        limits = Limits(self.seconds, self.memory_bytes, self.stop)
        script, turn = "Latin", 0
        if "osd" in self.program.packs:
            try:
                script, turn = tesseract.script_and_turn(self.program, picture, limits)
            except (
                NotRecognised
            ):  # too few letters to tell; the pages of a network are mostly Latin
                if self.stop.is_set():
                    raise
        pack = self.program.pack_for(script)
        if pack is None:
            raise NotRecognised(f"tesseract has no pack for the script {script}")
        seen = tesseract.words(self.program, turned(picture, turn), pack, limits)
        return seen if seen.confidence >= _SURE else Seen((), seen.width, seen.height, pack)


def turned(picture: Picture, degrees: int) -> Picture:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return picture
    rows = np.frombuffer(picture.grey, np.uint8).reshape(picture.height, picture.width)
    lying = np.rot90(rows, -(degrees // 90))
    return Picture(lying.shape[1], lying.shape[0], lying.tobytes())


def said_of(pages: Iterable[int]) -> str:
    """Return the note on a file of which these pages were recognised."""
    numbers = ", ".join(str(page) for page in sorted(pages))
    return f"text recognised by OCR, may contain errors: page {numbers}"
