"""The sessions that may send files to the screens' server: those whose key the API accepted.

Streamlit takes a file from any open page, and keeps it in memory. Nobody else has a reason to
send one, so `ui/served.py` refuses it before a byte is read.
"""

import re

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
_trusted: set[str] = set()


def trust(session: str) -> None:
    """Let a session send files."""
    _trusted.add(session)


def distrust(session: str) -> None:
    """Let a session send files no more."""
    _trusted.discard(session)


def may_pass(path: str) -> bool:
    """Whether a request for this path may pass: it sends no file, or a trusted session does."""
    match = _UPLOAD.search(path)
    return match is None or match[1] in _trusted
