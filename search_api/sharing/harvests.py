"""Which part of the records a harvester asks for, and where it goes on."""

import base64
import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from indexer.catalogue import Catalogue, records
from indexer.catalogue.records import Record

PAGE = 100  # records of one answer
_FIRST, _LAST = "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", re.ASCII)
_MOST = 10**9  # records


class OaiError(Exception):
    """What the protocol answers to a request that it cannot fulfil; `code` is one of its own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Window:
    """The records that changed from `since` to `until`, those behind `after` (time and id).

    Times are as the catalogue writes them; `cursor` is how many came before, `format` the prefix
    of the metadata that is wanted.
    """

    since: str = _FIRST
    until: str = _LAST
    after: tuple[str, str] = ("", "")
    cursor: int = 0
    format: str = ""

    @property
    def token(self) -> str:
        """The resumption token of this window."""
        parts = [self.since, self.until, *self.after, self.cursor, self.format]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    @classmethod
    def from_token(cls, token: str) -> "Window":
        """Return the window of a token. Raises OaiError for what never was one of ours."""
        try:
            padded = token.encode("ascii") + b"=" * (-len(token) % 4)
            read = json.loads(base64.urlsafe_b64decode(padded))
            since, until, time, name, cursor, prefix = read
            times = all(_TIME.fullmatch(part) for part in (since, until, time))
            for text in (name, prefix):
                text.encode("utf-8")  # half a surrogate pair cannot be looked up
            if times and type(cursor) is int and 0 < cursor < _MOST:
                return cls(since, until, (time, name), cursor, prefix)
        except (ValueError, TypeError, AttributeError, RecursionError):
            pass
        raise OaiError("badResumptionToken", "Begin the list anew.")


@dataclass(frozen=True, slots=True)
class Harvest:
    """A page of a list of `total` records, and the window of the one `following`, if any."""

    window: Window
    records: list[Record]
    total: int
    following: Window | None


def window_of(since: str | None, until: str | None, prefix: str = "") -> Window:
    """Return the window between two times, each a day or a second. Raises OaiError for others."""
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until must be both days or both seconds.")
    first, last = _time(since, "from", _FIRST, ""), _time(until, "until", _LAST, "T23:59:59Z")
    window = Window(first, last, format=prefix)
    if window.since > window.until:
        raise OaiError("badArgument", "from is later than until.")
    return window


def page_of(catalogue: Catalogue, window: Window) -> Harvest:
    """Return the records that a window begins with. Raises OaiError where there are none."""
    some = records.changed(catalogue, window.since, window.until, window.after, PAGE + 1)
    if not some:
        raise OaiError("noRecordsMatch", "Nothing has changed in this time.")
    shown = some[:PAGE]
    last = (shown[-1].changed, shown[-1].id)
    following = replace(window, after=last, cursor=window.cursor + PAGE)
    total = records.count(catalogue, window.since, window.until)
    return Harvest(window, shown, total, following if len(some) > PAGE else None)


def _time(given: str | None, name: str, default: str, end_of_day: str) -> str:
    """Return a day or second as the catalogue writes it; a day ends with `end_of_day`."""
    if given is None:
        return default
    if _DAY.fullmatch(given):
        given += end_of_day or "T00:00:00Z"
    if _SECOND.fullmatch(given):
        with suppress(ValueError):  # the 30th of February
            return datetime.fromisoformat(given).isoformat()
    raise OaiError("badArgument", f"{name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
