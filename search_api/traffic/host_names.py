"""What this machine may be called by its own programs, in the `Host` of a request."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

_LOCAL = "localhost"


def is_own(host: str, names: Collection[str | None]) -> bool:
    """Whether a `Host` header has an address, `localhost`, one of these names, or nothing."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        named = not name or name in (_LOCAL, *names) or name.endswith(f".{_LOCAL}")
        return named or bool(ip_address(name))
    except ValueError:
        return False
