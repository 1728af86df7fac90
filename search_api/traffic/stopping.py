"""Stopping without cutting anybody off: the server of each process, and what watches over several.

Whoever keeps a connection open may send its next request in the very moment in which we stop. So
an idle connection is not closed at once: its next answer says `Connection: close`, and after that
both sides close it. Whoever has connected already, though not yet been accepted, is accepted first;
whoever comes later is refused, and knows that nothing was done.
"""

import asyncio
import select
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType
from typing import Any

from uvicorn import Config, Server
from uvicorn.config import STARTUP_FAILURE
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.supervisors import multiprocess
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from search_api.traffic.slowness import ImpatientProtocol

_IDLE_SECONDS = 2.0  # in which a connection may still send a request
_MOST_ROUNDS = 100  # of accepting those who connected before we stopped


class DrainingProtocol(ImpatientProtocol):
    """HTTP/1.1 that ends a connection after the next answer when its server stops."""

    def shutdown(self) -> None:
        """End the connection: after the answer at hand, after the next one, or when none comes."""
        if self._is_idle():
            self.loop.call_later(_IDLE_SECONDS, self._close_idle)
        elif not self.cycle.response_started:
            self.cycle.default_headers = [*self.cycle.default_headers, CLOSE_HEADER]
        else:
            self.cycle.keep_alive = False

    def _close_idle(self) -> None:
        if self._is_idle() and not self.transport.is_closing():
            self.transport.close()


class DrainingServer(Server):
    """A server that accepts whoever has connected before it stops."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept who waits, let nobody else in, answer all, stop."""
        for server in self.servers:
            for listener in server.sockets:
                await _accept_all(listener.fileno())
        self.server_state.default_headers = [*self.server_state.default_headers, CLOSE_HEADER]
        await super().shutdown(sockets)


async def _accept_all(listener: int) -> None:
    """Let the loop accept all who have connected to a listening socket; nobody else may queue."""
    with socket.socket(fileno=socket.dup(listener)) as same:
        with suppress(OSError):
            same.listen(0)
        for _ in range(_MOST_ROUNDS):
            if not select.select([same], [], [], 0)[0]:
                return
            await asyncio.sleep(0)


class Worker(Process):
    """A process that answers with a `DrainingServer`."""

    @property
    def server(self) -> Server:
        """The server, made where it runs."""
        if self._server is None:
            self._server = DrainingServer(config=self.config)
        return self._server


class Workers(Multiprocess):
    """What watches over several workers. It closes its own end of the port first when it stops:
    as long as it is open, people connect to it and nobody answers them."""

    def __init__(self, config: Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        for listener in self.sockets:
            listener.close()
        self.should_exit.set()


def run(app: Any, workers: int, **how: Any) -> None:
    """Serve `app` until a signal comes; with several workers it is the name of a factory."""
    config = Config(app, workers=workers, factory=workers > 1, **how)
    if workers == 1:
        server = DrainingServer(config)
        with suppress(KeyboardInterrupt):
            server.run()
        if not server.started:
            sys.exit(STARTUP_FAILURE)
        return
    # uvicorn has no other place to say which server its workers run.
    multiprocess.Process = Worker  # type: ignore[misc]
    Workers(config, sockets=[config.bind_socket()]).run()
