"""Text recognition (OCR): a page's picture to its words. Runs beside the child, in limits too.

First its script and how it lies are told, then the pack of that script reads it. A page of few
words does not tell its script: all packs read it, and the one that is surest is believed. Only
pictures that we painted ever reach the program, never a file of somebody else's.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event

import numpy as np

from indexer.extraction import tesseract
from indexer.extraction.pictures import NotRecognised, Picture, Seen, pages_named
from indexer.extraction.tesseract import Limits, Tesseract
from indexer.settings import Settings

PROGRAM = "tesseract"
# Of 100. Pages read with the pack of another script came to 47 to 58, clean ones to 90 and more;
# what no pack is surer of, all its words told, is a drawing, or handwriting.
_SURE = 60
_IN_VAIN = 3  # pages of a file that fail one after another: then it is left alone


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
        program = tesseract.find(PROGRAM)
        return cls(program, settings.ocr_seconds, settings.memory_bytes, settings.ocr_pages)

    def admit(self, tried: int, in_vain: int) -> None:
        """Raise NotRecognised when a file has had its share: so many pages of it were `tried`,
        and the last so many of them failed."""
        if in_vain >= _IN_VAIN:
            raise NotRecognised(f"the {_IN_VAIN} pages before failed too")
        if tried >= self.most_pages:
            raise NotRecognised(f"of a file only {self.most_pages} are (BALKANETUP_OCR_PAGES)")

    def see(self, picture: Picture) -> Seen:
        """Return the words of a picture; none where it shows no text. Raises NotRecognised."""
        limits = Limits(time.monotonic() + self.seconds, self.memory_bytes, self.stop)
        script, turn = self._script_and_turn(picture, limits)
        upright = turned(picture, turn)
        best = Seen((), upright.width, upright.height, "")
        for pack in self._packs(script):
            seen = tesseract.words(self.program, upright, pack, limits)
            best = max(best, seen, key=lambda page_words: page_words.confidence)
            if script is not None and best.confidence >= _SURE:
                break
        if best.confidence >= _SURE:
            return best
        if script is not None and self.program.pack_for(script) is None:
            raise NotRecognised(f"{tesseract.package_of(script)} is not installed")
        return Seen((), upright.width, upright.height, best.pack)

    def _script_and_turn(self, picture: Picture, limits: Limits) -> tuple[str | None, int]:
        """Return the script, None where there are too few letters to tell, and how it lies."""
        if "osd" not in self.program.packs:
            return None, 0
        try:
            return tesseract.script_and_turn(self.program, picture, limits)
        except NotRecognised:  # where it was stopped, the next call is too, and says so
            return None, 0

    def _packs(self, script: str | None) -> list[str]:
        """Return the packs to try, that of `script` first."""
        scripts = sorted(tesseract.SCRIPTS, key=lambda name: name != script)
        return [pack for name in scripts if (pack := self.program.pack_for(name))]


def turned(picture: Picture, degrees: int) -> Picture:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return picture
    rows = np.frombuffer(picture.grey, np.uint8).reshape(picture.height, picture.width)
    lying = np.rot90(rows, -(degrees // 90))
    return Picture(lying.shape[1], lying.shape[0], lying.tobytes())


def notes_of(seen: Mapping[int, Seen]) -> list[str]:
    """Return the notes on a file: which pages were recognised, and which show no clear text."""
    read = [page for page, page_words in seen.items() if page_words.words]
    blank = [page for page, page_words in seen.items() if not page_words.words]
    notes = [f"text recognised by OCR, may contain errors: {pages_named(read)}"] if read else []
    return notes + ([f"no text could be made out on {pages_named(blank)}"] if blank else [])


def missed_of(missed: Mapping[int, str]) -> list[str]:
    """Return the problems of a file: which pages could not be recognised, for each reason."""
    pages: dict[str, list[int]] = {}
    for page, reason in missed.items():
        pages.setdefault(reason, []).append(page)
    return [
        f"the text of {pages_named(numbers)} could not be recognised: {reason}"
        for reason, numbers in pages.items()
    ]
