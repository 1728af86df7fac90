"""The program that recognises text: Debian's tesseract, with one pack for each script.

Its packs for a script read all languages written in it at once, and better than those for one
language do: on pages of Albanian, 0.7 % of the words were wrong with `Latin` and 5 % with `sqi`.
Cyrillic and Greek pages are read together with `Latin`, for the English terms, names and
references in them: without it every one of those comes out as nonsense.
"""

import re
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Event

from indexer.errors import OcrMissing
from indexer.extraction import limited
from indexer.extraction.pictures import DPI, NotRecognised, Picture, Seen, SeenWord

SCRIPTS = ("Latin", "Cyrillic", "Greek")
# Where the pack for a script is missing, those for its languages together are nearly as good:
# `sqi+srp_latn+eng` had 2 % of the words wrong where `hrv` alone had 37 % of the Albanian ones.
_LANGUAGES = {
    "Latin": ("sqi", "srp_latn", "hrv", "bos", "eng"),
    "Cyrillic": ("srp", "mkd", "bul"),
    "Greek": ("ell",),
}
_DEBIAN = {
    "osd": "tesseract-ocr-osd",
    "Latin": "tesseract-ocr-script-latn",
    "Cyrillic": "tesseract-ocr-script-cyrl",
    "Greek": "tesseract-ocr-script-grek",
}
_MAX_OUTPUT = 8 * 2**20  # bytes; a page of 1,000 words takes 60 KiB
_LIST_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed program: where it is, and what it calls each pack it has."""

    program: str
    packs: Mapping[str, str]

    def missing(self) -> list[str]:
        """Return the packs that are wanted and not there."""
        return [pack for pack in _DEBIAN if pack not in self.packs]

    def pack_for(self, script: str) -> str | None:
        """Return the packs, joined by plus signs, that read `script`; None where there is none."""
        own = self._first_of([(script,), _LANGUAGES[script]])
        latin = [] if script == "Latin" else self._first_of([("Latin",), ("eng",)])
        return "+".join([*own, *latin]) if own else None

    def _first_of(self, choices: Iterable[Iterable[str]]) -> list[str]:
        """Return what there is of the first of the choices of which there is anything."""
        there = ([self.packs[pack] for pack in packs if pack in self.packs] for packs in choices)
        return next(filter(None, there), [])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take: until `deadline`, in seconds of the monotonic clock, and so much
    memory. `stop`, once set, ends it at once."""

    deadline: float
    memory_bytes: int
    stop: Event


def find(program: str) -> Tesseract:
    """Return the program called `program`. Raises OcrMissing if it or every pack is missing."""
    path = shutil.which(program)
    if path is None:
        raise OcrMissing(
            f"The program {program} is not installed, or not on the PATH.", cure=how_to_install()
        )
    listed = _told(path, "--list-langs").splitlines()[1:]
    # Some systems keep packs for scripts in a folder of their own: script/Latin.
    installed = Tesseract(
        path, {name.strip().removeprefix("script/"): name.strip() for name in listed}
    )
    if not any(installed.pack_for(script) for script in SCRIPTS):
        raise OcrMissing(
            f"{path} has no pack for any script of the network.", cure=how_to_install()
        )
    return installed


def how_to_install(packs: Iterable[str] = _DEBIAN) -> str:
    """Return the command that installs the program with `packs` on Debian and its kin."""
    names = " ".join(_DEBIAN[pack] for pack in packs)
    return f"Install it: sudo apt-get install tesseract-ocr {names}"


def package_of(script: str) -> str:
    """Return the Debian package of the pack that reads `script`."""
    return _DEBIAN[script]


def script_and_turn(tesseract: Tesseract, picture: Picture, limits: Limits) -> tuple[str, int]:
    """Return the script of most letters and by how many degrees, clockwise, to turn the picture.

    Raises NotRecognised where there are too few letters to say, or in another script.
    """
    output = _run(tesseract, picture, ["-l", "osd", "--psm", "0"], limits)
    said = dict(re.findall(r"^(Script|Rotate): (\w+)$", output, re.MULTILINE))
    if said.get("Script") not in SCRIPTS:
        raise NotRecognised("its script is none of the network's")
    return said["Script"], int(said.get("Rotate", "0"))


def words(tesseract: Tesseract, picture: Picture, pack: str, limits: Limits) -> Seen:
    """Return the words that `pack` finds in the picture. Raises NotRecognised."""
    output = _run(tesseract, picture, ["-l", pack, "--psm", "3", "tsv"], limits)
    rows = [line.split("\t") for line in output.splitlines()[1:]]
    lines: dict[tuple[str, ...], int] = {}
    seen = []
    for row in rows:
        if len(row) == 12 and row[0] == "5" and row[11].strip():
            line = lines.setdefault(tuple(row[1:5]), len(lines))
            left, top, width, height = map(int, row[6:10])
            box = (left, top, left + width, top + height)
            seen.append(SeenWord(row[11].strip(), line, *box, confidence=float(row[10])))
    return Seen(tuple(seen), picture.width, picture.height, pack)


def _told(path: str, question: str) -> str:
    """Return what the program says of itself. Raises OcrMissing if it cannot even do that."""
    try:
        ended = limited.run(
            [path, question], seconds=_LIST_SECONDS, memory_bytes=2**30, max_output=2**20
        )
    except limited.Unruly as problem:
        raise OcrMissing(f"{path} does not work: {problem}.", cure=how_to_install()) from problem
    if ended.status != 0:
        raise OcrMissing(f"{path} does not work: {_last_line(ended)}.", cure=how_to_install())
    return ended.output.decode("utf-8", "replace") or ended.said


def _run(tesseract: Tesseract, picture: Picture, options: list[str], limits: Limits) -> str:
    """Return the program's answer to a picture. Only pictures that we wrote ever reach it."""
    header = b"P5\n%d %d\n255\n" % (picture.width, picture.height)
    command = [tesseract.program, "stdin", "stdout", "--dpi", str(DPI), *options]
    try:
        ended = limited.run(
            command,
            header + picture.grey,
            seconds=max(limits.deadline - time.monotonic(), 0.0),
            memory_bytes=limits.memory_bytes,
            max_output=_MAX_OUTPUT,
            stop=limits.stop,
        )
    except limited.Unruly as problem:
        raise NotRecognised(f"tesseract was stopped: {problem}") from problem
    if ended.status != 0:
        raise NotRecognised(f"tesseract failed: {_last_line(ended)}")
    return ended.output.decode("utf-8", "replace")


def _last_line(ended: limited.Ended) -> str:
    return ended.said.rpartition("\n")[2][:200] or f"status {ended.status}"
