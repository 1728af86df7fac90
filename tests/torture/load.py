"""Many readers at once, while an indexer publishes: how many answers, how late, how much memory.

    python -m tests.torture.load --data FOLDER --clients 1 8 64 --seconds 30

FOLDER is a copy of an index; a small folder of documents is added to it and changed every few
seconds. All is on this machine: the clients take their share of its cores, and other programs
theirs. Every question is another one. A client that is asked to come back waits as it is told.
"floor" is what the plainest server takes to answer beside /healthz, of this machine then and there.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

from tests.served import free_port
from tests.test_start import children
from tests.torture.plainest import running_plainest
from tests.torture.workplace import scratch

PUBLISHES_EVERY = 5.0  # seconds
LOOKS_EVERY = 0.05  # seconds between two looks at /healthz
RECOVERS_IN = 60.0  # seconds, in which the memory is to be given back
TOPICS = (
    *("group work", "large lectures", "oral exams", "plagiarism", "laboratory safety", "feedback"),
    *("puna në grup", "provimi me gojë", "rad u grupi", "usmeni ispit", "повратна информация"),
    *("ομαδική εργασία", "групова работа", "нема активност на часот", "motivacija studenata"),
)
PLACES = ("first year", "nursing", "physics", "economics", "law", "pharmacy", "history", "online")


@dataclass
class Tally:
    """What one client, or all of them, met: seconds of each answer, and counts by status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Measure and print a table; 1 where an answer was neither good nor a polite refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64, 200, 500])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)  # the indexer's own part
    arguments = parser.parse_args()
    if arguments.publish:
        return keep_publishing(arguments.data, arguments.publish)
    with (
        tempfile.TemporaryDirectory(prefix="load-", dir=scratch()) as shelf,
        running(arguments.data, arguments.workers) as (server, port),
        running_plainest() as plainest,
    ):
        return _measure(arguments, server, (port, plainest), Path(shelf))


def _measure(
    arguments: argparse.Namespace,
    server: "subprocess.Popen[bytes]",
    ports: tuple[int, int],
    shelf: Path,
) -> int:
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"{arguments.workers} worker(s), {os.cpu_count()} cores, load before: {load}")
    print(
        "clients  answers/s   p50 ms   p95 ms   p99 ms  refused  errors  healthz p99  floor   MiB"
    )
    at_start, wrong = memory(server), 0
    for clients in arguments.clients:
        with publishing(arguments.data, shelf):
            tally, looks = asyncio.run(_round(ports, clients, arguments.seconds))
        wrong += _show(clients, arguments.seconds, tally, looks, memory(server))
    time.sleep(RECOVERS_IN)
    print(f"memory: {at_start:.0f} MiB at the start, {memory(server):.0f} a minute after the end")
    return 1 if wrong else 0


def _show(clients: int, seconds: float, tally: Tally, looks: list[list[float]], mib: float) -> int:
    """Print the line of a round; return how many answers were errors."""
    refused = tally.statuses["503"] + tally.statuses["429"]
    wrong = tally.statuses.total() - tally.statuses["200"] - refused
    p50, p95, p99 = (percentile(tally.seconds, share) for share in (0.5, 0.95, 0.99))
    health, floor = (percentile(seconds, 0.99) for seconds in looks)
    print(
        f"{clients:7}  {tally.statuses['200'] / seconds:9.1f} {p50:8.0f} {p95:8.0f} {p99:8.0f}"
        f"  {refused:7} {wrong:7}  {health:11.0f} {floor:6.0f} {mib:5.0f}",
        flush=True,
    )
    if wrong:
        print(f"         {dict(tally.statuses)}")
    return wrong


def percentile(seconds: list[float], share: float) -> float:
    """Return a percentile, in milliseconds; 0 of nothing."""
    if len(seconds) < 2:
        return 1000 * sum(seconds)
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[round(share * 100) - 1]


async def _round(
    ports: tuple[int, int], clients: int, seconds: float
) -> tuple[Tally, list[list[float]]]:
    """Let the clients ask the first port for so many seconds; return what they met.

    And how many seconds each look at both ports took.
    """
    until = time.monotonic() + seconds
    looks = asyncio.create_task(_look(ports, until))
    tallies = await asyncio.gather(*[_client(ports[0], number, until) for number in range(clients)])
    every = Tally()
    for tally in tallies:
        every.seconds += tally.seconds
        every.statuses += tally.statuses
    return every, await looks


async def _look(ports: tuple[int, int], until: float) -> list[list[float]]:
    """Look at /healthz from another process: this one is busy with its clients."""
    code = f"from tests.torture.load import look; look({ports}, {until - time.monotonic()})"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    shown, _ = await process.communicate()
    looks: list[list[float]] = json.loads(shown)
    return looks


def look(ports: tuple[int, int], seconds: float) -> None:
    """Print as JSON how many seconds each answer of /healthz took, for each port."""
    until, took = time.monotonic() + seconds, {port: list[float]() for port in ports}
    with httpx.Client(timeout=30) as client:
        while time.monotonic() < until:
            for port in ports:
                began = time.monotonic()
                client.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
                took[port].append(time.monotonic() - began)
            time.sleep(LOOKS_EVERY)
    print(json.dumps(list(took.values())))


async def _client(port: int, number: int, until: float) -> Tally:
    """Ask one question after another on a connection that is kept open."""
    tally, questions = Tally(), _questions(number)
    await asyncio.sleep(random.random() * 0.5)
    streams = None
    while (began := time.monotonic()) < until:
        try:
            streams = streams or await asyncio.open_connection("127.0.0.1", port)
            status, wait, keeps = await ask(*streams, f"/v1/search?k=10&q={next(questions)}")
        except (OSError, EOFError, ValueError) as error:
            status, wait, keeps = type(error).__name__, 0.1, False
        tally.statuses[status] += 1
        if status == "200":
            tally.seconds.append(time.monotonic() - began)
        if not keeps and streams:
            streams[1].close()
            streams = None
        await asyncio.sleep(wait)
    if streams:
        streams[1].close()
    return tally


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
) -> tuple[str, float, bool]:
    """Return the status, how long to wait before the next, and whether the connection stays."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    await reader.readexactly(int(headers["content-length"]))
    wait = float(headers.get("retry-after", 0))
    return head.split(" ", 2)[1], wait, headers.get("connection") != "close"


def _questions(number: int) -> Iterator[str]:
    """Yield the questions of a client: no two are the same, nor those of two clients."""
    for count in itertools.count():
        topic, place = TOPICS[(number + count) % len(TOPICS)], PLACES[count % len(PLACES)]
        yield quote(f"{topic} {place} {number}-{count}")


@contextmanager
def running(data: Path, workers: int) -> "Iterator[tuple[subprocess.Popen[bytes], int]]":
    """Serve an index for the length of the block; yield the process and its port."""
    port = free_port()
    settings = {"DATA_DIR": data, "PORT": port, "WORKERS": workers, "ACCESS_LOG": "false"}
    environment = {f"BALKANETUP_{name}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "search_api.cli", "serve"], env={**os.environ, **environment}
    )
    try:
        _wait_until_ready(port, workers)
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait_until_ready(port: int, workers: int) -> None:
    """Wait until every worker has surely loaded its model."""
    good, until = 0, time.monotonic() + 180
    while good < 8 * workers and time.monotonic() < until:
        with suppress(httpx.HTTPError):
            path = "/v1/search?q=group+work"
            answer = httpx.get(f"http://127.0.0.1:{port}{path}", timeout=60)
            good += answer.status_code == 200
            continue
        time.sleep(0.3)


@contextmanager
def publishing(data: Path, shelf: Path) -> Iterator[None]:
    """Let an indexer publish every few seconds for the length of the block."""
    command = [sys.executable, "-m", "tests.torture.load", "--data", str(data)]
    indexer = subprocess.Popen([*command, "--publish", str(shelf)], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        indexer.send_signal(signal.SIGTERM)
        indexer.wait(60)


def keep_publishing(data: Path, shelf: Path) -> int:
    """Change a document and publish, every few seconds, until a signal ends this process."""
    from indexer.encoding import load_encoder
    from indexer.run import pipeline
    from indexer.settings import Settings

    settings = Settings(data_dir=data)
    encoder = load_encoder(settings)
    for count in itertools.count():
        began = time.monotonic()
        (shelf / "news.md").write_text(f"# News\n\nWhat is new, number {count}.\n")
        pipeline.run(shelf, settings, encoder)
        time.sleep(max(0.0, PUBLISHES_EVERY - (time.monotonic() - began)))
    return 0


def memory(server: "subprocess.Popen[bytes]") -> float:
    """Return the memory of a process and its workers, in MiB; what they share counts once."""
    pids = [server.pid, *(pid for pid, _ in children(server.pid))]
    kib = 0
    for pid in pids:
        with suppress(OSError):  # it ended meanwhile
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kib += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


if __name__ == "__main__":
    sys.exit(main())
