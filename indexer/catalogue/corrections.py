"""Corrections of files, kept apart from what is read of them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from indexer.catalogue.database import Catalogue, now, to_json
from indexer.metadata.corrections import Correction, Said

_COLUMNS = "root, path, field, value, instead_of, made"
Row = tuple[str, ...]  # a correction as it is stored


def of_file(catalogue: Catalogue, root: str, path: str) -> Correction:
    """Return what was corrected of a file."""
    rows = catalogue.db.execute(
        "SELECT field, value FROM corrections WHERE root = ? AND path = ? ORDER BY field",
        (root, path),
    )
    return Correction({row["field"]: _value(json.loads(row["value"])) for row in rows})


def instead_of(catalogue: Catalogue, root: str, path: str) -> dict[str, Said]:
    """Return, for every corrected field of a file, what it would be without the correction."""
    rows = catalogue.db.execute(
        "SELECT field, instead_of FROM corrections WHERE root = ? AND path = ? ORDER BY field",
        (root, path),
    )
    read = {row["field"]: json.loads(row["instead_of"]) for row in rows}
    return {name: Said(_value(value), source) for name, (value, source) in read.items()}


def put(
    catalogue: Catalogue,
    root: str,
    path: str,
    values: Mapping[str, Any],
    replaced: Mapping[str, Said],
) -> None:
    """Keep corrected `values` by field, with what each stands in for. Within a transaction."""
    catalogue.db.executemany(
        "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?, ?)",
        (
            (root, path, name, to_json(value), _said(replaced[name]), now())
            for name, value in values.items()
        ),
    )


def note_instead_of(
    catalogue: Catalogue, root: str, path: str, replaced: Mapping[str, Said]
) -> None:
    """Note what a file says now in the fields that are corrected. Within a transaction."""
    catalogue.db.executemany(
        "UPDATE corrections SET instead_of = ? WHERE root = ? AND path = ? AND field = ?",
        ((_said(said), root, path, name) for name, said in replaced.items()),
    )


def drop(catalogue: Catalogue, root: str, path: str, names: Iterable[str]) -> None:
    """Forget the corrections of these fields of a file. Within a transaction."""
    catalogue.db.executemany(
        "DELETE FROM corrections WHERE root = ? AND path = ? AND field = ?",
        ((root, path, name) for name in names),
    )


def salvaged(files: Iterable[Path]) -> list[Row]:
    """Return the corrections of the first of these catalogues, of any version, that can be read.

    They are the one thing in a catalogue that indexing the folders again does not bring back.
    """
    for file in files:
        try:
            address = f"{file.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as old:
                return old.execute(f"SELECT {_COLUMNS} FROM corrections").fetchall()
        except sqlite3.Error:
            continue
    return []


def restore(catalogue: Catalogue, rows: Sequence[Row]) -> None:
    """Put back what `salvaged` returned. Within a transaction."""
    catalogue.db.executemany(
        f"INSERT OR REPLACE INTO corrections ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


def _said(said: Said) -> str:
    return to_json([said.value, said.source])


def _value(stored: Any) -> Any:
    return tuple(stored) if isinstance(stored, list) else stored
