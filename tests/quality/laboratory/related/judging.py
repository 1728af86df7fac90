"""The judged seeds: which works go with each, graded by reading (tests/quality/related)."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("tests/quality/related")
SETS = ("corpus", "shared")


@dataclass(frozen=True, slots=True)
class Seed:
    """A resource that others are recommended beside. `set` names the collection it is in."""

    id: str
    set: str
    split: str


def seeds(folder: Path = FOLDER, split: str = "all") -> list[Seed]:
    """Return the seeds of `tune`, `test` or `all`, in the order of the file."""
    rows = _rows(folder / "seeds.tsv")
    every = [Seed(row["seed"], row["set"], row["split"]) for row in rows]
    return [seed for seed in every if split in ("all", seed.split)]


def grades(folder: Path = FOLDER, name: str = "grades.tsv") -> Mapping[str, Mapping[str, int]]:
    """Return the grade, 0 to 2, of each work that was read beside a seed, by seed."""
    by_seed: dict[str, dict[str, int]] = {}
    for row in _rows(folder / name):
        by_seed.setdefault(row["seed"], {})[row["resource"]] = int(row["grade"])
    return by_seed


def _rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))
