"""What is asked, counted by month: in which languages, about which fields and strategies, and
whether anything was found. No word of a question is kept, no address, no time but the month.

What a question without an answer was about is told by the fields and strategies of the nearest
resources, and by the filters that were chosen: ids of closed vocabularies, which name nobody.
Each worker counts in memory, and adds to the file in the index folder once a minute.
"""

import fcntl
import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from indexer.disk import replace_file
from indexer.errors import StorageError
from search_api.repeating import every
from search_api.retrieval.answer import Answer
from search_api.retrieval.query import Query

_log = logging.getLogger(__name__)
FILE_NAME = "statistics.json"
Result = Literal["matched", "nothing_close", "nothing"]
RESULTS: tuple[Result, ...] = get_args(Result)
Subject = Literal["all", "language", "discipline", "strategy"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
# How many questions of each month, by what they were about, found what.
Counts = Mapping[str, Mapping[Subject, Mapping[str, Mapping[Result, int]]]]
_Cell = tuple[str, Subject, str, Result]
_FLUSH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted of a question: `about` are its subjects, each with a value of it."""

    about: tuple[tuple[Subject, str], ...]
    result: Result


def asked(query: Query, answer: Answer) -> Asked | None:
    """Return what is counted of a question; None for its further pages, and for examples alone.

    One that was answered by words only is not counted: what it missed is no gap of the collection.
    """
    if query.offset or not query.text.strip() or answer.words_only:
        return None
    near = {(it.kind, it.value) for it in answer.relaxations}
    subjects: tuple[Subject, ...] = ("discipline", "strategy")
    named = {
        (subject, value)
        for subject in subjects
        for value in (*query.filters.get(subject, ()), *(v for k, v in near if k == subject))
    }
    result: Result = "nothing_close" if answer.nothing_close else "matched"
    return Asked(
        about=(("all", ""), ("language", answer.language), *sorted(named)),
        result=result if answer.hits else "nothing",
    )


class Statistics:
    """What one process counted and has not yet added to the file of `data_dir`."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._counts: Counter[_Cell] = Counter()
        self._lock = threading.Lock()

    def count(self, question: Asked) -> None:
        """Count a question."""
        month = f"{datetime.now(UTC):%Y-%m}"
        with self._lock:
            self._counts.update(
                (month, subject, value, question.result) for subject, value in question.about
            )

    def flush(self) -> None:
        """Add what was counted to the file. Where the disk refuses, it is tried again later."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            _add(self._data_dir, counts)
        except (OSError, StorageError) as problem:
            _log.warning("The statistics cannot be written: %s", problem)
            with self._lock:
                self._counts.update(counts)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Add to the file once a minute for the length of the block, and at its end."""
        try:
            with every(_FLUSH_SECONDS, self.flush, "statistics"):
                yield
        finally:
            self.flush()


def read(data_dir: Path) -> Counts:
    """Return what was counted so far, by month. Raises StorageError where it cannot be read."""
    file = data_dir / FILE_NAME
    try:
        counts: Counts = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as problem:
        raise StorageError(f"{file} is damaged.", cure=f"Delete {file}.") from problem
    return counts


def _add(data_dir: Path, counts: Mapping[_Cell, int]) -> None:
    """Add counts to the file, one process at a time."""
    lock = os.open(data_dir / f"{FILE_NAME}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        total: dict[str, dict[str, dict[str, dict[str, int]]]] = json.loads(
            json.dumps(read(data_dir))
        )
        for (month, subject, value, result), count in counts.items():
            cell = total.setdefault(month, {}).setdefault(subject, {}).setdefault(value, {})
            cell[result] = cell.get(result, 0) + count
        replace_file(data_dir / FILE_NAME, json.dumps(total, indent=1).encode(), mode=0o600)
    finally:
        os.close(lock)
