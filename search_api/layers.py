"""What every request passes before and after the routes: layers of ASGI.

From the outside in: `SafeHeaders` says what a browser may do with an answer, `HeadRequests`
answers HEAD as GET without its body, `Capacity` refuses what is too much at once, `Compression`
is gzip, `Freshness` says how long an answer may be kept, `LastResort` answers the errors that
nobody expected, `SmallBodies` refuses large requests.
"""

import random
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api import problems
from search_api.schemas import Problem

_LARGEST_BODY = 64 * 2**10  # bytes
_LEAST_COMPRESSED = 1_000  # bytes; less is not worth the time
_EFFORT = 4  # of gzip: 9 takes twice as long for 6 % fewer bytes of an answer
_FORMS = "/v1/admin/resources"
_ALWAYS_ANSWERED = "/healthz"
# Seconds; a connection that is kept open is closed after five without a request.
_LONGEST_AWAY = 4
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Layer:
    """A layer around an application; by itself it changes nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to `handle`, and everything else (start and stop) inwards."""
        if scope["type"] == "http":
            await self.handle(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self.app(scope, receive, send)


class SafeHeaders(Layer):
    """Keep a browser from guessing types, loading things, being framed, telling addresses.

    `frame_ancestors` are the sites whose pages may show an answer in a frame.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        super().__init__(app)
        policy = f"default-src 'none'; frame-ancestors {frame_ancestors}"
        self._headers = {**_SAFE, "Content-Security-Policy": policy}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers that the answer does not set itself."""

        def protect(start: Message) -> None:
            headers = MutableHeaders(scope=start)
            for name, value in self._headers.items():
                headers.setdefault(name, value)

        await self.app(scope, receive, _changing_start(send, protect))


class HeadRequests(Layer):
    """HEAD for every address that answers GET."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer HEAD with the headers that GET would have, and no body."""
        if scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            body = message["type"] == "http.response.body"
            await send({**message, "body": b""} if body else message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)


class Capacity(Layer):
    """At most `most` requests at a time; the others are asked to come back, at once.

    Who is refused comes back when told to. Hundreds who come back at the same moment keep the event
    loop from everything else, so the more there are, the further apart they are told to come.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        super().__init__(app)
        self._most = most
        self._running = 0  # changed by the event loop alone, as the others
        self._refused = (0, 0)  # in the second before this one, and in this one
        self._second = 0

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 503. Whether the process lives is answered always."""
        if scope["path"] == _ALWAYS_ANSWERED:
            await self.app(scope, receive, send)
        elif self._running >= self._most:
            await problems.busy(self._seconds_away())(scope, receive, send)
        else:
            await self._work(scope, receive, send)

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer. What is left once the answer begins is to send it, as slowly as it is taken."""
        self._running += 1
        working = True

        def end(_: Message | None = None) -> None:
            nonlocal working
            self._running -= working
            working = False

        try:
            await self.app(scope, receive, _changing_start(send, end))
        finally:
            end()

    def _seconds_away(self) -> int:
        """Count a refusal; return in how many seconds the asker is to come back, by chance."""
        now = int(time.monotonic())
        if now > self._second:
            lately = self._refused[1] if now == self._second + 1 else 0
            self._refused, self._second = (lately, 0), now
        self._refused = (self._refused[0], self._refused[1] + 1)
        longest = 1 + max(self._refused) // self._most
        return random.randint(1, min(longest, _LONGEST_AWAY))


class Compression(GZipMiddleware):
    """gzip for who accepts it; a document travels as it was indexed, a picture is packed."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=_LEAST_COMPRESSED, compresslevel=_EFFORT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress every answer but documents and pictures."""
        as_it_is = scope["type"] == "http" and scope["path"].endswith(("/file", ".png"))
        await (self.app if as_it_is else super().__call__)(scope, receive, send)


class Freshness(Layer):
    """Whether an answer may be kept, and the validator that its route gave it."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add ETag and Cache-Control. The route leaves its ETag in the request's state."""
        scope.setdefault("state", {})

        def date(start: Message) -> None:
            headers = MutableHeaders(scope=start)
            etag = scope["state"].get("etag")
            if etag and start["status"] in (200, 304):
                headers["ETag"] = etag
                headers["Cache-Control"] = "public, no-cache"  # to be kept, and asked about
            else:
                headers.setdefault("Cache-Control", "no-store")

        await self.app(scope, receive, _changing_start(send, date))


class LastResort(Layer):
    """An answer where the code failed: the error goes to the log, not to the reader."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 to an error, unless the answer has begun."""
        begun = False

        def begin(_: Message) -> None:
            nonlocal begun
            begun = True

        try:
            await self.app(scope, receive, _changing_start(send, begin))
        except Exception as error:
            if begun:
                raise
            await problems.unexpected(scope["path"], error)(scope, receive, send)


class SmallBodies(Layer):
    """No request has a large body, but for forms to the admin addresses, which have a file."""

    def __init__(self, app: ASGIApp, largest_form: int) -> None:
        super().__init__(app)
        self._largest_form = largest_form  # bytes

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413 to a body that is too large, or of unknown length, before reading it.

        A form may be of unknown length: it is counted as it comes.
        """
        headers = Headers(scope=scope)
        form = scope["path"].startswith(_FORMS) and scope["method"] in ("POST", "PUT")
        most = self._largest_form if form else _LARGEST_BODY
        length = headers.get("content-length", "0")
        small = length.isdigit() and int(length) <= most
        if small and (form or "transfer-encoding" not in headers):
            await self.app(scope, receive, send)
            return
        refusal = Problem(
            title="Too large",
            status=413,
            detail="The body of the request is too large, or does not say its length.",
            cure=f"Send at most {most // 2**10:,} KiB.",
        )
        await problems.answer(refusal)(scope, receive, send)


def _changing_start(send: Send, change: Callable[[Message], None]) -> Send:
    """Return `send`, with `change` made to the message that has status and headers."""

    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(message)
        await send(message)

    return send_changed
