"""Whether a lecturer can trust an answer: the shown passages, graded by reading, and strength.

    python -m tests.quality.laboratory.retrieval.trust sheet tests/quality/trust tune FILE
    python -m tests.quality.laboratory.retrieval.trust figures tests/quality/trust

Both ask the current index, as a reader does who changes no setting. `sheet` writes what is to be
graded, with the strength left out and in an order that tells nothing; `figures` joins the grades
with what is shown now. README.md of `tests/quality` says what the grades mean.
"""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from indexer.commands.console import errors_as_exit_codes
from indexer.settings import Settings
from search_api.retrieval.calibration import PAIRS, Band, Pair, pair
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

Kind = Literal["answerable", "unmet", "unanswerable", "slip", "foreign", "gibberish", "known"]
ANSWERED: tuple[Kind, ...] = ("answerable", "slip", "known")  # the collection has an answer
NEVER_ANSWERED: tuple[Kind, ...] = ("unanswerable", "gibberish")
UNSUITED: tuple[Kind, ...] = (*NEVER_ANSWERED, "foreign")  # nothing close is to be said of these
SPLITS = ("tune", "test", "held-out")
DEEPEST = 5  # results of a question that are graded
USEFUL = 2  # the lowest grade of a passage that helps
SEED = 13
_OPENING = 80  # characters of a passage that tell it from the others of its resource
_COLUMNS = ("question", "resource", "passage", "grade")

app = typer.Typer(help="Measure trust.", no_args_is_help=True, add_completion=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `language` is `zxx` where it is in none."""

    id: str
    text: str
    language: str
    kind: Kind
    split: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The passage that the card of a result shows; `place` 1 is the first result."""

    question: Question
    resource: str
    text: str
    heading: str
    language: str
    band: Band
    place: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What a grade belongs to: a passage that changes loses its grade."""
        return self.question.id, self.resource, opening(self.text)

    @property
    def pair(self) -> Pair:
        """Which languages of question and passage meet."""
        return pair(self.question.language, self.language)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question was answered with."""

    question: Question
    nothing_close: bool
    shown: tuple[Shown, ...]


Grades = Mapping[tuple[str, str, str], int]


def grade(shown: Shown, grades: Grades) -> int | None:
    """Return the grade of a passage; None where nobody read it and it may answer.

    Nothing answers an unanswerable question, whether or not somebody read what it shows.
    """
    nothing = 0 if shown.question.kind in NEVER_ANSWERED else None
    return grades.get(shown.key, nothing)


def opening(text: str) -> str:
    """Return the first characters of a passage, on one line."""
    return " ".join(text.split())[:_OPENING].rstrip()


def read_questions(folder: Path) -> list[Question]:
    """Return the questions of all files of the folder."""
    return [
        Question(row["_id"], row["text"], **row["metadata"])
        for file in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]


def read_grades(folder: Path) -> dict[tuple[str, str, str], int]:
    """Return the grades of all files of the folder, 0 to 3, by the keys of what was shown."""
    grades = {}
    for file in sorted(folder.glob("*-grades.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                grades[row["question"], row["resource"], row["passage"]] = int(row["grade"])
    return grades


def ask(searcher: Searcher, questions: Iterable[Question]) -> Iterator[Asked]:
    """Yield what each question is answered with, in the product's own order."""
    for question in questions:
        answer = search(searcher, Query(question.text, k=DEEPEST))
        shown = (
            Shown(
                question,
                hit.resource.id,
                hit.matches[0].stored.passage.text,
                " > ".join(hit.matches[0].stored.passage.heading_path),
                hit.matches[0].stored.passage.language,
                hit.band,
                place,
            )
            for place, hit in enumerate(answer.hits, start=1)
            if hit.matches
        )
        yield Asked(question, answer.nothing_close, tuple(shown))


@app.command()
def sheet(
    folder: Annotated[Path, typer.Argument(help="The questions, and the grades there are.")],
    split: Annotated[str, typer.Argument(help="Which questions: tune, test or held-out.")],
    file: Annotated[Path, typer.Argument(help="Where to write what has no grade yet.")],
) -> None:
    """Write the passages without a grade for whoever grades: no strength, no place, shuffled."""
    questions = [question for question in read_questions(folder) if question.split == split]
    grades = read_grades(folder)
    with errors_as_exit_codes(), IndexReader(Settings()).searcher() as searcher:
        every = [shown for asked in ask(searcher, questions) for shown in asked.shown]
    ungraded = [shown for shown in every if grade(shown, grades) is None]
    random.Random(SEED).shuffle(ungraded)
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        rows.writerow((*_COLUMNS, "asked", "heading", "text"))
        for shown in ungraded:
            text = " ".join(shown.text.split())
            rows.writerow((*shown.key, "", shown.question.text, shown.heading, text))


@app.command()
def figures(
    folder: Annotated[Path, typer.Argument(help="The questions and their grades.")],
    split: Annotated[str, typer.Option(help="tune, test or held-out; all if left out.")] = "",
) -> None:
    """Print how often strong is right, results help, and "nothing close" is wrong and right."""
    grades = read_grades(folder)
    questions = read_questions(folder)
    with errors_as_exit_codes(), IndexReader(Settings()).searcher() as searcher:
        for name in [split] if split else SPLITS:
            own = [question for question in questions if question.split == name]
            print(f"{name}: {len(own)} questions")
            print("\n".join(report(list(ask(searcher, own)), grades)))


def report(every: Sequence[Asked], grades: Grades) -> Iterator[str]:
    """Yield the lines of the report of some questions."""
    yield from _by_pair("strong is right", strong(every), grades)
    yield from _by_pair("first result useful", first(every, 1), grades)
    yield from _by_pair("first three results useful", first(every, 3), grades)
    yield _share("a useful one among the first three", helped(every, grades))
    yield _share('"nothing close", with an answer', nothing_close(every, answered=True))
    yield _share('"nothing close", without an answer', nothing_close(every, answered=False))
    missing = [shown for asked in every for shown in asked.shown if grade(shown, grades) is None]
    yield f"  without a grade: {len(missing)}"
    yield from (f"    {shown.key}" for shown in missing)


def strong(every: Iterable[Asked]) -> list[Shown]:
    """Return the passages that are called strong, of whatever question."""
    return [shown for asked in every for shown in asked.shown if shown.band == "strong"]


def first(every: Iterable[Asked], number: int) -> list[Shown]:
    """Return the first `number` results of each question that has an answer."""
    return [
        shown
        for asked in every
        if asked.question.kind in ANSWERED
        for shown in asked.shown[:number]
    ]


def helped(every: Iterable[Asked], grades: Grades) -> list[bool]:
    """Return, for each question that has an answer, whether one of its first three helps."""
    return [
        any((grade(shown, grades) or 0) >= USEFUL for shown in asked.shown[:3])
        for asked in every
        if asked.question.kind in ANSWERED
    ]


def nothing_close(every: Iterable[Asked], answered: bool) -> list[bool]:
    """Return, for each question with (or without) an answer, whether it was told there is none.

    What is near an unmet need is worth showing: it counts for neither.
    """
    kinds = ANSWERED if answered else UNSUITED
    return [asked.nothing_close for asked in every if asked.question.kind in kinds]


def _by_pair(title: str, passages: Sequence[Shown], grades: Grades) -> Iterator[str]:
    graded = [(shown.pair, grade(shown, grades)) for shown in passages]
    useful = [(kind, given >= USEFUL) for kind, given in graded if given is not None]
    yield _share(title, [helps for _, helps in useful])
    for name in PAIRS:
        of_pair = [helps for kind, helps in useful if kind == name]
        yield _share(f"  {name.replace('_', ' ')}", of_pair)


def _share(title: str, hits: Sequence[bool]) -> str:
    share = f"{sum(hits) / len(hits):.2f}" if hits else "-"
    return f"  {title:38} {share:>5}  {sum(hits)} of {len(hits)}"


if __name__ == "__main__":
    app()
