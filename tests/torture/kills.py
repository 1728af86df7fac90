"""kill -9 at random moments while indexing; after each one the index must be whole.

    python -m tests.torture.kills --kills 500

The child writes a letter to a pipe when it enters and leaves a transaction or a publication, and
a line for every file that it reports as done. So the parent knows where the kill struck, and
what had been acknowledged. At least half of the kills are aimed into a commit or publication.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.catalogue import Catalogue
from indexer.errors import IndexDamaged, NoIndex
from indexer.run import pipeline
from indexer.run.report import FileReport
from indexer.storage import publish
from tests.torture.workplace import Workplace, in_child


def main() -> int:
    """Kill, inspect, repeat; print the figures; return 1 if anything was ever wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    places: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torture-") as base:
        workplace = Workplace(Path(base) / "work")
        workplace.prepare()
        lasting = _typical_seconds(workplace, chance)
        for number in range(arguments.kills):
            aim = number % 4  # 0: anywhere; 1: a transaction; 2, 3: a publication or its steps
            place, acknowledged = _kill_once(workplace, chance, aim, lasting)
            places[place] += 1
            wrong = _inspect(workplace, acknowledged)
            if number % 5 == 4:
                workplace.index()
                wrong += [] if workplace.is_up_to_date() else ["the next run did not finish it"]
                wrong += workplace.faults()
            if wrong:
                print(f"kill {number} in {place}: {wrong}")
                return 1
    inside = places["transaction"] + places["publication"]
    print(f"{arguments.kills} kills in {time.monotonic() - began:.0f} s: {dict(places)};")
    print(f"{inside} in the middle of a commit or publication. After each: whole.")
    return 0 if inside * 2 >= arguments.kills else 1


def _typical_seconds(workplace: Workplace, chance: random.Random) -> tuple[float, float, float]:
    """Return how long a run, a transaction and a publication take on this machine."""
    reader, writer = os.pipe()
    workplace.change(chance)
    workplace.index()
    workplace.change(chance)
    began = time.monotonic()
    pid = in_child(lambda: _run_watched(workplace, writer))
    os.close(writer)
    with os.fdopen(reader) as lines:
        moments = [(line.strip(), time.monotonic() - began) for line in lines]
    os.waitpid(pid, 0)
    at = dict(reversed(moments))  # the first of each
    return moments[-1][1], at[">t"] - at["<t"], at[">p"] - at["<p"]


def _kill_once(
    workplace: Workplace, chance: random.Random, aim: int, lasting: tuple[float, float, float]
) -> tuple[str, dict[str, str]]:
    """Start a run, kill it; return where it was, and the texts it had acknowledged."""
    workplace.change(chance)
    texts = {file.name: file.read_text() for file in workplace.folder.iterdir()}
    reader, writer = os.pipe()
    pid = in_child(lambda: _run_watched(workplace, writer))
    os.close(writer)
    said = _wait_for_the_moment(reader, chance, aim, lasting)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while piece := os.read(reader, 1 << 16):
        said += piece
    os.close(reader)
    done = [line[1:] for line in said.decode().splitlines() if line.startswith("=")]
    return _where(said.decode()), {path: texts[path] for path in done if path in texts}


def _wait_for_the_moment(
    reader: int, chance: random.Random, aim: int, lasting: tuple[float, float, float]
) -> bytes:
    """Read what the child says until it is where the kill is aimed at, and a moment longer."""
    said = b""
    wanted = {0: b"", 1: b"<t\n", 2: b"<p\n", 3: b"<p\n"}[aim]
    skip = chance.randint(0, 3) if aim == 1 else 0
    while wanted and said.count(wanted) <= skip:
        piece = os.read(reader, 1 << 16)
        if not piece:
            return said
        said += piece
    run, transaction, publication = lasting
    time.sleep(chance.uniform(0, (run, transaction, publication, publication)[aim]) * 0.8)
    return said


def _where(said: str) -> str:
    lines = said.splitlines()
    if lines.count("<p") > lines.count(">p"):
        return "publication"
    if lines.count("<t") > lines.count(">t"):
        return "transaction"
    return "finished" if "." in lines else "between"


def _run_watched(workplace: Workplace, writer: int) -> None:
    """Index, saying on the pipe what is entered, left and reported as done."""

    def say(text: str) -> None:
        os.write(writer, f"{text}\n".encode())

    transaction = Catalogue.transaction

    @contextmanager
    def watched_transaction(catalogue: Catalogue) -> Iterator[None]:
        say("<t")
        with transaction(catalogue):
            yield
        say(">t")

    def watched_publish(*arguments: Any) -> str:
        say("<p")
        name = original(*arguments)
        say(">p")
        return name

    def done(report: FileReport) -> None:
        if report.outcome is not None and report.outcome.searchable:
            say(f"={report.path}")

    original: Callable[..., str] = publish.publish
    Catalogue.transaction = watched_transaction  # type: ignore[method-assign,assignment]  # the seam
    pipeline.publish.publish = watched_publish  # type: ignore[attr-defined]  # the seam
    workplace.index(done)
    say(".")


def _inspect(workplace: Workplace, acknowledged: dict[str, str]) -> list[str]:
    """Return what is wrong after a kill."""
    try:
        wrong = workplace.faults()
        texts = {path: workplace.passages_of(path) for path in acknowledged}
        workplace.answers()
    except NoIndex:
        return [f"{path} was acknowledged and is lost" for path in acknowledged]
    except IndexDamaged as problem:
        return [str(problem)]
    for path, text in acknowledged.items():
        if not "".join(texts[path] or []).startswith(text[:15]):
            wrong.append(f"{path} was acknowledged and is lost")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
