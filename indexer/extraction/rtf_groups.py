"""The tokens and groups of RTF source; a group is what stands in a pair of braces."""

import re

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]+)(?P<number>-?\d+)? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
# Groups, by their first command, in which no text of the document stands.
NO_TEXT = {"fonttbl", "stylesheet", "info", "colortbl", "pict", "listtable", "themedata"}
_BRACES = re.compile(r"\\[\\{}]|[{}]")


def group_at(source: str, start: int) -> str:
    """Return the group in braces that begins at `start`, or the rest if it never ends."""
    depth = 0
    for sign in _BRACES.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return source[start : sign.end()]
    return source[start:]
