"""Ours beside txtai and beside a plain script with Chroma: `make bench`.

    python -m tests.quality.laboratory.beside --room .beside --needs .beside/corpora

Every system gets the same passages and, for English, the same weights. What each finds is scored
by the same code (scoring.py); how fast it is is measured in turn (rounds.py). Indexes of the
rivals are kept in the room as long as the passages are the same.
"""

import platform
import time
from pathlib import Path
from typing import Annotated

import typer

from tests.quality.laboratory.beside import asking, environments, pages, rounds
from tests.quality.laboratory.beside.material import (
    Collection,
    among_english,
    lecturers,
    needs_in_nine_forms,
    spread,
)
from tests.quality.laboratory.beside.rounds import Work
from tests.quality.laboratory.beside.systems import SYSTEMS

app = typer.Typer(help="Compare with other systems.", add_completion=False)
_SETS = Path("tests/quality")
_MOST_ASKED = 160  # questions in a round, in all languages


@app.command()
def main(
    room: Annotated[Path, typer.Option(help="Folder of environments and indexes.")],
    data: Annotated[Path, typer.Option(help="Our index of corpus/.")] = Path(".balkanetup"),
    needs: Annotated[Path | None, typer.Option(help="Ours of ../shared/corpora.")] = None,
    docs: Annotated[Path, typer.Option(help="Where BENCHMARKS.md is.")] = Path("docs"),
    count: Annotated[int, typer.Option("--rounds", help="How often speed is measured.")] = 3,
    sample: Annotated[int, typer.Option(help="Passages that are indexed in each.")] = 240,
) -> None:
    """Measure all systems, and write docs/BENCHMARKS.md."""
    began, before = time.monotonic(), rounds.load()
    for name in sorted({system.environment for system in SYSTEMS if system.environment}):
        environments.prepare(room, name)
    collections = [lecturers(data, _SETS / "collection")]
    if needs is not None and (needs / "CURRENT").is_file():
        collections.append(needs_in_nine_forms(needs, _SETS / "needs"))
    indexes = {each.name: asking.indexes(room, each) for each in collections}
    found = {each.name: asking.rankings(room, each, indexes[each.name]) for each in collections}
    first = collections[0]
    several = [asking.measured(each, found[each.name]) for each in collections]
    several.insert(1, asking.measured(among_english(first), found[first.name]))
    work = _work(room, first, indexes[first.name], sample)
    speeds = rounds.measured(work, count)
    facts = {
        "passages": f"{len(first.passages):,} of {first.name}",
        "sample": f"{len(work.sample):,} passages",
        "rounds": count,
        "machine": f"{platform.machine()}, {_processor()}",
        "load": f"{before} before, {rounds.load()} after",
        "minutes": round((time.monotonic() - began) / 60, 1),
        "day": time.strftime("%Y-%m-%d %H:%M"),
    }
    pages.write(docs, facts, speeds, several)


def _processor() -> str:
    """Return how many cores there are, and of which make."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} cores, {names[0]}"


def _work(room: Path, collection: Collection, indexes: dict[str, Path], sample: int) -> Work:
    """Return what is done in a round: a part of the passages and of the questions."""
    english = [question.text for question in collection.questions if question.language == "en"]
    every = [question.text for question in collection.questions]
    passages = spread(collection.passages, sample)
    return Work(room, passages, indexes, english, spread(every, _MOST_ASKED))


if __name__ == "__main__":
    app()
