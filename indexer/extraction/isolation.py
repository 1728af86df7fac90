"""Reader: every file is parsed in a child process that may be killed without harm.

A parser fed with a hostile file can loop, eat memory or crash. The child has kernel limits on
CPU time and memory, a session of its own, and a wall clock that the parent holds. Whatever
happens inside, the parent gets an Extraction or an Unreadable, and goes on to the next file.
"""

import base64
import json
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction import old_office, pipe
from indexer.extraction.child import Child, kill, last_words, reaped, receive, start
from indexer.extraction.page_picture import PagePicture
from indexer.extraction.pictures import NOTHING, RETRIES_OCR, NotRecognised, Seen
from indexer.extraction.recognising import Recogniser, missed_of, notes_of
from indexer.extraction.registry import format_of
from indexer.settings import Settings

_SMALL = 2**20  # bytes
FILES_PER_CHILD = 200  # then a fresh one: libraries leak
FAT = 400 * 2**20  # bytes; a child that grew beyond this is replaced after the file at hand


@dataclass(frozen=True, slots=True)
class Members:
    """What is inside a container: path and metadata (as it says them) of each document, how many
    other files, and what could not be read."""

    documents: list[tuple[str, dict[str, str]]]
    others: int
    problems: tuple[str, ...]


class Reader:
    """Reads files one at a time, each in the child. Use one Reader per thread.

    with Reader(settings) as reader:
        extraction = reader.read(Path("notes.pdf"))
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: Child | None = None
        self._languages = False  # whether the next child must be able to tell them apart
        self._recogniser = Recogniser.of(settings) if settings.ocr else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, file: Path) -> Extraction:
        """Return what `file` says. Raises Unreadable(outcome, message, cure) if it cannot."""
        kind = format_of(file)
        if self._recogniser is not None and kind is not None and kind.scans is not None:
            return self._read_with_pictures(file, self._recogniser)
        try:
            return pipe.extraction_from_json(self._request(file)["extraction"])
        except Unreadable as problem:
            suffix = kind.newer if kind is not None else ""
            old = suffix and problem.outcome == Outcome.UNSUPPORTED
            if not old or old_office.program() is None:
                raise
            return self._read_through_office(file, suffix)

    def members(self, file: Path) -> Members:
        """Return what is inside a container. Raises Unreadable where it cannot be opened."""
        reply = self._request(file, do="members")
        documents = [(str(path), dict(about)) for path, about in reply["members"]]
        return Members(documents, int(reply["others"]), tuple(map(str, reply["problems"])))

    def member(self, file: Path, number: int) -> Iterator[bytes]:
        """Yield the bytes of a document, by its number among the `members` asked for last."""
        start = 0
        while True:
            reply = self._request(file, do="member", number=number, start=start)
            part = base64.b64decode(reply["part"])
            if not part:
                return
            start += len(part)
            yield part

    def paint(
        self, file: Path, text: str, pages: Sequence[int], *, elsewhere: bool = False
    ) -> PagePicture:
        """Return the page of a PDF, one of `pages` or `elsewhere`, that has most of `text`, marked.

        Raises Unreadable where it cannot be painted.
        """
        wanted = {"text": text, "pages": list(pages), "elsewhere": elsewhere}
        reply = self._request(file, do="paint", **wanted)
        return pipe.page_from_json(reply["page"])

    def _read_through_office(self, file: Path, suffix: str) -> Extraction:
        """Return what LibreOffice makes of a file that only it can read."""
        with old_office.newer(file, suffix, self._settings.wall_seconds) as made:
            extraction = pipe.extraction_from_json(self._request(made)["extraction"])
        return replace(extraction, findings=(*extraction.findings, old_office.NOTE))

    def _read_with_pictures(self, file: Path, recogniser: Recogniser) -> Extraction:
        """Return what `file` says, the text of its pages without text recognised first."""
        pages = self._request(file, do="unread")["pages"]
        seen, missed = self._recognised(file, pages, recogniser)
        problems = missed_of(missed)
        words = {str(page): pipe.seen_to_json(seen.get(page, NOTHING)) for page in pages}
        try:
            extraction = pipe.extraction_from_json(self._request(file, seen=words)["extraction"])
        except Unreadable as problem:
            raise _unrecognised(problems) if problems else problem from problem
        return replace(
            extraction,
            problems=(*extraction.problems, *problems),
            findings=(*extraction.findings, *notes_of(seen)),
        )

    def _recognised(
        self, file: Path, pages: Sequence[int], recogniser: Recogniser
    ) -> tuple[dict[int, Seen], dict[int, str]]:
        """Return the words of the pages, by number, and why there are none of the others."""
        seen: dict[int, Seen] = {}
        missed: dict[int, str] = {}
        in_vain = 0
        for number in pages:
            try:
                recogniser.admit(len(seen) + len(missed), in_vain)
                painted = self._request(file, do="picture", page=number)["picture"]
                seen[number] = recogniser.see(pipe.picture_from_json(painted))
                in_vain = 0
            except NotRecognised as problem:
                missed[number] = problem.reason
                in_vain += 1
            except Unreadable as problem:  # painting it failed; other pages may have text
                missed[number] = problem.message.rstrip(".")
                in_vain += 1
        return seen, missed

    def _request(self, file: Path, **wanted: object) -> dict[str, Any]:
        """Return the child's reply about `file`. Raises Unreadable if it has none."""
        try:
            reply = self._reply(file, wanted)
            if reply.get("needs_languages"):
                self._discard()
                self._languages = True
                reply = self._reply(file, wanted)
            if refusal := reply.get("unreadable"):
                raise pipe.refusal_from_json(refusal)
        except Unreadable as problem:
            raise _by_size(problem, file) from None
        return reply

    def _reply(self, file: Path, wanted: dict[str, object]) -> dict[str, Any]:
        """Return what the child answers, be it a refusal; see to a fresh child afterwards."""
        child = self._ready_child()
        try:
            reply = self._ask(child, file, wanted)
        except BaseException:
            self._discard()  # whatever state the child is in, the next file gets a fresh one
            raise
        child.files += 1
        starved = reply.get("unreadable", {}).get("outcome") == Outcome.OOM
        if child.files >= FILES_PER_CHILD or reply["peak_bytes"] > FAT or starved:
            self._discard()
        return reply

    def close(self) -> None:
        """End all that is going on: the child, and text recognition. Safe to call twice."""
        if self._recogniser is not None:
            self._recogniser.stop.set()
        self._discard()

    def _discard(self) -> None:
        """Kill the child and everything it may have started."""
        if self._child is not None:
            kill(self._child.process)
            self._child = None

    def _ready_child(self) -> Child:
        if self._child is not None and self._child.process.poll() is not None:
            self._discard()
        if self._child is None:
            self._child = Child(start(languages=self._languages))
        return self._child

    def _ask(self, child: Child, file: Path, wanted: dict[str, object]) -> dict[str, Any]:
        request = wanted | {
            "file": str(file.absolute()),
            "max_file_bytes": self._settings.max_file_bytes,
            "cpu_seconds": self._settings.cpu_seconds,
            "memory_bytes": self._settings.memory_bytes,
        }
        deadline = time.monotonic() + self._settings.wall_seconds
        assert child.process.stdin is not None
        try:
            child.process.stdin.write(pipe.frame(request))
            child.process.stdin.flush()
            answer = receive(child, deadline)
        except BrokenPipeError:
            answer = b""
        if answer is None:
            raise _too_slow(f"{self._settings.wall_seconds} seconds")
        if not answer:
            raise self._death_of(child)
        return _parsed(answer)

    def _death_of(self, child: Child) -> Unreadable:
        """Return why the child died, from its exit status, its peak memory and its last words."""
        child.process.returncode, peak = reaped(child.process)
        words = last_words(child)
        if child.process.returncode == -signal.SIGXCPU:
            return _too_slow(f"{self._settings.cpu_seconds} seconds of processor time")
        near_limit = peak > 0.7 * self._settings.memory_bytes
        if near_limit or "MemoryError" in words or "emory allocation" in words:
            return Unreadable(
                Outcome.OOM,
                "Reading it takes more memory than one file may use.",
                cure="Split it, or raise BALKANETUP_MEMORY_BYTES.",
            )
        last = words.splitlines()[-1][:200] if words else f"status {child.process.returncode}"
        return Unreadable(
            Outcome.CRASHED,
            f"The parser crashed on this file ({last}).",
            cure="Open it in the program that made it, save it again, and replace this copy.",
        )


def _unrecognised(problems: Sequence[str]) -> Unreadable:
    return Unreadable(
        Outcome.EMPTY,
        f"It holds pictures only, and {'; '.join(problems)}.",
        cure=f"Mend that (BALKANETUP_OCR_SECONDS is the time of a page) and run: {RETRIES_OCR}",
    )


def _parsed(answer: bytes) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise Unreadable(
            Outcome.CRASHED, "The parser answered nonsense.", cure="Save the file again."
        ) from error
    return reply


def _by_size(problem: Unreadable, file: Path) -> Unreadable:
    """Return why a file is not read: what is small and takes all memory is not to be split."""
    if problem.outcome != Outcome.OOM or file.stat().st_size > _SMALL:
        return problem
    return Unreadable(
        Outcome.OOM,
        f"{problem.message} A file this small that does is broken, or made to do harm.",
        cure="Open it in the program that made it, save it again, and replace this copy.",
    )


def _too_slow(limit: str) -> Unreadable:
    return Unreadable(
        Outcome.TIMEOUT,
        f"Reading it takes longer than {limit}.",
        cure="Split it, print it to a new PDF, or raise the time limits in the settings.",
    )
