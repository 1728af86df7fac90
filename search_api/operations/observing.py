"""Every request, once it is answered, as whoever runs the service may see it.

What was asked is not among it: of the address only the template of its route is kept, and of a
question how long each stage took and whether anything was found.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api import request_id
from search_api.layers import Layer
from search_api.retrieval.answer import Answer

_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))
_OTHER = "OTHER"  # anybody may make up methods, and each would be a series of the metrics
LEFT = 499  # as nginx counts one whose asker left before the answer began


@dataclass(frozen=True, slots=True)
class Finished:
    """An answered request. `route` is `/v1/resources/{resource_id}`, None where there is none.

    `method` is `OTHER` for one that no route takes. `size` is the number of bytes of the body, as
    it was sent. `answer` is that of a search.
    """

    request_id: str
    method: str
    route: str | None
    status: int
    seconds: float
    size: int
    answer: Answer | None = None


Observer = Callable[[Finished], None]


class Observed(Layer):
    """The outermost layer: names each request and tells the observers how it ended."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        super().__init__(app)
        self._observers = observers

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then tell."""
        began = time.perf_counter()
        name = request_id.begin(Headers(scope=scope).get(request_id.HEADER, ""))
        state = scope.setdefault("state", {})
        status, size = LEFT, 0

        async def send_counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[request_id.HEADER] = name
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_counted)
        finally:
            took = time.perf_counter() - began
            route, answer = state.get("route"), state.get("answer")
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            finished = Finished(name, method, route, status, took, size, answer)
            for observe in self._observers:
                observe(finished)


class Routed(Layer):
    """The innermost layer: notes for `Observed` which route the router took."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; the router leaves its route in the scope, which layers outside may copy."""
        try:
            await self.app(scope, receive, send)
        finally:
            scope.setdefault("state", {})["route"] = getattr(scope.get("route"), "path", None)
