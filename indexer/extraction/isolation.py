"""Reader: every file is parsed in a child process that may be killed without harm.

A parser fed with a hostile file can loop, eat memory or crash. The child has kernel limits on
CPU time and memory, a session of its own, and a wall clock that the parent holds. Whatever
happens inside, the parent gets an Extraction or an Unreadable, and goes on to the next file.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import indexer
from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction import wire
from indexer.settings import Settings

FILES_PER_CHILD = 200  # then a fresh one: libraries leak
FAT = 400 * 2**20  # bytes; a child that grew beyond this is replaced after the file at hand
_KEPT_STDERR = 4096  # bytes of what a dying child said


@dataclass
class _Child:
    """One running worker and what is known of it."""

    process: subprocess.Popen[bytes]
    files: int = 0
    fat: bool = False
    said: bytearray = field(default_factory=bytearray)


class Reader:
    """Reads files one at a time, each in the child. Use one Reader per thread.

    with Reader(settings) as reader:
        extraction = reader.read(Path("notes.pdf"))
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: _Child | None = None

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
        if child.files >= FILES_PER_CHILD or reply["peak_bytes"] > FAT:
            self.close()
        return _extraction(reply)

    def close(self) -> None:
        """Kill the child and everything it may have started. Safe to call twice."""
        if self._child is not None:
            _kill(self._child.process)
            self._child = None

    def _ready_child(self) -> _Child:
        if self._child is not None and self._child.process.poll() is not None:
            self.close()
        if self._child is None:
            self._child = _Child(_start())
        return self._child

    def _ask(self, child: _Child, file: Path) -> dict[str, Any]:
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
            answer = _receive(child, deadline)
        except BrokenPipeError:
            answer = b""
        if answer is None:
            raise _too_slow(f"{self._settings.wall_seconds} seconds")
        if not answer:
            raise self._death_of(child)
        return _parsed(answer)

    def _death_of(self, child: _Child) -> Unreadable:
        """Return why the child died, from its exit status, its peak memory and its last words."""
        _, status, usage = os.wait4(child.process.pid, 0)
        child.process.returncode = os.waitstatus_to_exitcode(status)
        words = child.said.decode("utf-8", "replace").strip()
        if child.process.returncode == -signal.SIGXCPU:
            return _too_slow(f"{self._settings.cpu_seconds} seconds of processor time")
        near_limit = usage.ru_maxrss * 1024 > 0.7 * self._settings.memory_bytes
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


def _start() -> subprocess.Popen[bytes]:
    """Start a worker that knows nothing of our environment but where the code is."""
    root = Path(indexer.__path__[0]).parent
    return subprocess.Popen(
        [sys.executable, "-m", "indexer.extraction.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env={
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(root),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MALLOC_ARENA_MAX": "2",  # arenas count against the address space
        },
        start_new_session=True,
        bufsize=0,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _receive(child: _Child, deadline: float) -> bytes | None:
    """Return the body of the next frame; empty if the child died, None if time ran out.

    Standard error is drained at the same time: a child that fills that pipe would block.
    """
    body = bytearray()
    stdout, stderr = child.process.stdout, child.process.stderr
    assert stdout is not None
    assert stderr is not None
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        selector.register(stderr, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                piece = os.read(key.fd, 1 << 16)
                if key.fileobj is stderr:
                    child.said[:] = (child.said + piece)[-_KEPT_STDERR:]
                    if not piece:
                        selector.unregister(stderr)
                    continue
                body += piece
                if not piece or _complete(body):
                    return bytes(body[wire.HEADER.size :]) if piece else b""
    return None


def _complete(body: bytearray) -> bool:
    if len(body) < wire.HEADER.size:
        return False
    length = wire.HEADER.unpack_from(body)[0]
    if length > wire.MAX_FRAME:
        raise Unreadable(
            Outcome.TOO_LARGE,
            "The file holds more text than one document may have.",
            cure="Split it into several documents.",
        )
    return len(body) >= wire.HEADER.size + length


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
