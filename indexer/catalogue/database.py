"""An open catalogue: the connection, its transactions, and facts about the whole."""

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from indexer.catalogue.schema import SCHEMA, SCHEMA_VERSION
from indexer.errors import IndexDamaged, NoIndex

FILE_NAME = "catalogue.sqlite"


def now() -> str:
    """Return the time as the catalogue writes it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def to_json(value: object) -> str:
    """Return `value` as the catalogue stores it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Catalogue:
    """An open catalogue: one connection, to be used by one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self.db.row_factory = sqlite3.Row

    @classmethod
    def create_or_open(cls, data_dir: Path) -> "Catalogue":
        """Open the catalogue in `data_dir` for writing, making it where there is none."""
        data_dir.mkdir(parents=True, exist_ok=True)
        catalogue = cls(_connect(data_dir / FILE_NAME, "rwc"))
        catalogue.db.execute("PRAGMA journal_mode = WAL")
        catalogue.db.execute("PRAGMA synchronous = FULL")  # what was reported as done stays done
        if not catalogue.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            catalogue._initialise()
        catalogue._check_schema()
        return catalogue

    @classmethod
    def open(cls, data_dir: Path) -> "Catalogue":
        """Open the catalogue in `data_dir` for reading. Raises NoIndex where there is none."""
        file = data_dir / FILE_NAME
        if not file.is_file():
            raise NoIndex(
                f"There is no index in {data_dir.resolve()}.",
                cure="Make one with: balkanetup index FOLDER",
            )
        catalogue = cls(_connect(file, "ro"))
        catalogue._check_schema()
        return catalogue

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the writes of the block one: all of them happen, at a new revision, or none."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("UPDATE about SET value = value + 1 WHERE key = 'revision'")
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Make the reads of the block see one state, whatever is committed meanwhile."""
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("COMMIT")

    @property
    def revision(self) -> int:
        """A number that rises with every change."""
        return int(self.about("revision") or 0)

    @property
    def last_passage_id(self) -> int:
        """The highest passage id ever given."""
        row = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def about(self, key: str) -> str | None:
        """Return a fact about the catalogue: `catalogue_id`, `encoder`, `revision` ..."""
        row = self.db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def set_about(self, key: str, value: str) -> None:
        """Store a fact about the catalogue."""
        self.db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    def counts(self) -> dict[str, int]:
        """Return how many files, resources, passages and distinct vectors there are."""
        tables = ("files", "resources", "passages", "vectors")
        return {
            table: int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in tables
        }

    def _initialise(self) -> None:
        self.db.executescript(f"BEGIN;{SCHEMA}")
        facts = {"schema": SCHEMA_VERSION, "catalogue_id": uuid.uuid4().hex, "revision": 0}
        for key, value in facts.items():
            self.set_about(key, str(value))
        self.db.execute("COMMIT")

    def _check_schema(self) -> None:
        try:
            found = self.about("schema")
        except sqlite3.DatabaseError as problem:
            raise IndexDamaged(
                f"The catalogue cannot be read: {problem}.",
                cure="Move the index folder away and run: balkanetup index FOLDER",
            ) from problem
        if found != str(SCHEMA_VERSION):
            raise IndexDamaged(
                f"The index was made by another version (schema {found}, ours {SCHEMA_VERSION}).",
                cure="Move the index folder away and run: balkanetup index FOLDER",
            )


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,  # transactions are begun and ended by us
        timeout=30,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
