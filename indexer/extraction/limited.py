"""Another program, run so that it can do no harm: what it may use is counted and it is killed.

It gets limits on CPU time, memory and open files, may reach no network, and writes no file unless
it is given a folder for that; its input comes from us and its output goes to us, so much and no
more. The limits are set between our start and its own, by this very module run as
`python -m indexer.extraction.limited`.
"""

import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import indexer
from indexer.extraction import sandbox

_PIECE = 1 << 16  # bytes read or written at a time
_KEPT_STDERR = 4096  # bytes
_LOOK_SECONDS = 0.2  # how often `stop` is looked at


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: `status` as subprocess gives it, what it wrote, what it said last."""

    status: int
    output: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Writes:
    """The folder that a program takes for its home, and the bytes it may write into one file."""

    folder: Path
    largest: int


class Unruly(Exception):
    """The program was killed: out of time, too much output, or nobody waits for it any more."""


def run(
    command: Sequence[str],
    feed: bytes = b"",
    *,
    seconds: float,
    memory_bytes: int,
    max_output: int,
    stop: Event | None = None,
    writes: Writes | None = None,
) -> Ended:
    """Run `command` with `feed` on its standard input. Raises Unruly when it has to be killed.

    `seconds` is both CPU and wall time. `stop`, once set, has it killed within moments.
    """
    process = _start(command, seconds, memory_bytes, writes)
    try:
        return _attend(process, feed, time.monotonic() + seconds, max_output, stop or Event())
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # and what it may have started
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def _start(
    command: Sequence[str], seconds: float, memory_bytes: int, writes: Writes | None
) -> subprocess.Popen[bytes]:
    root = Path(indexer.__path__[0]).parent
    limits = [str(int(seconds) + 1), str(memory_bytes), str(writes.largest if writes else 0)]
    home = {"HOME": str(writes.folder), "TMPDIR": str(writes.folder)} if writes else {}
    return subprocess.Popen(
        [sys.executable, "-S", "-m", "indexer.extraction.limited", *limits, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env={
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(root),
            "PYTHONDONTWRITEBYTECODE": "1",
            "OMP_THREAD_LIMIT": "1",  # several files are read at a time as it is
            **home,
        },
        start_new_session=True,
        bufsize=0,
    )


def _attend(
    process: subprocess.Popen[bytes], feed: bytes, deadline: float, max_output: int, stop: Event
) -> Ended:
    """Feed the program and take what it writes until it ends."""
    stdin, stdout, stderr = process.stdin, process.stdout, process.stderr
    assert stdin is not None
    assert stdout is not None
    assert stderr is not None
    os.set_blocking(stdin.fileno(), False)
    left, output, said = memoryview(feed), bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stdin, selectors.EVENT_WRITE)
        selector.register(stdout, selectors.EVENT_READ)
        selector.register(stderr, selectors.EVENT_READ)
        while selector.get_map():
            wait = _patience(deadline, stop)
            for key, _ in selector.select(wait):
                if key.fileobj is stdin:
                    left = _written(key.fd, left)
                    if not left:
                        selector.unregister(stdin)
                        stdin.close()
                    continue
                piece = os.read(key.fd, _PIECE)
                if not piece:
                    selector.unregister(key.fileobj)
                elif key.fileobj is stdout:
                    output += piece
                else:
                    said[:] = (said + piece)[-_KEPT_STDERR:]
                if len(output) > max_output:
                    raise Unruly("it writes without end")
    while process.poll() is None:
        stop.wait(min(_patience(deadline, stop), 0.01))
    return Ended(process.returncode, bytes(output), said.decode("utf-8", "replace").strip())


def _patience(deadline: float, stop: Event) -> float:
    """Return how long to wait next, in seconds. Raises Unruly when there is nothing to wait for."""
    if stop.is_set():
        raise Unruly("the run was stopped")
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unruly("it takes too long")
    return min(left, _LOOK_SECONDS)


def _written(handle: int, left: memoryview) -> memoryview:
    """Return what is still to be written; nothing, where nobody reads it any more."""
    try:
        return left[os.write(handle, left[:_PIECE]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


def main() -> None:
    """Give up what the program does not need, and become it."""
    cpu_seconds, memory_bytes, largest_file, *command = sys.argv[1:]
    sandbox.confine(int(largest_file))
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
