"""Sixteen indexers started at once: one wins, the others are told its pid and leave.

python -m tests.torture.swarm --indexers 16 --rounds 10
"""

import argparse
import os
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from indexer.errors import IndexLocked
from tests.torture.workplace import Workplace, in_child, scratch


def main() -> int:
    """Start them, let them go, count who won; print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indexers", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=10)
    arguments = parser.parse_args()
    chance = random.Random(2)
    began = time.monotonic()
    winners: list[int] = []
    with tempfile.TemporaryDirectory(prefix="swarm-", dir=scratch()) as base:
        workplace = Workplace(Path(base) / "work")
        workplace.prepare()
        for _ in range(arguments.rounds):
            for number in range(15):
                words = " ".join(chance.choices(["cat", "dog", "and"], k=150))
                (workplace.folder / f"{number}.txt").write_text(f"{number} {words}.")
            ends = _round(workplace, arguments.indexers)
            wrong = workplace.faults() + [end for end in ends if end not in ("won", "left")]
            winners.append(ends.count("won"))
            if wrong or winners[-1] != 1 or not workplace.is_up_to_date():
                print(f"{ends}: {wrong}")
                return 1
    took = time.monotonic() - began
    print(f"{arguments.rounds} rounds of {arguments.indexers} in {took:.0f} s: one won each.")
    return 0


def _round(workplace: Workplace, indexers: int) -> list[str]:
    """Let all of them start at the same moment; return how each ended."""
    gate, opener = os.pipe()
    results = [os.pipe() for _ in range(indexers)]
    pids = [in_child(partial(_index, workplace, gate, opener, out)) for _, out in results]
    os.close(gate)
    os.close(opener)  # the gate opens: every child's read returns
    for _, out in results:
        os.close(out)
    ends = []
    for (said, _), pid in zip(results, pids, strict=True):
        ends.append(os.read(said, 1_000).decode() or "died")
        os.close(said)
        os.waitpid(pid, 0)
    return ends


def _index(workplace: Workplace, gate: int, opener: int, out: int) -> None:
    os.close(opener)
    os.read(gate, 1)
    try:
        workplace.index()
        os.write(out, b"won")
    except IndexLocked as problem:
        os.write(out, b"left" if "(pid " in problem.message and problem.cure else b"untold")


if __name__ == "__main__":
    sys.exit(main())
