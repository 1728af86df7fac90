"""What is asked of what: a collection that ours has indexed, its passages, its judged questions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from indexer.catalogue import passages, resources
from indexer.domain import Role
from indexer.settings import Settings
from indexer.text.splitting import encoded_text
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.quality.laboratory.retrieval import judged, needs
from tests.quality.laboratory.retrieval.judged import Question

Rows = list[dict[str, str]]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Collection:
    """An index of ours, and the questions asked of it.

    `grades[question id][document id]` is 0 to 3; a document without one counts as irrelevant.
    `complete` says that this is what the set means by leaving a document out. Only documents of
    `kept` are measured, all where it is None; the rivals get the passages of no others.
    """

    name: str
    index: Path
    passages: Rows
    questions: tuple[Question, ...]
    grades: Mapping[str, Mapping[str, int]]
    kept: frozenset[str] | None = None
    complete: bool = True


def lecturers(index: Path, folder: Path) -> Collection:
    """Return the questions in nine languages over corpus/, those that nothing was tuned on."""
    judged_set = judged.read(folder)
    questions = tuple(
        question for question in judged_set.of_split("test") if question.id in judged_set.judgements
    )
    with IndexReader(Settings(data_dir=index)).searcher() as searcher:
        rows = answering_passages(searcher)
    return Collection("lecturers", index, rows, questions, judged_set.judgements)


def among_english(collection: Collection) -> Collection:
    """Return its English questions, measured by English documents: no translation counts."""
    with IndexReader(Settings(data_dir=collection.index)).searcher() as searcher:
        every = resources.several(searcher.catalogue)
    return replace(
        collection,
        name=f"{collection.name}, English over English documents",
        questions=tuple(asked for asked in collection.questions if asked.language == "en"),
        kept=frozenset(resource.id for resource in every if resource.metadata.language == "en"),
    )


def needs_in_nine_forms(index: Path, folder: Path) -> Collection:
    """Return the needs asked in nine forms over the English documents of ../shared/corpora."""
    grades = needs.read_judgements(folder)
    questions = needs.read_questions(folder)
    with IndexReader(Settings(data_dir=index)).searcher() as searcher:
        kept = frozenset(needs.english_resources(searcher, grades))
        rows = [row for row in answering_passages(searcher) if row["document"] in kept]
    by_question = {question.id: grades[needs.need_of(question)] for question in questions}
    return Collection("needs", index, rows, questions, by_question, kept, complete=False)


def answering_passages(searcher: Searcher) -> Rows:
    """Return every passage that may answer, with title and headings as our encoder reads it."""
    return [
        {"document": resource.id, "text": encoded_text(resource.metadata.title or "", each)}
        for resource in resources.several(searcher.catalogue)
        for stored in passages.of_resource(searcher.catalogue, resource.id)
        if (each := stored.passage).role is Role.TEXT
    ]


def line(row: Mapping[str, str]) -> str:
    """Return a row as the line of a file."""
    return json.dumps(row, ensure_ascii=False)


def write(rows: Rows, file: Path) -> Path:
    """Write rows as JSON, one a line; return the file."""
    file.write_text("".join(f"{line(row)}\n" for row in rows), encoding="utf-8")
    return file


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """Return `most` of the items, or all, from the whole of them and in their order."""
    return list(items[:: max(1, len(items) // most)][:most])
