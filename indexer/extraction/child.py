"""The worker as its parent holds it: started, listened to, killed."""

import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import indexer
from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import pipe

_KEPT_STDERR = 4096  # bytes of what a dying child said


@dataclass
class Child:
    """One running worker and what is known of it."""

    process: subprocess.Popen[bytes]
    files: int = 0
    said: bytearray = field(default_factory=bytearray)


def start(*, languages: bool = False) -> subprocess.Popen[bytes]:
    """Start a worker that knows nothing of our environment but where the code is.

    `languages`: one that can tell languages apart.
    """
    root = Path(indexer.__path__[0]).parent
    return subprocess.Popen(
        [sys.executable, "-m", "indexer.extraction.worker", *(["--languages"] * languages)],
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


def reaped(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Return the exit status and peak memory (bytes) of a process that closed its pipes.

    It mostly is dead already; one that lingers is killed. The kernel counts what we held when we
    started it as the child's own: a peak below ours says nothing and is given as 0.
    """
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    patience = time.monotonic() + 2
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            peak = usage.ru_maxrss if usage.ru_maxrss > ours else 0
            return os.waitstatus_to_exitcode(status), peak * 1024
        if time.monotonic() > patience:
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(0.01)


def last_words(child: Child) -> str:
    """Return what a dead child wrote to standard error last."""
    assert child.process.stderr is not None
    os.set_blocking(child.process.stderr.fileno(), False)
    rest = child.process.stderr.read() or b""
    return (child.said + rest)[-_KEPT_STDERR:].decode("utf-8", "replace").strip()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker and everything it may have started, and close its pipes."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def receive(child: Child, deadline: float) -> bytes | None:
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
                    return bytes(body[pipe.HEADER.size :]) if piece else b""
    return None


def _complete(body: bytearray) -> bool:
    if len(body) < pipe.HEADER.size:
        return False
    length: int = pipe.HEADER.unpack_from(body)[0]
    if length > pipe.MAX_FRAME:
        raise Unreadable(
            Outcome.TOO_LARGE,
            "The file holds more text than one document may have.",
            cure="Split it into several documents.",
        )
    return len(body) >= pipe.HEADER.size + length
