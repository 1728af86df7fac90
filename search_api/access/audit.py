"""The log of what was done, or tried, with keys: one line of JSON each, on the disk before the
answer. No question, no text and no metadata is in it. Readable by its owner alone; `logrotate`
may move it away at any time.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: `action` is the method and the address as /docs has it, `about` the ids
    in it. `key` is the id of a key that is right. `status` is that of HTTP."""

    action: str
    status: int
    address: str
    key: str | None = None
    about: dict[str, str] = field(default_factory=dict)


def record(data_dir: Path, deed: Deed) -> None:
    """Append a line. Raises OSError where the disk refuses: what is not recorded is not done."""
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **asdict(deed)}
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(data_dir / FILE_NAME, flags, 0o600)
    try:
        os.write(handle, json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
