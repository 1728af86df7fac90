"""Read whole folders of real and broken files through Reader, and say what became of each.

    python -m tests.indexer.extraction.sweep ../shared/badfiles ../shared/corpora
    python -m tests.indexer.extraction.sweep --mutate 2000 --seed 7 ../shared/badfiles

Ends with status 1 if a file ended in anything but a listed outcome, or a reader would not die.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction.isolation import Reader
from indexer.extraction.registry import format_of
from indexer.settings import Settings

SMALL = 120_000  # bytes: what is worth mutating


@dataclass(frozen=True)
class Result:
    """What became of one file, in how many seconds."""

    file: Path
    outcome: str
    seconds: float
    message: str
    characters: int = 0


def main() -> int:
    """Sweep, print the tables, return the exit status."""
    arguments = _arguments()
    settings = Settings(cpu_seconds=arguments.cpu, wall_seconds=arguments.wall)
    with tempfile.TemporaryDirectory() as scratch, Reader(settings) as reader:
        files = _files(arguments.folders)
        if arguments.mutate:
            files = _mutants(list(files), Path(scratch), arguments.mutate, arguments.seed)
        results = [_read(reader, file) for file in files]
    _report(results, arguments.verbose)
    strange = [result for result in results if result.outcome not in set(Outcome)]
    return 1 if strange else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--mutate", type=int, default=0, help="read this many damaged copies")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cpu", type=int, default=60, help="CPU seconds for one file")
    parser.add_argument("--wall", type=int, default=120, help="wall seconds for one file")
    parser.add_argument("--verbose", action="store_true", help="print every file not read")
    return parser.parse_args()


def _files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if not path.is_dir())


def _mutants(files: list[Path], scratch: Path, count: int, seed: int) -> Iterator[Path]:
    """Yield `count` damaged copies of small files of every format, one at a time."""
    chance = random.Random(seed)
    by_suffix: dict[str, list[Path]] = {}
    for file in files:
        if format_of(file) and 0 < file.stat().st_size < SMALL:
            by_suffix.setdefault(file.suffix.lower(), []).append(file)
    for number in range(count):
        original = chance.choice(by_suffix[chance.choice(sorted(by_suffix))])
        mutant = scratch / f"{number:05}{original.suffix.lower()}"
        mutant.write_bytes(_damaged(original.read_bytes(), chance))
        yield mutant
        mutant.unlink()


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat or overwrite a few places of `content`."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 10, 50])):
        place = chance.randrange(len(data))
        length = chance.choice([1, 1, 4, 64, 1024])
        match chance.randrange(5):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length]
            case 3:
                data[place : place + length] = chance.randbytes(length)
            case 4:
                data[place : place + 4] = chance.choice([b"\0" * 4, b"\xff" * 4, b"9999", b"<<[("])
        if not data:
            return b"\0"
    return bytes(data)


def _read(reader: Reader, file: Path) -> Result:
    started = time.monotonic()
    try:
        extraction = reader.read(file)
    except Unreadable as refusal:
        return Result(file, str(refusal.outcome), time.monotonic() - started, str(refusal))
    seconds = time.monotonic() - started
    outcome = Outcome.PARTIAL if extraction.problems else Outcome.OK
    characters = sum(len(block.text) for block in extraction.blocks)
    return Result(file, str(outcome), seconds, "; ".join(extraction.problems)[:200], characters)


def _report(results: list[Result], verbose: bool) -> None:
    print(f"{len(results)} files, {sum(result.seconds for result in results):.1f} s")
    for outcome, count in Counter(result.outcome for result in results).most_common():
        print(f"{count:6} {outcome}")
    print("by format:")
    kinds = Counter((result.file.suffix.lower(), result.outcome) for result in results)
    for (suffix, outcome), count in sorted(kinds.items()):
        print(f"{count:6} {suffix or '(none)'} {outcome}")
    print("slowest:")
    for result in sorted(results, key=lambda result: -result.seconds)[:10]:
        print(f"{result.seconds:6.2f} s {result.outcome:10} {result.file.name}")
    print("longest texts:")
    for result in sorted(results, key=lambda result: -result.characters)[:5]:
        print(f"{result.characters:9,} characters {result.file.name}")
    for who, name in ((resource.RUSAGE_SELF, "parent"), (resource.RUSAGE_CHILDREN, "child")):
        print(f"most memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MiB")
    if verbose:
        for result in sorted(results, key=lambda result: result.outcome):
            if result.outcome != Outcome.OK:
                ending = f"{result.outcome:11} {result.seconds:5.1f}"
                print(f"{ending} {result.file.name} :: {result.message}")


if __name__ == "__main__":
    sys.exit(main())
