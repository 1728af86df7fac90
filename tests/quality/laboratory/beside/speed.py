"""How fast and how large a system is: indexing, a cold start, and its service under questions."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx

from tests.quality.laboratory.beside.systems import System
from tests.served import free_port
from tests.torture.load import ask, memory

READY_WITHIN = 180.0  # seconds
_LOOKS_EVERY = 0.02  # seconds between two tries whether a service answers
_MIB = 1024 * 1024
_MODELS = "models"


@dataclass(frozen=True, slots=True)
class Done:
    """A process that ended well: what it printed, its seconds by the clock, its memory in MiB."""

    printed: str
    seconds: float
    peak: float


def run(system: System, room: Path, verb: str, index: Path, subject: str) -> Done:
    """Let a system do one thing and wait for it. Raises RuntimeError with what it complained of."""
    with (room / f"{system.key}.log").open("w+b") as complaints:
        began = time.perf_counter()
        with subprocess.Popen(
            system.command(room, verb, index, subject),
            env=system.surroundings(index),
            stdout=subprocess.PIPE,
            stderr=complaints,
        ) as process:
            printed = process.stdout.read() if process.stdout else b""
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        if process.returncode:
            complaints.seek(0)
            raise RuntimeError(f"{system.name}, {verb}: {complaints.read().decode()[-2000:]}")
    return Done(printed.decode(), seconds, used.ru_maxrss / 1024)


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers: its process, port, and the seconds until its first answer."""

    process: "subprocess.Popen[bytes]"
    port: int
    ready: float

    def memory(self) -> float:
        """Return the memory of all its processes, in MiB."""
        return memory(self.process)


@contextmanager
def served(system: System, room: Path, index: Path, first: str) -> Iterator[Service]:
    """Serve `index` for the length of the block, once the question `first` has been answered."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        system.command(room, "serve", index, str(port)),
        env=system.surroundings(index, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}{system.address.format(quote(first))}")
        yield Service(process, port, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(address, timeout=60).status_code == 200:
                return
        time.sleep(_LOOKS_EVERY)
    raise RuntimeError(f"nothing answers at {address}")


def asked(
    system: System, service: Service, questions: Sequence[str], clients: int
) -> tuple[float, list[float]]:
    """Ask all questions, shared among so many clients.

    Returns the seconds until the last answer, and those of every answer.
    """
    paths = [system.address.format(quote(question)) for question in questions]
    return asyncio.run(_asked(service.port, paths, clients))


async def _asked(port: int, paths: Sequence[str], clients: int) -> tuple[float, list[float]]:
    began = time.perf_counter()
    shares = (_client(port, paths[number::clients]) for number in range(clients))
    seconds = await asyncio.gather(*shares)
    return time.perf_counter() - began, [second for own in seconds for second in own]


async def _client(port: int, paths: Sequence[str]) -> list[float]:
    """Ask one question after another on a connection that is kept open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    seconds = []
    for path in paths:
        began = time.perf_counter()
        status, _, keeps = await ask(reader, writer, path)
        seconds.append(time.perf_counter() - began)
        if status != "200":
            raise RuntimeError(f"{path} was answered {status}")
        if not keeps:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return seconds


def megabytes(index: Path) -> float:
    """Return the size of an index in MiB.

    Without `models`, what ours makes of the weights in its packages: the rivals' weights lie in
    packages, too.
    """
    files = (file for file in index.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files if _MODELS not in file.parts) / _MIB
