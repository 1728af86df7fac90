"""A Milvus server to test against: a process of milvus-lite, or the cluster that MILVUS_URI names.

milvus-lite answers the calls of the real client over gRPC, but it is another program than Milvus:
what passes here shows that we speak its language, not how a cluster behaves.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.settings import VectorServer
from tests.served import free_port

PATIENCE = 30.0  # seconds; it starts in two


class MilvusProcess:
    """A server of its own, on a free port of this machine, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.server = VectorServer(f"http://127.0.0.1:{self._port}", "")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        where = ["--data-dir", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        with (self._folder.parent / f"{self._folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "milvus_lite", "server", *where], stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE
        while not _answers(self.server):
            assert self._process.poll() is None, "milvus-lite ended"
            assert time.monotonic() < deadline, "milvus-lite does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a machine that fails does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it hear and not answer within the block."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        os.waitpid(self._process.pid, os.WUNTRACED)  # until it is stopped
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)


def named_cluster() -> VectorServer | None:
    """Return the cluster that the environment names for the tests."""
    uri = os.environ.get("MILVUS_URI")
    return VectorServer(uri, os.environ.get("MILVUS_TOKEN", "")) if uri else None


def _answers(server: VectorServer) -> bool:
    from pymilvus import MilvusClient
    from pymilvus.exceptions import MilvusException

    try:
        client = MilvusClient(uri=server.uri, timeout=1, dedicated=True)
        client.list_collections(timeout=1)
    except MilvusException:
        return False
    return True
