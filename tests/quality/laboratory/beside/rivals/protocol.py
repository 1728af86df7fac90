"""What every system that is compared can do, and the one way to start it. Standard library alone.

    python -m MODULE index WEIGHTS INDEX PASSAGES.jsonl
    python -m MODULE ask WEIGHTS INDEX QUESTIONS.jsonl
    python -m MODULE search WEIGHTS INDEX QUESTION
    python -m MODULE serve WEIGHTS INDEX PORT

A passage is `{"document", "text"}`, a question `{"id", "text"}`. `index` prints the seconds it
took, without the start of Python and the loading of the model; `ask` prints as JSON, by question
id, the documents of the nearest passages, best first; `search` prints what it finds, and `serve`
answers over HTTP until stopped. Each system runs in an environment of its own: this file may
import nothing of the project.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

_DEPTH = 300  # passages of a ranking that is measured: as many as a retriever of ours gives
_SHOWN = 10  # passages that `search` prints


class System(Protocol):
    """A search over an index folder, its model loaded."""

    def index(self, passages: list[dict[str, str]]) -> None:
        """Make the index, which is not there yet, and write it to its folder."""

    def ranked(self, question: str, depth: int) -> list[tuple[str, str]]:
        """Return document and text of the nearest `depth` passages, best first."""


def main(
    open_system: Callable[[Path, Path], System],
    serve: Callable[[Path, Path, int], None] | None = None,
) -> None:
    """Do what the command line says; both functions take the folders of weights and index."""
    verb, *folders, subject = sys.argv[1:]
    weights, index = map(Path, folders)
    if verb == "serve" and serve is not None:
        serve(weights, index, int(subject))
        return
    system = open_system(weights, index)
    if verb == "index":
        print(_seconds_of_indexing(system, _rows(subject)))
    elif verb == "ask":
        print(json.dumps(_answers(system, _rows(subject))))
    elif verb == "search":
        for document, text in system.ranked(subject, _SHOWN):
            print(f"{document}: {text[:80]!r}")


def _seconds_of_indexing(system: System, passages: list[dict[str, str]]) -> float:
    began = time.perf_counter()
    system.index(passages)
    return time.perf_counter() - began


def _answers(system: System, questions: Iterable[dict[str, str]]) -> dict[str, list[str]]:
    """Return the documents for every question, each where its best passage stands."""
    return {
        question["id"]: list(
            dict.fromkeys(document for document, _ in system.ranked(question["text"], _DEPTH))
        )
        for question in questions
    }


def _rows(file: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").split("\n") if line]
