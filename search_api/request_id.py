"""The name of a request: its answer, the access log and what the log says of it bear the same."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-Id"
NO_REQUEST = "-"
# What a proxy in front may have called it: nothing that a log or a header could stumble over.
_FIT = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


def begin(offered: str = "") -> str:
    """Name the request that is answered from here on: as it is `offered`, if that is fit."""
    name = offered if _FIT.fullmatch(offered) else secrets.token_hex(8)
    _current.set(name)
    return name


def current() -> str:
    """Return the name of the request at hand, `-` outside of any."""
    return _current.get()
