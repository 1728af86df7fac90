"""Judged sets in BEIR's format: documents, questions, and which document answers which.

    corpus.jsonl   {"_id", "title", "text", "metadata": {...}}   may be absent
    queries.jsonl  {"_id", "text", "metadata": {"language", "split", ...}}
    unanswerable.jsonl             may be absent: questions that nothing here answers
    qrels.tsv      query-id, corpus-id, score (0 is not relevant), after a header line;
                   or qrels/test.tsv, as the published sets have it

Source of the format: Thakur et al. 2021, arXiv:2104.08663.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import UsageError


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document of a set."""

    id: str
    title: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set. `split` is `tune` or `test`: what is tuned on is never reported."""

    id: str
    text: str
    language: str
    split: str


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Questions with graded judgements: `judgements[question id][document id]` is 1 or more.

    `documents` is empty where the set speaks of the resources of an index by their ids.
    A question without any judgement is one that nothing in the collection answers.
    """

    name: str
    documents: tuple[JudgedDocument, ...]
    questions: tuple[Question, ...]
    judgements: Mapping[str, Mapping[str, int]]

    def in_languages(self, languages: Collection[str]) -> "JudgedSet":
        """Return the set with only the questions in these languages; all when there are none."""
        kept = (
            question
            for question in self.questions
            if not languages or question.language in languages
        )
        return replace(self, questions=tuple(kept))

    def of_split(self, split: str) -> tuple[Question, ...]:
        """Return the questions of `tune`, `test`, or `all`, in the order of their ids."""
        chosen = (question for question in self.questions if split in ("all", question.split))
        return tuple(sorted(chosen, key=lambda question: question.id))


def read(folder: Path) -> JudgedSet:
    """Read a set. Raises UsageError, naming the file, when it is not one."""
    judgements = _judgements(folder)
    files = [folder / "queries.jsonl", folder / "unanswerable.jsonl"]
    present = [files[0], *(file for file in files[1:] if file.is_file())]
    questions = tuple(_question(row) for file in present for row in _rows(file))
    documents: tuple[JudgedDocument, ...] = ()
    if (folder / "corpus.jsonl").is_file():
        documents = tuple(_document(row) for row in _rows(folder / "corpus.jsonl"))
    return JudgedSet(folder.resolve().name, documents, questions, judgements)


def half(question_id: str) -> str:
    """Return the half a question without a declared split is in: by the parity of its SHA-256."""
    return "tune" if hashlib.sha256(question_id.encode()).digest()[0] % 2 == 0 else "test"


def _rows(file: Path) -> Iterator[dict[str, object]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)
    except (OSError, ValueError) as problem:
        raise UsageError(
            f"{file} cannot be read: {problem}.", cure="Give a folder in BEIR's format."
        ) from problem


def _question(row: dict[str, object]) -> Question:
    metadata = row.get("metadata")
    facts: dict[str, object] = metadata if isinstance(metadata, dict) else {}
    number = str(row["_id"])
    return Question(
        id=number,
        text=str(row["text"]),
        language=str(facts.get("language") or "en"),
        split=str(facts.get("split") or half(number)),
    )


def _document(row: dict[str, object]) -> JudgedDocument:
    metadata = row.get("metadata")
    language = metadata.get("language") if isinstance(metadata, dict) else None
    return JudgedDocument(
        str(row["_id"]), str(row.get("title") or ""), str(row.get("text") or ""), language
    )


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    file = next(
        (
            candidate
            for candidate in (folder / "qrels.tsv", folder / "qrels" / "test.tsv")
            if candidate.is_file()
        ),
        folder / "qrels.tsv",
    )
    judged: dict[str, dict[str, int]] = {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        for question, document, grade in (line.split("\t") for line in lines[1:] if line.strip()):
            if int(grade) > 0:
                judged.setdefault(question, {})[document] = int(grade)
    except (OSError, ValueError) as problem:
        raise UsageError(
            f"{file} cannot be read: {problem}.", cure="Give a folder in BEIR's format."
        ) from problem
    return judged
