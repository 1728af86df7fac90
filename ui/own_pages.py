"""Who may talk to the screens: pages that came from them.

Streamlit compares the site that a WebSocket comes from with the addresses of this machine. To learn
its outer address it asks a server abroad, each time anew, while all other readers wait; any site of
the world could have it do so. So a foreign site is refused before Streamlit sees it, and so is a
page whose own name was made to lead to this machine (search_api/traffic/own_names.py says how).
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.addresses import asker, is_own

_REFUSED = 1008  # policy violation (RFC 6455, section 7.4.1); 403 before the connection is open


class OwnPages:
    """A layer that refuses a WebSocket whose page came from another site."""

    def __init__(self, app: ASGIApp, others: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        """`others` are the origins (`https://elsewhere.example.edu`) that may as well, `names` what
        this machine is called."""
        self.app = app
        self._others = frozenset(others)
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on whatever is not a foreign WebSocket. Who names no origin is no browser."""
        headers = Headers(scope=scope) if scope["type"] == "websocket" else Headers()
        origin = headers.get("origin")
        own = _site(origin) == headers.get("host") and not self._is_lured(scope, headers)
        if origin is None or origin in self._others or own:
            await self.app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED})

    def _is_lured(self, scope: Scope, headers: Headers) -> bool:
        """Whether a browser of this machine took us for another site. Proxies say who asks."""
        from_here = asker(scope) is None and "x-forwarded-for" not in headers
        return from_here and not is_own(headers.get("host", ""), self._names)


def _site(origin: str | None) -> str | None:
    """Return host and port of an origin; None of what is none, as the `null` of a sandbox."""
    try:
        return urlsplit(origin or "").netloc or None
    except ValueError:
        return None
