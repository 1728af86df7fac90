"""What must not be read in a message: the password of a URL, and what comes after its `?`."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_HIDDEN = "***"
_SHORTEST = 3  # letters; hiding a shorter one would hide half of the message with it


class Secrets:
    """The secrets of a URL."""

    def __init__(self, url: str) -> None:
        """Find them: all before the last `@` (a password may have any letter), and the query."""
        _, _, rest = url.rpartition("://")
        path, _, query = rest.partition("?")
        who = path.rpartition("@")[0]
        self._spans = [(f"{who}@", f"{_HIDDEN}@")] if who else []
        self._spans += [(f"?{query}", f"?{_HIDDEN}")] if query else []
        asked = (value for _, value in parse_qsl(query))
        values = [who, who.partition(":")[2], query, _password(url), *asked]
        self._values = {
            form
            for value in values
            if len(value) >= _SHORTEST
            for form in (value, quote(value, safe=""), unquote(value))
        }

    def hidden(self, text: str) -> str:
        """Return `text` with `***` in the place of every secret."""
        for secret, shown in self._spans:
            text = text.replace(secret, shown)
        for secret in sorted(self._values, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text


def place(url: str) -> str:
    """Return what anybody may know of a store: `s3://bucket`, `sftp://host`, `file://`."""
    scheme, separator, rest = Secrets(url).hidden(url).partition("://")
    if not separator or scheme in ("file", "local"):
        return "file://"
    return f"{scheme}://{re.split('[/?#]', rest.removeprefix(f'{_HIDDEN}@'))[0]}"


def _password(url: str) -> str:
    """Return the password up to the first `@`; "" where there is none, or no host."""
    try:
        return urlsplit(url).password or ""
    except ValueError:  # a bracket that is not closed
        return ""
