"""Whether the catalogue agrees with itself: its pages, its references, its counts, its words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from indexer.catalogue.database import FILE_NAME, Catalogue, connect
from indexer.disk import explained

_DISAGREEMENTS = {
    "passages have no vector": "SELECT count(*) FROM passages"
    " WHERE text_hash NOT IN (SELECT text_hash FROM vectors)",
    "passages have no words in the full-text index": "SELECT count(*) FROM passages"
    " WHERE id NOT IN (SELECT id FROM passage_text_docsize)",
    "entries of the full-text index belong to no passage": "SELECT count(*)"
    " FROM passage_text_docsize WHERE id NOT IN (SELECT id FROM passages)",
    "resources do not have as many passages as they say": "SELECT count(*) FROM resources"
    " WHERE passage_count <> (SELECT count(*) FROM passages WHERE resource = resources.key)",
    "resources belong to no file": "SELECT count(*) FROM resources"
    " WHERE NOT EXISTS (SELECT 1 FROM files"
    " WHERE files.root = resources.root AND files.path = resources.path)",
    "readable files have no resource": "SELECT count(*) FROM files"
    " WHERE outcome IN ('ok', 'partial') AND NOT EXISTS (SELECT 1 FROM resources"
    " WHERE files.root = resources.root AND files.path = resources.path)"
    # but for those that hold documents
    " AND NOT EXISTS (SELECT 1 FROM files AS inside WHERE inside.root = files.root"
    " AND substr(inside.path, 1, length(files.path) + 1) = files.path || '/')",
    "vectors of words are not as long as those of passages": "SELECT count(*) FROM word_vectors"
    " WHERE length(vector) <> (SELECT length(vector) FROM vectors LIMIT 1)",
    "vectors of sentences are not as long as those of passages": "SELECT count(*) FROM sentences"
    " WHERE length(vector) NOT IN (0, (SELECT length(vector) / 4 FROM vectors LIMIT 1))",
    "vectors are not as long as the others": "SELECT count(*) FROM vectors"
    " WHERE length(vector) <> (SELECT length(vector) FROM vectors LIMIT 1)",
}


def problems(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for everything in the catalogue that does not agree."""
    for row in catalogue.db.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"The catalogue is damaged: {row[0]}."
    orphans = catalogue.db.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        yield f"{len(orphans)} rows belong to nothing."
    for what, query in _DISAGREEMENTS.items():
        count = catalogue.db.execute(query).fetchone()[0]
        if count:
            yield f"{count} {what}."


def full_text_is_whole(data_dir: Path) -> bool:
    """Whether FTS5 finds its index to match the texts. Reads all of it, changes nothing.

    The question is put as a write, so it needs the right to write and waits for a writer at
    work. Raises StorageError where it cannot be put.
    """
    with closing(connect(data_dir / FILE_NAME, "mode=rw")) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as problem:
            raise explained(problem) from problem
        try:
            connection.execute("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        finally:
            connection.execute("ROLLBACK")
    return True


def pages_are_whole(catalogue: Catalogue) -> bool:
    """Whether SQLite finds its file in order, up to the first fault."""
    return bool(catalogue.db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def definitions(catalogue: Catalogue) -> set[tuple[str, str, str | None]]:
    """Return the type, name and SQL of every table, index, trigger and view."""
    rows = catalogue.db.execute("SELECT type, name, sql FROM sqlite_master")
    return {(row[0], row[1], row[2]) for row in rows}


def distrust(catalogue: Catalogue) -> None:
    """Let nothing that the schema of a catalogue from elsewhere names be run by reading it."""
    catalogue.db.execute("PRAGMA trusted_schema = OFF")
