"""The plainest server there can be: what it takes, a machine takes under any other."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import cast

from tests.served import free_port


@contextmanager
def running_plainest() -> Iterator[int]:
    """Run a server that says "ok" to everybody for the length of the block; yield its port."""
    port = free_port()
    code = f"from tests.torture.plainest import answer_ok; answer_ok({port})"
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        _wait_until_open(port)
        yield port
    finally:
        process.kill()
        process.wait()


def answer_ok(port: int) -> None:
    """Answer every request at a port, until a signal ends this process."""

    class Plainest(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast(asyncio.Transport, transport)

        def data_received(self, _: bytes) -> None:
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(Plainest, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(serve())


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
