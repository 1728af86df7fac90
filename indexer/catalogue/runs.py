"""Runs of the indexer: when, over what, with which result."""

import json

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


def last(catalogue: Catalogue) -> dict[str, object] | None:
    """Return when the last run started and ended, over which folder, with which counts."""
    row = catalogue.db.execute(
        "SELECT started, ended, folder, summary FROM runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return {**row, "summary": json.loads(row["summary"]) if row["summary"] else None}
