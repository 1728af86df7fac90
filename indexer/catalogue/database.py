"""An open catalogue: the connection, its transactions, and facts about the whole."""

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from indexer.catalogue.schema import PAGE_SIZE, SCHEMA, SCHEMA_VERSION
from indexer.disk import explained, keep_private
from indexer.errors import IndexDamaged, NoIndex, OnlyReplica, StorageError
from indexer.settings import Engine

FILE_NAME = "catalogue.sqlite"
PATIENCE = 30.0  # seconds that one connection waits for another to end its transaction


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
        """Open the catalogue in `data_dir` for writing, making it where there is none.

        Raises OnlyReplica where it is the copy of one elsewhere.
        """
        refuse_replica(data_dir)
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_private(data_dir / FILE_NAME)
        catalogue = cls(connect(data_dir / FILE_NAME, "mode=rwc"))
        try:
            catalogue.db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            catalogue.db.execute("PRAGMA journal_mode = WAL")
            catalogue.db.execute("PRAGMA synchronous = FULL")  # what was reported as done stays
            tables = "SELECT 1 FROM sqlite_master WHERE name = 'about'"
            if not catalogue.db.execute(tables).fetchone():
                catalogue._initialise()
            catalogue._check_schema()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    @classmethod
    def open(cls, data_dir: Path) -> "Catalogue":
        """Open the catalogue in `data_dir` for reading. Raises NoIndex where there is none."""
        file = data_dir / FILE_NAME
        if not file.is_file():
            raise _no_index(data_dir)
        try:
            return cls._checked(connect(file, "mode=ro"))
        except StorageError:
            # A reader of a WAL database writes beside it. Where it may not (another user, a
            # read-only disk) the file can be read as it is, as long as nothing is pending.
            pending = file.with_name(f"{FILE_NAME}-wal")
            if pending.exists() and pending.stat().st_size:
                raise
            return cls.open_copy(file)

    @classmethod
    def open_copy(cls, file: Path) -> "Catalogue":
        """Open a catalogue that nobody writes to, as in a generation, without any lock."""
        return cls._checked(connect(file, "mode=ro&immutable=1"))

    @classmethod
    def _checked(cls, connection: sqlite3.Connection) -> "Catalogue":
        catalogue = cls(connection)
        try:
            catalogue._check_schema()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def copy_to(self, file: Path) -> None:
        """Write the catalogue as it is now to `file`, as one plain file. Not yet fsynced."""
        keep_private(file)
        with closing(sqlite3.connect(file, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            self.db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

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

    @property
    def engine(self) -> Engine:
        """What its vectors are published for; `BALKANETUP_ENGINE` of the last run."""
        kept = self.about("vector_index")
        return next((engine for engine in get_args(Engine) if engine == kept), "faiss")

    def adopt_engine(self, wanted: Engine) -> None:
        """Note what its vectors are to be published for: another one makes it publish anew."""
        if wanted != self.engine:
            with self.transaction():
                self.set_about("vector_index", wanted)

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
            schema = self.about("schema")
        except sqlite3.Error as problem:
            if "no such table" in str(problem):  # a run was killed before it made the tables
                raise _no_index(Path()) from problem
            raise explained(problem) from problem
        if schema != str(SCHEMA_VERSION):
            raise IndexDamaged(
                f"The index was made by another version (schema {schema}, ours {SCHEMA_VERSION}).",
                cure="Make it anew from its folders with: balkanetup doctor --fix",
            )


def is_replica(data_dir: Path) -> bool:
    """Whether the index is a copy that `balkanetup pull` keeps up: its catalogue is a link."""
    return (data_dir / FILE_NAME).is_symlink()


def refuse_replica(data_dir: Path) -> None:
    """Raise OnlyReplica where the index is a copy: a change would be lost with the next pull."""
    if is_replica(data_dir):
        raise OnlyReplica(
            f"The index in {data_dir.resolve()} is a copy of one elsewhere.",
            cure="Change it on the machine that indexes, then push; here: balkanetup pull URL",
        )


def _no_index(data_dir: Path) -> NoIndex:
    where = f" in {data_dir.resolve()}" if data_dir != Path() else ""
    return NoIndex(f"There is no index{where}.", cure="Make one with: balkanetup index FOLDER")


def connect(file: Path, how: str) -> sqlite3.Connection:
    """Open a catalogue file; `how` is the query of an SQLite URI. Raises StorageError."""
    try:
        connection = sqlite3.connect(
            f"{file.resolve().as_uri()}?{how}",
            uri=True,
            isolation_level=None,  # transactions are begun and ended by us
            timeout=PATIENCE,
            check_same_thread=False,
        )
    except sqlite3.Error as problem:
        raise explained(problem) from problem
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
