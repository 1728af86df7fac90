"""Runs of the indexer: when, over what, with which result."""

import json
import sqlite3
from typing import Any

from indexer.catalogue.database import Catalogue, now, to_json


def begin(catalogue: Catalogue, folder: str) -> int:
    """Note that a run has started; return its number."""
    row = catalogue.db.execute("INSERT INTO runs (started, folder) VALUES (?, ?)", (now(), folder))
    return row.lastrowid or 0


def end(catalogue: Catalogue, number: int, summary: dict[str, object]) -> None:
    """Note that a run has ended, and how."""
    catalogue.db.execute(
        "UPDATE runs SET ended = ?, summary = ? WHERE id = ?", (now(), to_json(summary), number)
    )


def last_of_each_folder(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the last run over each folder, the latest first: when it started and ended, over
    which folder, and its `summary`."""
    rows = catalogue.db.execute(
        "SELECT started, ended, folder, summary FROM runs"
        " WHERE id IN (SELECT max(id) FROM runs GROUP BY folder) ORDER BY id DESC"
    )
    return [_run(row) for row in rows]


def page(catalogue: Catalogue, offset: int, k: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how many runs there were, and `k` of them from `offset` on, the latest first."""
    total = catalogue.db.execute("SELECT count(*) FROM runs").fetchone()[0]
    rows = catalogue.db.execute(
        "SELECT started, ended, folder, summary FROM runs ORDER BY id DESC LIMIT ? OFFSET ?",
        (k, offset),
    )
    return total, [_run(row) for row in rows]


def notes(catalogue: Catalogue, folder: str) -> list[str]:
    """Return the notes of the last run over a folder: on its manifest, on a changed encoder."""
    runs = [run for run in last_of_each_folder(catalogue) if run["folder"] == folder]
    return [str(note) for run in runs for note in run["summary"].get("notes", ())]


def _run(row: sqlite3.Row) -> dict[str, Any]:
    return {**row, "summary": json.loads(row["summary"] or "{}")}
