"""Records: when each resource last changed, and which are gone. Triggers keep them (schema.py).

What others have copied must be told when it changes or goes: harvesters, feeds, old links.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue.database import Catalogue, now, to_json

Tombstone = tuple[str, ...]  # id, when it went


@dataclass(frozen=True, slots=True)
class Record:
    """A resource that is or was: `changed` is ISO 8601 in UTC, when it went if it is `gone`."""

    id: str
    changed: str
    gone: bool


def find(catalogue: Catalogue, resource_id: str) -> Record | None:
    """Return the record of a resource, or None where there never was one."""
    return next(iter(several(catalogue, [resource_id])), None)


def several(catalogue: Catalogue, ids: Sequence[str]) -> list[Record]:
    """Return the records of these resources, in no order."""
    rows = catalogue.db.execute(
        "SELECT id, changed, gone FROM records WHERE id IN (SELECT value FROM json_each(?))",
        (to_json([name for name in ids if "\0" not in name]),),  # SQLite would end it there
    )
    return list(map(_record, rows))


def changed(
    catalogue: Catalogue,
    since: str,
    until: str,
    after: tuple[str, str] = ("", ""),
    limit: int = -1,
) -> list[Record]:
    """Return the records that changed from `since` to `until`, both included, oldest first.

    Beginning behind `after` (time and id of the last record of the page before), `limit` of them
    at most. What changes while somebody pages moves to the end, so that nothing is passed over.
    """
    rows = catalogue.db.execute(
        "SELECT id, changed, gone FROM records WHERE changed BETWEEN ? AND ?"
        " AND (changed, id) > (?, ?) ORDER BY changed, id LIMIT ?",
        (since, until, *after, limit),
    )
    return list(map(_record, rows))


def existing(catalogue: Catalogue, limit: int) -> list[Record]:
    """Return the records of what is in the collection, `limit` at most, the latest first."""
    rows = catalogue.db.execute(
        "SELECT id, changed, gone FROM records WHERE NOT gone ORDER BY changed DESC, id LIMIT ?",
        (limit,),
    )
    return list(map(_record, rows))


def count(catalogue: Catalogue, since: str, until: str) -> int:
    """Return how many records changed from `since` to `until`, both included."""
    counted = "SELECT count(*) FROM records WHERE changed BETWEEN ? AND ?"
    return int(catalogue.db.execute(counted, (since, until)).fetchone()[0])


def earliest(catalogue: Catalogue) -> str | None:
    """Return when the oldest record changed, or None where there is none."""
    row = catalogue.db.execute("SELECT min(changed) FROM records").fetchone()
    return None if row[0] is None else str(row[0])


def salvaged(files: Iterable[Path]) -> list[Tombstone]:
    """Return what is gone by the first of these catalogues, of any version, that can be read.

    Indexing the folders again does not bring it back.
    """
    for file in files:
        rows = _read(file, "SELECT id, changed FROM records WHERE gone")
        if rows is not None:
            return rows
    return []


def ids_in(file: Path) -> list[str]:
    """Return the ids of all records of a catalogue; none where it cannot be read."""
    return [row[0] for row in _read(file, "SELECT id FROM records") or ()]


def renew(catalogue: Catalogue, former: Iterable[str]) -> None:
    """Let everything have changed now: this catalogue took the place of one with `former` ids.

    Whoever followed that one cannot tell otherwise what is different. Within a transaction.
    """
    time = now()
    catalogue.db.execute("UPDATE records SET changed = ?", (time,))
    catalogue.db.executemany(
        "INSERT OR IGNORE INTO records VALUES (?, ?, 1)", ((name, time) for name in former)
    )


def restore(catalogue: Catalogue, tombstones: Sequence[Tombstone]) -> None:
    """Put back what `salvaged` returned. Within a transaction."""
    catalogue.db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, 1)", tombstones)


def _read(file: Path, query: str) -> list[tuple[str, ...]] | None:
    """Return the rows of a catalogue file of any version, or None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as old:
            return old.execute(query).fetchall()
    except sqlite3.Error:
        return None


def _record(row: sqlite3.Row) -> Record:
    return Record(row["id"], row["changed"], bool(row["gone"]))
