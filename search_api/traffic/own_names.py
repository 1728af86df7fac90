"""A web page must not read, through the browser of whoever looks at it, what this machine serves.

A page of evil.example may let that name lead to 127.0.0.1 after it was loaded (DNS rebinding): then
its requests come from this machine and, to the browser, go to where the page came from. They still
have the page's name in `Host`. Programs of this machine use an address, `localhost`, or the name
that the settings give the service. Requests from elsewhere, or that a proxy passes on, may name it
as they like: nothing is made of that name.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from indexer.settings import Settings
from search_api import problems
from search_api.addresses import asker, is_own
from search_api.layers import Layer
from search_api.schemas import Problem

_PROBES = ("/healthz", "/readyz")  # they say nothing of what is served


class OwnNames(Layer):
    """421 for a request of this machine that names a stranger."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        super().__init__(app)
        self._names = {settings.host.lower(), urlsplit(settings.public_url).hostname}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        from_here = bool(scope.get("client")) and asker(scope) is None
        checked = from_here and scope["path"] not in _PROBES
        if checked and not is_own(Headers(scope=scope).get("host", ""), self._names):
            await problems.answer(_REFUSAL)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


_REFUSAL = Problem(
    title="This service has another name",
    status=421,
    detail="A request of this machine names a service that is not this one.",
    cure="Ask for localhost, or for the name that BALKANETUP_PUBLIC_URL gives the service.",
)
