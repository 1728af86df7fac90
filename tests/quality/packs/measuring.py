"""How good suggested workshops are: `python -m tests.quality.packs.measuring`.

Asks the index that the settings name, made of corpus/, for every pack of `requests.jsonl`, and
prints per half what tests/quality/README.md says of it.
"""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.settings import Settings
from search_api.packs.composing import suggest
from search_api.packs.pack import Pack, Wish
from search_api.retrieval.index_reader import IndexReader

HERE = Path(__file__).parent
_PARTS = ("opener", "practice", "evidence", "activity", "handout", "discussion")
_TIMES = 3  # each pack is asked for so often to be timed


@dataclass(frozen=True)
class Request:
    """A pack that somebody might want; `split` is `tune` or `test`."""

    id: str
    split: str
    wish: Wish


@dataclass(frozen=True)
class Measured:
    """A request with its pack, and the seconds of the processor that each asking took."""

    request: Request
    pack: Pack
    seconds: tuple[float, ...]

    @property
    def resources(self) -> list[tuple[str, str]]:
        """The (part, id) of each resource in the pack."""
        choices = [item.choice for item in self.pack.items]
        return [(choice.part, choice.resource.id) for choice in choices if choice.resource]


def read_requests(folder: Path = HERE) -> list[Request]:
    """Return the requests of a folder."""
    lines = (folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Request(
            row["id"],
            row["split"],
            Wish(row["topic"], row["minutes"], tuple(row["fields"]), tuple(row["reads"])),
        )
        for row in rows
    ]


def read_grades(folder: Path = HERE) -> dict[tuple[str, str], int]:
    """Return the grade of each (request, resource): 2 on the topic, 1 near to it, 0 neither."""
    lines = (folder / "grades.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {(request, resource): int(grade) for request, resource, grade in rows}


def measured(reader: IndexReader, request: Request) -> Measured:
    """Ask for a pack, several times over, each time as a request does: anew."""
    seconds = []
    for _ in range(_TIMES):
        with reader.searcher() as searcher:
            begun = time.process_time()  # on a shared machine the clock measures the neighbours
            pack = suggest(searcher, request.wish)
            seconds.append(time.process_time() - begun)
    return Measured(request, pack, tuple(seconds))


def figures(packs: Sequence[Measured], grades: dict[tuple[str, str], int]) -> list[str]:
    """Return the lines to print for some packs."""
    graded = [
        (part, grades.get((of.request.id, resource)))
        for of in packs
        for part, resource in of.resources
    ]
    known = [(part, grade) for part, grade in graded if grade is not None]
    values = [grade for _, grade in known]
    times = [1000 * second for of in packs for second in of.seconds]
    sums = sum(sum(it.minutes for it in of.pack.items) == of.request.wish.minutes for of in packs)
    lines = [
        f"packs {len(packs)}, things {len(graded)}, without a grade {len(graded) - len(values)}",
        f"relevance (0-2) {np.mean(values):.2f}, on the topic {_share(values, 2)},"
        f" about something else {_share(values, 0)}",
        f"minutes sum to the duration in {sums} of {len(packs)}",
        f"processor: p50 {np.percentile(times, 50):.0f} ms, p95 {np.percentile(times, 95):.0f} ms",
        _diversity(packs),
    ]
    for part in _PARTS:
        there = sum(any(it.choice.part == part for it in of.pack.items) for of in packs)
        own = [grade for name, grade in known if name == part]
        mean = f"{np.mean(own):.2f}" if own else "-"
        lines.append(f"  {part:10} in {there:2} packs, relevance {mean}")
    return lines


def _share(values: Sequence[int], grade: int) -> str:
    return f"{100 * Counter(values)[grade] / max(1, len(values)):.0f} %"


def _diversity(packs: Sequence[Measured]) -> str:
    """Return how many resources, fields, institutions and languages a pack has on average."""
    counts = []
    for of in packs:
        resources = {
            it.choice.resource.id: it.choice.resource for it in of.pack.items if it.choice.resource
        }
        described = [resource.metadata for resource in resources.values()]
        fields = {metadata.disciplines[0][:2] for metadata in described if metadata.disciplines}
        institutions = {metadata.institution for metadata in described if metadata.institution}
        languages = {metadata.language for metadata in described}
        counts.append([len(described), len(fields), len(institutions), len(languages)])
    names = ("resources", "broad fields", "institutions", "languages")
    means = np.mean(counts, axis=0)
    return "on average " + ", ".join(
        f"{mean:.1f} {name}" for mean, name in zip(means, names, strict=True)
    )


def main() -> None:
    """Print the figures of both halves, and what has no grade yet."""
    grades = read_grades()
    reader = IndexReader(Settings())
    with reader.searcher() as searcher:
        suggest(searcher, Wish("warm up"))
    packs = [measured(reader, request) for request in read_requests()]
    for split in ("tune", "test"):
        print(f"## {split}")
        print("\n".join(figures([of for of in packs if of.request.split == split], grades)))
    for of in packs:
        for part, resource in of.resources:
            if (of.request.id, resource) not in grades:
                print(f"no grade: {of.request.id}\t{resource}\t({part})")


if __name__ == "__main__":
    main()
