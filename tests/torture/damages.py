"""Damage the published files and the catalogue: noticed, survived, named and mended.

    python -m tests.torture.damages --damages 500

Each damage is one of: flip a bit, cut the end, delete, empty, overwrite with noise, swap two
files. Bytes that have no meaning are left out: the eighteen of SQLite's first page that change
with every writer (`catalogue_state.state_of`).
"""

import argparse
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from indexer.catalogue import FILE_NAME
from indexer.storage import catalogue_state, doctor, generations, manifests, repair
from tests.torture.workplace import Workplace, scratch

WAYS = ("flip", "flip", "flip", "cut", "delete", "empty", "noise", "swap")
_VARYING = {*range(18, 20), *range(24, 28), *range(40, 44), *range(92, 100)}


def main() -> int:
    """Damage, ask, examine, mend; print the figures; return 1 if anything went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)  # the reader says what it does without; five hundred times
    chance = random.Random(arguments.seed)
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="damages-", dir=scratch()) as base:
        place = Workplace(Path(base) / "work")
        _fill(place, chance)
        expected = place.answers()
        shutil.copytree(place.settings.data_dir, Path(base) / "whole")
        for number in range(arguments.damages):
            shutil.rmtree(place.settings.data_dir)
            shutil.copytree(Path(base) / "whole", place.settings.data_dir)
            what = _damage(place.settings.data_dir, chance)
            counts[what.split(" of ")[0]] += 1
            if problem := _after(place, expected):
                print(f"damage {number}, {what}: {problem}")
                return 1
    took = time.monotonic() - began
    print(f"{arguments.damages} damages in {took:.0f} s: {dict(sorted(counts.items()))}.")
    print("All noticed, all answered from a whole copy, all named by doctor, all mended.")
    return 0


def _fill(whole: Workplace, chance: random.Random) -> None:
    whole.prepare()
    for number in range(12):
        words = " ".join(chance.choices(["cat", "dog", "owl", "and", "the"], k=300))
        (whole.folder / f"{number}.txt").write_text(f"{number} {words}.")
        if number % 4 == 3:
            whole.index()


def _damage(data_dir: Path, chance: random.Random) -> str:
    """Damage one file of the index; return what was done."""
    names = generations.names(data_dir)
    inside = ("index.faiss", manifests.CATALOGUE, manifests.MANIFEST)
    files = [generations.folder_of(data_dir, name) / file for name in names for file in inside]
    files += [data_dir / FILE_NAME] * 6 + [data_dir / generations.CURRENT] * 2
    file, way = chance.choice(files), chance.choice(WAYS)
    content = bytearray(file.read_bytes())
    match way:
        case "flip":
            place = chance.randrange(len(content))
            while file.suffix == ".sqlite" and place in _VARYING:
                place = chance.randrange(len(content))
            content[place] ^= 1 << chance.randrange(8)
        case "cut":
            del content[chance.randrange(len(content)) :]
        case "empty":
            content.clear()
        case "noise":
            place = chance.randrange(100, max(len(content), 101))
            content[place : place + 64] = chance.randbytes(64)
        case "swap":
            others = [other for other in files if _meaning(other) != _meaning(file)]
            content = bytearray(chance.choice(others).read_bytes())
    if way == "delete":
        file.unlink()
    else:
        file.write_bytes(content)
    return f"{way} {file.name} of {file.parent.name}"


def _meaning(file: Path) -> bytes | str:
    return catalogue_state.state_of(file) if file.suffix == ".sqlite" else file.read_bytes()


def _after(place: Workplace, expected: list[str]) -> str:
    """Return what is wrong: unnoticed, not answered, not named, not mended."""
    data_dir = place.settings.data_dir
    if place.answers() != expected:
        return "the answers are not those of the last whole state"
    findings = doctor.examine(data_dir)
    if not findings:
        return "doctor says that the index is whole"
    if not list(doctor.checksums(data_dir)):
        return "verify says that the index is whole"
    if repair.mend(data_dir, {finding.remedy for finding in findings}):
        place.index()  # as `balkanetup doctor --fix` does, with the encoder of the torture
    left = doctor.examine(data_dir)
    if left:
        return f"after --fix: {left[0].what}"
    return "" if place.answers() == expected and not place.faults() else "mended wrongly"


if __name__ == "__main__":
    sys.exit(main())
