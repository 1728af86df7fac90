"""What must not be read in a message: the password of a URL, and what comes after its `?`."""

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
        self._spans = [span for span in (who, query) if span]
        values = [who.partition(":")[2], *(value for _, value in parse_qsl(query))]
        values += [password] if (password := urlsplit(url).password) else []
        self._values = {
            form
            for value in values
            if len(value) >= _SHORTEST
            for form in (value, quote(value, safe=""), unquote(value))
        }

    def hidden(self, text: str) -> str:
        """Return `text` with `***` in the place of every secret."""
        for secret in [*self._spans, *sorted(self._values, key=len, reverse=True)]:
            text = text.replace(secret, _HIDDEN)
        return text
