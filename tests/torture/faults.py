"""Fail the N-th write, fsync, rename or open of a run, for every N: all or nothing, clearly said.

    python -m tests.torture.faults

A small library in C (faulty_disk.c, compiled here with gcc) is preloaded and fails calls that
concern the index folder, whoever makes them: Python, SQLite or FAISS. Each trial forks a child
that runs over the same changed folder with one fault. Afterwards, with a sound disk again: the
index is whole and is either the old state or the new one of each file, what was reported as done
is there, the error was a sentence with a cure, and the next run finishes the work.
"""

import argparse
import ctypes
import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from indexer.disk import explained
from indexer.errors import BalkanetupError
from indexer.run.report import FileReport
from tests.torture.workplace import Workplace, in_child, scratch

KINDS = {"write": 1, "fsync": 2, "rename": 3, "open": 4}
ERRORS = ("ENOSPC", "EIO", "EROFS", "EMFILE")
_PRELOADED = "BALKANETUP_TORTURE_DISK"  # set for the script's second self, with the library
_FINISHED, _SAID, _SILENT = 0, 3, 1


def main() -> int:
    """Compile, start again with the library preloaded, try every fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", nargs="*", default=ERRORS, choices=ERRORS)
    parser.add_argument("--every", type=int, default=1, help="try every n-th call only")
    arguments = parser.parse_args()
    if _PRELOADED not in os.environ:
        return _start_again()
    library = ctypes.CDLL(os.environ[_PRELOADED])
    with tempfile.TemporaryDirectory(prefix="faults-", dir=scratch()) as base:
        return _try_all(library, Path(base).resolve(), arguments.errors, arguments.every)


def _start_again() -> int:
    if shutil.which("gcc") is None:
        print("skipped: there is no gcc to compile the faulty disk with")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "faulty_disk.so"
        source = Path(__file__).with_name("faulty_disk.c")
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True
        )
        environment = {**os.environ, "LD_PRELOAD": str(library), _PRELOADED: str(library)}
        again = [sys.executable, "-m", "tests.torture.faults", *sys.argv[1:]]
        return subprocess.call(again, env=environment)


def _try_all(library: ctypes.CDLL, base: Path, errors: list[str], every: int) -> int:
    began = time.monotonic()
    before = Workplace(base / "before")
    before.prepare()
    chance = random.Random(3)
    for number in range(6):
        (before.folder / f"{number}.txt").write_text(f"{number} cat dog {number}.")
    before.index()
    for number in (0, 1):
        words = " ".join(chance.choices(["cat", "dog", "owl"], k=50))
        (before.folder / f"{number}.txt").write_text(f"{number} new {words}.")
    (before.folder / "5.txt").unlink()
    counts = _count_calls(library, before, base / "counted")
    print(f"calls of one run: {counts}")
    results: Counter[str] = Counter()
    trials = [
        (kind, number, error, forever)
        for kind, count in counts.items()
        for number in range(1, count + 1, every)
        for error in errors
        for forever in (False, True)
    ]
    trials += [("memory", number, "ENOMEM", False) for number in range(1, 61)]
    for kind, number, error, forever in trials:
        problem = _trial(library, before, base / "trial", kind, number, error, forever, results)
        if problem:
            print(f"{kind} {number} {error} {'from then on' if forever else 'once'}: {problem}")
            return 1
    print(f"{len(trials)} faults in {time.monotonic() - began:.0f} s: {dict(results)}")
    return 0


def _count_calls(library: ctypes.CDLL, before: Workplace, place: Path) -> dict[str, int]:
    """Return how many calls of each kind one run makes."""
    shutil.copytree(before.base, place)
    workplace = Workplace(place)
    _move_root(workplace, before)
    library.disk_arm(str(place / "index").encode(), 0, 0, 0, 0)
    workplace.index()
    library.disk_disarm()
    return {kind: library.disk_seen(number) for kind, number in KINDS.items()}


def _move_root(workplace: Workplace, before: Workplace) -> None:
    """Index under the path of the original folder, so that its files are known."""
    shutil.rmtree(workplace.folder)
    workplace.folder.symlink_to(before.folder)


def _trial(
    library: ctypes.CDLL,
    before: Workplace,
    place: Path,
    kind: str,
    number: int,
    error: str,
    forever: bool,
    results: Counter[str],
) -> str:
    """Run once with this fault; return what is wrong afterwards, or nothing."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(before.base, place, symlinks=True)
    workplace = Workplace(place)
    _move_root(workplace, before)
    journal = place / "said"
    pid = in_child(lambda: _faulty_run(library, workplace, journal, kind, number, error, forever))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    lines = journal.read_text().splitlines() if journal.exists() else []
    errors = [line for line in lines if line.startswith("!")]
    results["finished" if not errors else "stopped with a sentence"] += 1
    if status != 0:
        return f"the run ended with status {status} and no sentence"
    if errors and " -> " not in errors[0]:
        return f"no cure: {errors[0]}"
    return _wrong_afterwards(workplace, [line[1:] for line in lines if line.startswith("=")])


def _wrong_afterwards(workplace: Workplace, done: list[str]) -> str:
    """Return what is wrong in the index, seen with a sound disk; finish the work."""
    wrong = workplace.faults()
    workplace.answers()
    for path in done:
        expected = (workplace.folder / path).read_text()[:5]
        if not "".join(workplace.passages_of(path) or []).startswith(expected):
            wrong.append(f"{path} was reported as done and is not")
    for path in (f"{number}.txt" for number in range(5)):
        if not workplace.passages_of(path):
            wrong.append(f"{path} was searchable and is gone")
    workplace.index()
    if not workplace.is_up_to_date():
        wrong.append("the next run did not finish the work")
    return "; ".join(wrong + workplace.faults())


def _faulty_run(
    library: ctypes.CDLL,
    workplace: Workplace,
    journal: Path,
    kind: str,
    number: int,
    error: str,
    forever: bool,
) -> None:
    """Run with the fault; write down what was reported as done, and the error as it is told."""
    stream = journal.open("w", buffering=1)

    def done(report: FileReport) -> None:
        if report.outcome is not None and report.outcome.searchable:
            stream.write(f"={report.path}\n")

    try:
        if kind == "memory":
            _short_of_memory(number)
        else:
            code = getattr(errno, error)
            library.disk_arm(
                str(workplace.base / "index").encode(), KINDS[kind], number, code, forever
            )
        workplace.index(done)
    except BalkanetupError as problem:
        stream.write(f"!{problem.message} -> {problem.cure}\n")
    except Exception as problem:  # as indexer/commands/console.py tells it
        explanation = explained(problem)
        stream.write(f"!{explanation.message} -> {explanation.cure}\n")
    finally:
        library.disk_disarm()


def _short_of_memory(number: int) -> None:
    """Make the N-th statement that any of our modules gives to the catalogue raise MemoryError."""
    left = number

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal left
        name = frame.f_code.co_filename  # type: ignore[attr-defined]  # a frame
        if event == "call" and f"{os.sep}indexer{os.sep}" in name:
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise MemoryError
        return None

    left *= 5  # calls of ours; a run makes some hundreds
    sys.settrace(trace)  # type: ignore[arg-type]  # frames are not named in typing


if __name__ == "__main__":
    sys.exit(main())
