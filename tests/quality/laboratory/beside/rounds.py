"""The speed of every system, measured in turn, several times over: the medians are reported."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.quality.laboratory.beside import speed
from tests.quality.laboratory.beside.material import Rows, write
from tests.quality.laboratory.beside.systems import SYSTEMS, System
from tests.torture.load import percentile

CLIENTS = 8
_ASKED_AT_ONCE = 480  # questions of all clients together
_SETTLES_IN = 4.0  # seconds: what a service goes on with beside its first answers is done then
_FIRST = "my students do not speak in lectures"
Speeds = dict[str, float]  # by the key of a measure, see MEASURES


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a system; `digits` after the point are shown."""

    key: str
    title: str
    unit: str
    digits: int = 0
    more_is_better: bool = False


MEASURES = (
    Measure("indexing", "indexing", "passages/s", 1, more_is_better=True),
    Measure("indexing_memory", "memory while indexing", "MiB"),
    Measure("cold", "cold start of one question", "s", 2),
    Measure("ready", "service, start to first answer", "s", 2),
    Measure("p50", "a question, p50", "ms", 1),
    Measure("p95", "a question, p95", "ms", 1),
    Measure("p50_all", "in all nine languages, p50", "ms", 1),
    Measure("p95_all", "in all nine languages, p95", "ms", 1),
    Measure("at_once", f"{CLIENTS} clients at once", "questions/s", 1, more_is_better=True),
    Measure("memory", "memory of the service after that", "MiB"),
    Measure("disk", "index on disk", "MiB", 1),
)


@dataclass(frozen=True, slots=True)
class Work:
    """What every system does in a round.

    It indexes `sample`, and answers questions over its index in `indexes`, by name of the system:
    `english` ones, which all answer with the same weights, and `every` language.
    """

    room: Path
    sample: Rows
    indexes: Mapping[str, Path]
    english: Sequence[str]
    every: Sequence[str]


def measured(work: Work, rounds: int) -> dict[str, Speeds]:
    """Return the medians of all rounds, by name of the system."""
    passages = write(work.sample, work.room / "sample.jsonl")
    runs: dict[str, list[Speeds]] = {system.name: [] for system in SYSTEMS}
    for number in range(rounds):
        for system in _in_turn(number):
            print(f"round {number + 1} of {rounds}: {system.name}, load {load()}", flush=True)
            speeds = {**_indexing(work, system, passages), **_answering(work, system)}
            runs[system.name].append(speeds)
    return {
        name: {key: median(one[key] for one in several) for key in several[0]}
        for name, several in runs.items()
    }


def load() -> str:
    """Return how many processes ran or waited, on the mean of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _in_turn(number: int) -> Iterator[System]:
    """Yield the systems, beginning with another one in every round."""
    first = number % len(SYSTEMS)
    yield from (*SYSTEMS[first:], *SYSTEMS[:first])


def _indexing(work: Work, system: System, passages: Path) -> Speeds:
    index = work.room / "indexes" / f"{system.key}-sample"
    shutil.rmtree(index, ignore_errors=True)
    done = speed.run(system, work.room, "index", index, str(passages))
    return {
        "indexing": len(work.sample) / float(done.printed.split()[-1]),
        "indexing_memory": done.peak,
    }


def _answering(work: Work, system: System) -> Speeds:
    index = work.indexes[system.name]
    cold = speed.run(system, work.room, "search", index, _FIRST).seconds
    at_once = [work.english[number % len(work.english)] for number in range(_ASKED_AT_ONCE)]
    with speed.served(system, work.room, index, _FIRST) as service:
        time.sleep(_SETTLES_IN)
        _, alone = speed.asked(system, service, work.english, 1)
        _, mixed = speed.asked(system, service, work.every, 1)
        took, _ = speed.asked(system, service, at_once, CLIENTS)
        memory = service.memory()
    return {
        "cold": cold,
        "ready": service.ready,
        "p50": percentile(alone, 0.5),
        "p95": percentile(alone, 0.95),
        "p50_all": percentile(mixed, 0.5),
        "p95_all": percentile(mixed, 0.95),
        "at_once": len(at_once) / took,
        "memory": memory,
        "disk": speed.megabytes(index),
    }
