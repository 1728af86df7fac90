"""Nobody may hold a connection by being slow: with the header, the body, or taking the answer.

uvicorn waits for a request as long as it takes, and keeps an answer until it is taken. A few
hundred connections that send, or take, a byte now and then would be all that this process may have
open.
"""

import asyncio
from typing import Any, ClassVar

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from search_api.layers import Layer

_BODY_SECONDS = 20.0
# Bytes a second that a large body must come with, on the whole, and an answer must be taken with.
_SLOWEST = 16 * 2**10


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request is not there in time, or answer not taken."""

    header_seconds: ClassVar[float] = 10.0
    taking_seconds: ClassVar[float] = 20.0
    _closing: asyncio.TimerHandle | None = None
    _watching: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came. The next request is waited for from its first byte on."""
        if self._closing is None and self._is_idle():
            self._wait()
        super().data_received(data)
        if not self._is_idle():
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        self._stop_watching()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to watch how fast the answer is taken: more of it waits than should."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Stop watching: most of what waited was taken."""
        self._stop_watching()
        super().resume_writing()

    def _watch(self) -> None:
        untaken = self.transport.get_write_buffer_size()
        self._watching = self.loop.call_later(self.taking_seconds, self._look, untaken)

    def _look(self, before: int) -> None:
        taken = before - self.transport.get_write_buffer_size()
        if taken < _SLOWEST * self.taking_seconds:
            self.transport.abort()
        else:
            self._watch()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _is_idle(self) -> bool:
        """Whether no request is being answered: the header of one is still to come."""
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        self._closing = self.loop.call_later(self.header_seconds, self._close)

    def _stop_waiting(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None

    def _close(self) -> None:
        self._closing = None
        if self._is_idle() and not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n")
            self.transport.close()


class SlowBodies(Layer):
    """408 for a body that does not come in time: 20 s, and a second more for every 16 KiB."""

    def __init__(self, app: ASGIApp, seconds: float = _BODY_SECONDS) -> None:
        super().__init__(app)
        self._seconds = seconds

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; whoever reads its body meets the end of the time."""
        length = Headers(scope=scope).get("content-length", "0")
        began, came, complete = asyncio.get_running_loop().time(), 0, False

        async def receive_in_time() -> Message:
            nonlocal came, complete
            if complete:  # what is waited for now is that the asker leaves
                return await receive()
            allowed = self._seconds + came / _SLOWEST
            message = await _within(receive, began + allowed)
            came += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            return message

        has_body = length != "0" or "transfer-encoding" in Headers(scope=scope)
        await self.app(scope, receive_in_time if has_body else receive, send)


async def _within(receive: Receive, deadline: float) -> Message:
    """Return the next message. Raises HTTPException (408) at the deadline, of the loop's clock."""
    try:
        async with asyncio.timeout_at(deadline):
            return await receive()
    except TimeoutError as late:
        how: dict[str, Any] = {"headers": {"Connection": "close"}}
        raise HTTPException(408, "The request came too slowly", **how) from late
