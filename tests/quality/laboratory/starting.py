"""How soon the search answers, how much memory it takes, how much is installed.

    python -m tests.quality.laboratory.starting [--questions N] [--times N]

Over the current index. Each command is started several times and the shortest time counts, beside
the seconds of CPU it took, which tell more where other work shares the machine. Memory is that of
`balkanetup serve`: its own, proportional (with its share of what is mapped from files) and resident
(all of that, also what others have too and what the system would take back).
"""

import argparse
import importlib.metadata
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.quality.laboratory.retrieval import judged
from tests.served import free_port

COLLECTION = Path("tests/quality/collection")
COMMANDS = {
    "balkanetup --help": ["--help"],
    "balkanetup status": ["status"],
    "balkanetup search, in English": ["search", "nobody speaks in my lectures"],
    "balkanetup search, in Albanian": ["search", "askush nuk flet në leksionet e mia"],
}
_BALKANETUP = (sys.executable, "-m", "search_api.cli")
_MEBIBYTE = 2**20


def main() -> None:
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before: {load}\n")
    _table("command, the shortest of each", ("seconds", "of CPU"), _commands(arguments.times))
    questions = [question.text for question in judged.read(COLLECTION).of_split("all")]
    step = -(-len(questions) // arguments.questions)
    _table("`balkanetup serve`", ("value",), _service(questions[::step]))
    _table("installed, without extras", ("MiB",), _installed())


def _table(title: str, columns: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    print(f"| {title} | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print()


def _commands(times: int) -> Iterator[tuple[str, ...]]:
    """Yield the seconds of each command, started in turn with the others."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(times):
        for name, words in COMMANDS.items():
            spent[name].append(_run(words))
    for name, pairs in spent.items():
        yield name, *(f"{min(some):.2f}" for some in zip(*pairs, strict=True))


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Return the seconds that a command took, and those of CPU."""
    began, before = time.monotonic(), _children()
    subprocess.run([*_BALKANETUP, *words], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began, _children() - before


def _children() -> float:
    """Return the seconds of CPU of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _service(questions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield when the API is ready, how long answers take, and the memory after them."""
    with _served() as (process, client, began):
        yield "s until it answers", f"{time.monotonic() - began:.2f}"
        client.get("/readyz").raise_for_status()
        yield "s until it is ready for questions", f"{time.monotonic() - began:.2f}"
        yield "MiB when ready: own, proportional, resident", memory(process.pid)
        yield "ms of the first question", f"{1000 * _asked(client, questions[0]):.0f}"
        yield "MiB after it", memory(process.pid)
        spent = [_asked(client, question) for question in questions[1:]]
        yield "ms of the later ones, median", f"{1000 * statistics.median(spent):.0f}"
        yield f"MiB after {len(questions)} questions in nine languages", memory(process.pid)


@contextmanager
def _served() -> "Iterator[tuple[subprocess.Popen[bytes], httpx.Client, float]]":
    """Serve the index; yield the process, whom to ask, and when it was started."""
    port = free_port()
    settings = {"PORT": str(port), "ACCESS_LOG": "false", "STATISTICS": "false"}
    environment = {**os.environ, **{f"BALKANETUP_{name}": told for name, told in settings.items()}}
    began = time.monotonic()
    process = subprocess.Popen([*_BALKANETUP, "serve"], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _wait(client, process)
            yield process, client, began
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(client: httpx.Client, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with suppress(httpx.TransportError):
            client.get("/healthz").raise_for_status()
            return
        time.sleep(0.01)
    raise RuntimeError("the service did not start")


def _asked(client: httpx.Client, question: str) -> float:
    began = time.monotonic()
    client.get("/v1/search", params={"q": question}).raise_for_status()
    return time.monotonic() - began


def memory(pid: int) -> str:
    """Return the memory of a process in MiB: its own, proportional, resident."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return ", ".join(f"{kib[name] / 1024:.0f}" for name in ("Anonymous", "Pss", "Rss"))


def _installed() -> Iterator[tuple[str, ...]]:
    """Yield the size of the packages that a plain installation brings, the largest first."""
    sizes = {name: _size(name) for name in plainly_installed()}
    yield f"{len(sizes)} packages", f"{sum(sizes.values()):.0f}"
    largest = sorted(sizes, key=lambda name: -sizes[name])[:10]
    yield from ((name, f"{sizes[name]:.0f}") for name in largest)


def plainly_installed() -> set[str]:
    """Return the packages that ours needs, directly or not, without any extra."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    left = [Requirement(told) for told in project["dependencies"]]
    found: set[str] = {canonicalize_name(wanted.name) for wanted in left}
    while left:
        wanted = left.pop()
        extras = [{"extra": extra} for extra in ("", *wanted.extras)]
        for other in map(Requirement, importlib.metadata.requires(wanted.name) or ()):
            is_meant = other.marker is None or any(map(other.marker.evaluate, extras))
            name = canonicalize_name(other.name)
            if is_meant and name not in found:
                found.add(name)
                left.append(other)
    return found


def _size(package: str) -> float:
    """Return the MiB of the files of an installed package."""
    files = importlib.metadata.files(package) or ()
    places = (Path(str(file.locate())) for file in files)
    return sum(place.stat().st_size for place in places if place.is_file()) / _MEBIBYTE


if __name__ == "__main__":
    main()
