"""What the catalogue remembers of every file of a folder, readable or not."""

import hashlib
import sqlite3
from dataclasses import astuple, dataclass

from indexer.catalogue import about
from indexer.catalogue.database import Catalogue, now
from indexer.domain import Outcome
from indexer.errors import NotFound

_COLUMNS = (
    "path, size, mtime_ns, content_hash, description_hash, outcome, reason, cure, needs_ocr,"
    " dismissed"
)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was when it was last looked at, and what became of it.

    `description_hash` is that of the sidecar and manifest row that describe it. `needs_ocr`: it
    has pages that are pictures, and text recognition was not tried on them. `dismissed`: it
    failed, its owner knows, and it is not reported again until it changes.
    """

    path: str
    size: int
    mtime_ns: int
    content_hash: str
    description_hash: str
    outcome: Outcome
    reason: str = ""
    cure: str = ""
    needs_ocr: bool = False
    dismissed: bool = False

    @property
    def failed(self) -> bool:
        """Whether the file as it is now is not in the index although it should be."""
        return not self.outcome.searchable and self.outcome is not Outcome.DUPLICATE


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file with its folder, when it was looked at (ISO 8601, UTC), and what it became."""

    root: str
    record: FileRecord
    checked: str
    resource: str  # its id; empty where it has none
    title: str
    passages: int

    @property
    def id(self) -> str:
        """What it is called where folders of this machine are not named."""
        return hashlib.sha256(f"{self.root}\0{self.record.path}".encode()).hexdigest()[:16]


def listing(catalogue: Catalogue) -> list[ListedFile]:
    """Return every file of every folder, by folder and path."""
    rows = catalogue.db.execute(
        f"SELECT root, {_COLUMNS}, checked, id, json_extract(metadata, '$.title') AS title,"
        " passage_count FROM files LEFT JOIN (SELECT root, path, id, metadata, passage_count"
        " FROM resources) USING (root, path) ORDER BY root, path"
    )
    return [
        ListedFile(
            root=row["root"],
            record=_record(row),
            checked=row["checked"],
            resource=row["id"] or "",
            title=row["title"] or "",
            passages=row["passage_count"] or 0,
        )
        for row in rows
    ]


def listed(catalogue: Catalogue, file_id: str) -> ListedFile:
    """Return the file with this id. Raises NotFound."""
    for file in listing(catalogue):
        if file.id == file_id:
            return file
    raise NotFound(f"There is no file {file_id!r}.", cure="Look at the list: /v1/admin/files")


def of_root(catalogue: Catalogue, root: str) -> dict[str, FileRecord]:
    """Return what is remembered of every file under `root`, by path."""
    rows = catalogue.db.execute(
        f"SELECT {_COLUMNS} FROM files WHERE root = ? ORDER BY path", (root,)
    )
    return {row["path"]: _record(row) for row in rows}


def find(catalogue: Catalogue, root: str, path: str) -> FileRecord | None:
    """Return what is remembered of one file, or None."""
    row = catalogue.db.execute(
        f"SELECT {_COLUMNS} FROM files WHERE root = ? AND path = ?", (root, path)
    ).fetchone()
    return _record(row) if row else None


def notes(catalogue: Catalogue, root: str, path: str) -> str:
    """Return what is to be known of a file that was read: pages that were not, OCR; mostly ''."""
    row = catalogue.db.execute(
        "SELECT reason FROM files WHERE root = ? AND path = ? AND outcome IN (?, ?)",
        (root, path, Outcome.OK, Outcome.PARTIAL),
    ).fetchone()
    return row[0] if row else ""


def failed(catalogue: Catalogue) -> list[tuple[str, FileRecord]]:
    """Return (folder, file) of every file that could not be read, by folder and path."""
    rows = catalogue.db.execute(f"SELECT root, {_COLUMNS} FROM files ORDER BY root, path")
    records = [(row["root"], _record(row)) for row in rows]
    return [(root, file) for root, file in records if file.failed]


def with_notes(catalogue: Catalogue) -> int:
    """Return how many files were read of which there is something to say."""
    row = catalogue.db.execute(
        "SELECT count(*) FROM files WHERE reason != '' AND outcome IN (?, ?)",
        (Outcome.OK, Outcome.PARTIAL),
    ).fetchone()
    return int(row[0])


def roots(catalogue: Catalogue) -> list[str]:
    """Return the folders that have been indexed."""
    return [row[0] for row in catalogue.db.execute("SELECT DISTINCT root FROM files ORDER BY root")]


def outcomes(catalogue: Catalogue) -> dict[str, int]:
    """Return how many files ended in each outcome, the most frequent first."""
    rows = catalogue.db.execute(
        "SELECT outcome, count(*) FROM files GROUP BY outcome ORDER BY count(*) DESC, outcome"
    )
    return {row[0]: row[1] for row in rows}


def record(catalogue: Catalogue, root: str, file: FileRecord) -> None:
    """Remember what became of a file."""
    catalogue.db.execute(
        f"INSERT OR REPLACE INTO files (root, {_COLUMNS}, checked)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (root, *astuple(file), now()),
    )


def forget(catalogue: Catalogue, root: str, path: str) -> None:
    """Remove a file, and its resource if it has one."""
    for table in ("files", "resources"):
        catalogue.db.execute(f"DELETE FROM {table} WHERE root = ? AND path = ?", (root, path))


def move(catalogue: Catalogue, root: str, old: str, new: str) -> None:
    """Note that a file was renamed: its resource keeps its id, passages and vectors."""
    about.rename(catalogue, root, old, new)
    forget(catalogue, root, new)
    for table in ("files", "resources"):
        catalogue.db.execute(
            f"UPDATE {table} SET path = ? WHERE root = ? AND path = ?", (new, root, old)
        )


def _record(row: sqlite3.Row) -> FileRecord:
    fields = {key: row[key] for key in _COLUMNS.split(", ")}
    flags = {name: bool(row[name]) for name in ("needs_ocr", "dismissed")}
    return FileRecord(**(fields | flags | {"outcome": Outcome(row["outcome"])}))
