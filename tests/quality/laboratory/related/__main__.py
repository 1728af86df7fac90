"""How good recommendations are: beside a seed, and as the same strategy elsewhere.

    python -m tests.quality.laboratory.related figures INDEX ... --split test
    python -m tests.quality.laboratory.related elsewhere INDEX
    python -m tests.quality.laboratory.related sheet INDEX ... FILE

INDEX is the folder of an index of corpus/ (`.balkanetup`) or of ../shared/corpora. A seed counts in
the index that has it. README.md of tests/quality says what the grades mean.
"""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from indexer.catalogue import resources
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.quality.laboratory.related import judging, measuring
from tests.quality.laboratory.related.systems import ELSEWHERE, SYSTEMS, System

app = typer.Typer(help="Measure recommendations.", no_args_is_help=True, add_completion=False)
Indexes = Annotated[list[Path], typer.Argument(help="Folders of indexes.")]
Split = Annotated[str, typer.Option(help="Which seeds: all, tune or test.")]
_OUT = Console(width=110)
_SEED = 15


@contextmanager
def opened(folders: list[Path]) -> Iterator[list[Searcher]]:
    """Yield the indexes in these folders."""
    with ExitStack() as stack:
        readers = [IndexReader(Settings(data_dir=folder)) for folder in folders]
        yield [stack.enter_context(reader.searcher()) for reader in readers]


def seeds_of(searcher: Searcher, split: str) -> list[str]:
    """Return the seeds that an index has."""
    ids = set(searcher.state.resources.ids)
    return [seed.id for seed in judging.seeds(split=split) if seed.id in ids]


@app.command()
def figures(indexes: Indexes, split: Split = "test") -> None:
    """Compare what is related with the neighbours of the mean and of the title vector."""
    grades = judging.grades()
    columns = ("system", "seeds", "nDCG@10", "diversity", "ungraded", "same strategy")
    table = Table(*columns, "coverage", "greatest hub", "CPU ms, p95")
    with opened(indexes) as searchers:
        for name, system in SYSTEMS.items():
            every = [measuring.lists(it, system, seeds_of(it, split)) for it in searchers]
            table.add_row(name, *_related(every, system, grades), end_section=False)
            for of, folder in zip(every, indexes, strict=True) if len(every) > 1 else ():
                table.add_row(f"  {folder}", *_related([of], system, grades))
    _OUT.print(table)


def _related(every: list[measuring.Lists], system: System, grades: measuring.Graded) -> list[str]:
    ndcg = [value for of in every for value in measuring.relevance(of, grades).values()]
    diverse = [value for of in every for value in measuring.diversity(of).values()]
    new = sum(1 for of in every for _ in measuring.ungraded(of, grades))
    kept = [share for of in every if (share := measuring.strategy_kept(of)) is not None]
    spread = [measuring.coverage_and_hubs(of.searcher, system) for of in every]
    slow = [measuring.milliseconds(of.searcher, system, list(of.by_seed)) for of in every]
    return [
        str(len(ndcg)),
        f"{np.mean(ndcg):.3f}",
        f"{np.mean(diverse):.3f}",
        str(new),
        f"{np.mean(kept):.2f}" if kept else "",
        f"{np.mean([share for share, _ in spread]):.2f}",
        f"{np.mean([hub for _, hub in spread]):.3f}",
        f"{max(p95 for _, p95 in slow):.0f}",
    ]


@app.command()
def elsewhere(index: Annotated[Path, typer.Argument()], split: Split = "test") -> None:
    """Compare the same strategy elsewhere with the nearest neighbours in another field."""
    grades = judging.grades(name="elsewhere.tsv")
    table = Table("system", "seeds", "works", "same strategy (2)", "in part (1)", "mean cosine")
    with opened([index]) as (searcher,):
        seeds = [name for name in seeds_of(searcher, split) if name in grades]
        for name, system in ELSEWHERE.items():
            of = measuring.lists(searcher, system, seeds, measuring.SHOWN)
            read = [grades[seed].get(it, 0) for seed, names in of.by_seed.items() for it in names]
            near = [measuring.nearness(searcher, seed, names) for seed, names in of.by_seed.items()]
            shares = [f"{read.count(grade) / max(len(read), 1):.2f}" for grade in (2, 1)]
            table.add_row(name, str(len(seeds)), str(len(read)), *shares, f"{np.mean(near):.3f}")
    _OUT.print(table)


@app.command()
def sheet(
    indexes: Indexes,
    file: Annotated[Path, typer.Option(help="What is written.")],
    split: Split = "all",
) -> None:
    """Write what the systems recommend and nobody has graded, in an order that tells nothing."""
    grades = judging.grades()
    lines: list[str] = []
    with opened(indexes) as searchers:
        for searcher in searchers:
            every = {it.id: it.metadata for it in resources.several(searcher.catalogue)}
            pairs = {
                pair
                for system in SYSTEMS.values()
                for pair in measuring.ungraded(
                    measuring.lists(searcher, system, seeds_of(searcher, split)), grades
                )
            }
            for seed, name in random.Random(_SEED).sample(sorted(pairs), len(pairs)):
                about = " ".join((every[name].abstract or "").split())
                lines.append(f"{seed}\t{name}\t\t{every[name].title}\t{about}")
    file.write_text("seed\tresource\tgrade\ttitle\tabstract\n" + "\n".join(lines), "utf-8")
    _OUT.print(f"{len(lines)} to grade.")


if __name__ == "__main__":
    app()
