"""Jobs: one file of JSON each, which has its old or its new content, whole, at any time."""

import json
import re
import secrets
import time
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from indexer.disk import fsync, replace_file
from indexer.domain import Resource
from indexer.errors import NotFound, StorageError, UsageError
from indexer.extraction.containers import outermost

Kind = Literal["add", "replace", "withdraw", "correct", "reindex", "retry", "dismiss"]
State = Literal["waiting", "done", "failed"]
_FOLDER = "inbox"
_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody with a key wants done, and how it ended.

    `resource_id` is what it is about: for `add`, what it became. `file_name`, `size` (bytes) and
    `content_hash` (SHA-256, hex) are of the file that was sent, `place` is where it lies among
    the documents once that is decided. `resource_ids` are what the documents of an
    archive became. `change` is what to correct, as it came, or which file of which folder to look
    at again. `outcome` is that of reading the file; `reason` and `cure` say why a job failed.
    """

    id: str
    kind: Kind
    key: str
    received: str
    state: State = "waiting"
    finished: str | None = None
    resource_id: str | None = None
    file_name: str | None = None
    size: int | None = None
    content_hash: str | None = None
    place: str | None = None
    change: dict[str, Any] = field(default_factory=dict)
    outcome: str | None = None
    reason: str = ""
    cure: str = ""
    notes: tuple[str, ...] = ()
    resource_ids: tuple[str, ...] = ()

    def done(self, **how: Any) -> "Job":
        """Return it as finished well."""
        return replace(self, state="done", finished=_now(), **how)

    def failed(self, reason: str, cure: str, **how: Any) -> "Job":
        """Return it as finished without having done what was wanted."""
        return replace(self, state="failed", finished=_now(), reason=reason, cure=cure, **how)


def new(kind: Kind, key: str, **what: Any) -> Job:
    """Return a new job with an id of its own; ids sort by the time they were given."""
    return Job(f"{time.time_ns():016x}-{secrets.token_hex(4)}", kind, key, _now(), **what)


def put(data_dir: Path, job: Job) -> None:
    """Keep a job as it is now; it is on the disk itself when this returns."""
    folder = _made(data_dir, "jobs")
    text = json.dumps(asdict(job), ensure_ascii=False)
    replace_file(folder / f"{job.id}.json", text.encode("utf-8", "replace"), mode=0o600)


def get(data_dir: Path, job_id: str) -> Job:
    """Return a job. Raises NotFound."""
    file = data_dir / _FOLDER / "jobs" / f"{job_id}.json"
    if not _ID.fullmatch(job_id) or not file.is_file():
        raise missing(job_id)
    return _read(file)


def missing(job_id: str) -> NotFound:
    """Return the error for a job that is not there."""
    return NotFound(f"There is no job {job_id!r}.", cure="Look at the list: /v1/admin/jobs")


def page(
    data_dir: Path, offset: int, k: int, keys: frozenset[str] | None = None
) -> tuple[int, list[Job]]:
    """Return how many jobs there are, and `k` of them from `offset` on, the newest first.

    With `keys`, the jobs alone that came with one of these.
    """
    files = _files(data_dir)[::-1]
    if keys is None:
        return len(files), [_read(file) for file in files[offset : offset + k]]
    own = [job for job in map(_read, files) if job.key in keys]
    return len(own), own[offset : offset + k]


def waiting(data_dir: Path) -> list[Job]:
    """Return the jobs that are to be done, in the order they came."""
    return [job for job in map(_read, _files(data_dir)) if job.state == "waiting"]


def state(data_dir: Path) -> tuple[int, ...]:
    """Return what changes whenever a job does."""
    facts = _made(data_dir, "jobs").stat()
    return facts.st_ino, facts.st_mtime_ns


def arriving(data_dir: Path, job_id: str = "") -> Path:
    """Return the folder of files that came with jobs, or with one of them."""
    return _made(data_dir, "arriving") / job_id


def documents(data_dir: Path) -> Path:
    """Return the folder of the documents that came over the network and are in the collection."""
    return _made(data_dir, "documents")


def check_own(data_dir: Path, resource: Resource) -> None:
    """Raise UsageError for a resource whose file lies in a folder of the maintainer."""
    if resource.root != str(documents(data_dir).resolve()):
        raise UsageError(
            f"The file of {resource.id!r} did not come over the network.",
            cure="Change it in the folder that is indexed, on the server.",
            field="resource_id",
        )
    if (container := outermost(resource.path)) is not None:
        raise UsageError(
            f"The file of {resource.id!r} lies in {container}.",
            cure="Delete that one, DELETE /v1/admin/jobs/{job_id}/file, and send it anew.",
            field="resource_id",
        )


def _files(data_dir: Path) -> list[Path]:
    return sorted((data_dir / _FOLDER / "jobs").glob("*.json"))


def _read(file: Path) -> Job:
    try:
        row = json.loads(file.read_bytes())
        lists = {name: tuple(row.get(name, ())) for name in ("notes", "resource_ids")}
        return Job(**(row | lists))
    except (ValueError, TypeError, KeyError) as problem:
        raise StorageError(f"{file} is damaged.", cure=f"Move {file} away.") from problem


def _made(data_dir: Path, name: str) -> Path:
    """Return a folder of the inbox, made where there is none; it is still there after a crash."""
    inbox = data_dir / _FOLDER
    for folder in (data_dir, inbox, inbox / name):
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            fsync(folder.parent)
    return inbox / name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
