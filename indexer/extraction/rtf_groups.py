"""The groups of RTF source: what stands in a pair of braces."""

import re

_BRACES = re.compile(r"\\[\\{}]|[{}]")


def group_at(source: str, start: int) -> str:
    """Return the group in braces that begins at `start`, or the rest if it never ends."""
    depth = 0
    for sign in _BRACES.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return source[start : sign.end()]
    return source[start:]
