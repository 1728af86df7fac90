"""The same needs asked in nine forms, over English documents: does the language matter?

    balkanetup index ../shared/corpora   (with BALKANETUP_DATA_DIR an empty folder)
    python -m tests.quality.laboratory.retrieval.needs tests/quality/needs

The set holds questions and judgements alone; its documents are those of `../shared/corpora`. It
is refused, with the reason, where the current index does not have them.
"""

import csv
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from indexer.catalogue import resources
from indexer.commands.console import errors_as_exit_codes
from indexer.errors import UsageError
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from tests.quality.laboratory.retrieval import measuring, report
from tests.quality.laboratory.retrieval.judged import Question
from tests.quality.laboratory.retrieval.measuring import Figure
from tests.quality.laboratory.retrieval.running import DEPTH, SYSTEMS, Runs, ranked

Judgements = dict[str, dict[str, int]]

app = typer.Typer(help="Compare the languages.", add_completion=False)


def read_questions(folder: Path) -> tuple[Question, ...]:
    """Return the questions of the set; the id of one is its need, a hyphen and its language."""
    rows = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(
        Question(row["_id"], row["text"], row["metadata"]["language"], row["metadata"]["split"])
        for row in rows
    )


def need_of(question: Question) -> str:
    """Return the need that a question asks for."""
    return question.id.partition("-")[0]


def read_judgements(folder: Path) -> Judgements:
    """Return, for each need, the grade of every English document that was read for it."""
    grades: Judgements = {}
    with (folder / "judgements.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            grades.setdefault(row["need"], {})[row["resource"]] = int(row["grade"])
    return grades


def english_resources(searcher: Searcher, judgements: Judgements) -> set[str]:
    """Return the English resources of the index. Raises UsageError if it lacks judged ones."""
    every = resources.several(searcher.catalogue)
    english = {resource.id for resource in every if resource.metadata.language == "en"}
    lacking = {resource for grades in judgements.values() for resource in grades} - english
    if lacking:
        raise UsageError(
            f"The current index lacks {len(lacking)} documents of the set, such as {min(lacking)}.",
            cure="Index ../shared/corpora into a folder of its own (BALKANETUP_DATA_DIR).",
        )
    return english


def ask_all(searcher: Searcher, questions: Sequence[Question], kept: Collection[str]) -> Runs:
    """Return the rankings of every system, of the resources in `kept` alone."""
    by_system: dict[str, dict[str, dict[str, float]]] = {name: {} for name in SYSTEMS}
    for question in questions:
        for name, retrievers in SYSTEMS.items():
            order, _ = ranked(searcher, Query(question.text), retrievers)
            mine = [resource for resource in order if resource in kept][:DEPTH]
            by_system[name][question.id] = {
                resource: float(DEPTH - place) for place, resource in enumerate(mine)
            }
    return Runs(tuple(questions), by_system)


def shares(figures: Sequence[Figure], system: str = "fused") -> dict[str, float]:
    """Return each language's nDCG@10 as a share of that of English."""
    means = {
        figure.language: figure.mean
        for figure in figures
        if figure.system == system and figure.measure == "nDCG@10" and figure.language != "all"
    }
    return {language: mean / means["en"] for language, mean in means.items() if language != "en"}


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="queries.jsonl and judgements.tsv.")],
) -> None:
    """Print the figures of every language, and each one's share of English."""
    with errors_as_exit_codes(), IndexReader(Settings()).searcher() as searcher:
        questions, judgements = read_questions(folder), read_judgements(folder)
        runs = ask_all(searcher, questions, english_resources(searcher, judgements))
        truth = {
            question.id: {
                resource: grade
                for resource, grade in judgements[need_of(question)].items()
                if grade > 0
            }
            for question in questions
        }
        figures = measuring.figures(runs, truth)
        Console(width=110).print(report.table(f"{folder.name}, {len(judgements)} needs", figures))
        for language, share in shares(figures).items():
            print(f"{language:8} {share:.2f} of English")


if __name__ == "__main__":
    app()
