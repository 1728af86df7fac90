"""Reader: every file is parsed in a child process that may be killed without harm.

A parser fed with a hostile file can loop, eat memory or crash. The child has kernel limits on
CPU time and memory, a session of its own, and a wall clock that the parent holds. Whatever
happens inside, the parent gets an Extraction or an Unreadable, and goes on to the next file.
"""

import json
import signal
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction import wire
from indexer.extraction.child import Child, kill, last_words, reaped, receive, start
from indexer.settings import Settings

FILES_PER_CHILD = 200  # then a fresh one: libraries leak
FAT = 400 * 2**20  # bytes; a child that grew beyond this is replaced after the file at hand


class Reader:
    """Reads files one at a time, each in the child. Use one Reader per thread.

    with Reader(settings) as reader:
        extraction = reader.read(Path("notes.pdf"))
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: Child | None = None

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
        child = self._ready_child()
        try:
            reply = self._ask(child, file)
        except BaseException:
            self.close()  # whatever state the child is in, the next file gets a fresh one
            raise
        child.files += 1
        starved = reply.get("unreadable", {}).get("outcome") == Outcome.OOM
        if child.files >= FILES_PER_CHILD or reply["peak_bytes"] > FAT or starved:
            self.close()
        return _extraction(reply)

    def close(self) -> None:
        """Kill the child and everything it may have started. Safe to call twice."""
        if self._child is not None:
            kill(self._child.process)
            self._child = None

    def _ready_child(self) -> Child:
        if self._child is not None and self._child.process.poll() is not None:
            self.close()
        if self._child is None:
            self._child = Child(start())
        return self._child

    def _ask(self, child: Child, file: Path) -> dict[str, Any]:
        request = {
            "file": str(file.absolute()),
            "max_file_bytes": self._settings.max_file_bytes,
            "cpu_seconds": self._settings.cpu_seconds,
            "memory_bytes": self._settings.memory_bytes,
        }
        deadline = time.monotonic() + self._settings.wall_seconds
        assert child.process.stdin is not None
        try:
            child.process.stdin.write(wire.frame(request))
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


def _parsed(answer: bytes) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise Unreadable(
            Outcome.CRASHED, "The parser answered nonsense.", cure="Save the file again."
        ) from error
    return reply


def _extraction(reply: dict[str, Any]) -> Extraction:
    if refusal := reply.get("unreadable"):
        raise Unreadable(refusal["outcome"], refusal["message"], cure=refusal["cure"])
    return wire.extraction_from_json(reply["extraction"])


def _too_slow(limit: str) -> Unreadable:
    return Unreadable(
        Outcome.TIMEOUT,
        f"Reading it takes longer than {limit}.",
        cure="Split it, print it to a new PDF, or raise the time limits in the settings.",
    )
