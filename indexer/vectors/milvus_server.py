"""A Milvus server, asked from many threads. A home of pymilvus, which is imported when first asked.

A server that did not answer is left alone for some seconds, so that a question never waits for it
twice; then it is asked again, and is back by itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from indexer.errors import VectorsLost, VectorsUnavailable
from indexer.settings import VectorServer

if TYPE_CHECKING:
    from pymilvus import MilvusClient

READING = 4.0  # seconds that a question waits
WRITING = 600.0  # seconds that a step of a publication may take
_LEFT_ALONE = 3.0  # seconds
# Milvus's codes. With those of _DOWN it is left alone; with the others it refused one request.
_DOWN = (1, 2)
_NO_COLLECTION, _NOT_LOADED = 100, 101
Answer = TypeVar("Answer")


class MilvusServer:
    """The line to one server."""

    def __init__(self, server: VectorServer) -> None:
        self._server = server
        self._client: MilvusClient | None = None
        self._lock = threading.Lock()
        self._failed_at = -_LEFT_ALONE
        self._failure = ""

    def ask(self, ask: Callable[["MilvusClient"], Answer], collection: str = "") -> Answer:
        """Return what `ask` gets from the server; `collection` is loaded where it was not.

        Raises VectorsUnavailable where the server does not answer, or refuses; VectorsLost where it
        has no such collection.
        """
        self._refuse_while_left_alone()
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            client = self._connected()
            try:
                return ask(client)
            except MilvusException as problem:
                if not collection or problem.code != _NOT_LOADED:
                    raise
                client.load_collection(collection, timeout=READING)  # it was started anew
                return ask(client)
        except MilvusException as problem:
            if problem.code == _NO_COLLECTION:
                raise VectorsLost(
                    f"The vector server {self._server.uri} has no collection {collection}.",
                    cure="Send it anew with: balkanetup rebuild",
                ) from problem
            if problem.code not in _DOWN:
                raise VectorsUnavailable(
                    f"The vector server {self._server.uri} refuses: {problem.message}.",
                    cure="See its log, and that its version is one that pymilvus knows.",
                ) from problem
            raise self._down(problem.message) from problem
        except RpcError as problem:
            raise self._down(problem.details()) from problem

    def _connected(self) -> "MilvusClient":
        """Return the client, made once. Who waited while it failed does not try again."""
        from pymilvus.exceptions import MilvusException

        with self._lock:
            if self._client is None:
                self._refuse_while_left_alone()
                try:
                    self._client = self._connect()
                except MilvusException as problem:
                    if problem.code not in _DOWN:
                        raise
                    raise self._down(problem.message) from problem
            return self._client

    def _connect(self) -> "MilvusClient":
        from pymilvus import MilvusClient

        # It logs each refusal with its whole trace; ours is a sentence.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        return MilvusClient(
            uri=self._server.uri,
            token=self._server.token,
            timeout=READING,
            # A server may take pings between questions for an attack, and hang up.
            grpc_options={"grpc.keepalive_permit_without_calls": False},
        )

    def _refuse_while_left_alone(self) -> None:
        if time.monotonic() < self._failed_at + _LEFT_ALONE:
            raise self._unavailable()

    def _down(self, failure: str) -> VectorsUnavailable:
        self._failed_at, self._failure = time.monotonic(), failure
        return self._unavailable()

    def _unavailable(self) -> VectorsUnavailable:
        return VectorsUnavailable(
            f"The vector server {self._server.uri} does not answer: {self._failure}.",
            cure="Start it, or set BALKANETUP_MILVUS_URI to where it is.",
        )


@lru_cache(maxsize=8)
def connection(server: VectorServer | None) -> MilvusServer:
    """Return the line to a server, one for all of a process.

    Raises VectorsUnavailable where no server is named, or pymilvus is not installed.
    """
    if server is None:
        raise VectorsUnavailable(
            "The index is on a vector server, and no setting names it.",
            cure="Set BALKANETUP_MILVUS_URI, e.g. http://127.0.0.1:19530",
        )
    try:
        import pymilvus  # noqa: F401  # only to see that it is there
    except ImportError:
        raise VectorsUnavailable(
            "The engine milvus needs pymilvus.", cure="pip install 'balkanetup-search[milvus]'"
        ) from None
    return MilvusServer(server)
