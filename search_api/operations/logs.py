"""The logs of a running service, a line of JSON for each event, for journald and its like.

The access log goes to standard output: a line for each request, without what was asked and by
whom. Troubles go to standard error, with the request they belong to.
"""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime

from search_api import request_id
from search_api.operations.observing import Finished


def write_access(finished: Finished) -> None:
    """Write the line of a request. A log that cannot be written keeps nobody from an answer."""
    line = {
        "time": _now(),
        "request_id": finished.request_id,
        "method": finished.method,
        "route": finished.route,
        "status": finished.status,
        "ms": round(finished.seconds * 1000, 1),
        "bytes": finished.size,
    }
    with suppress(OSError, ValueError):  # a closed pipe, a full disk
        # In one piece: the lines of several workers must not mix.
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


class AsJson(logging.Formatter):
    """A record as a line of JSON; a traceback is one of its fields, not more lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": _now(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": request_id.current(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure() -> None:
    """Send warnings and errors of this process to standard error, as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
