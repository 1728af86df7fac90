"""The service: `create_app(settings)`."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from indexer.encoding import Encoder
from indexer.errors import BalkanetupError
from indexer.settings import Settings
from search_api import problems
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search as find
from search_api.routes import describing, disciplines, health, resources, search, suggest
from search_api.schemas import Problem

_LARGEST_BODY = 64 * 2**10  # bytes
_log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None, encoder: Encoder | None = None) -> FastAPI:
    """Return the service over the index of `settings` (those of the environment when None).

    `encoder` takes the place of the one that the settings name.
    """
    reader = IndexReader(settings or Settings(), encoder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_warm_up, reader)
        yield

    app = FastAPI(
        title="BALKANETUP Search",
        summary="Semantic search and recommendation over teaching resources.",
        version="1",
        lifespan=lifespan,
    )
    app.state.index_reader = reader
    problems.install(app)
    app.middleware("http")(_refuse_large_bodies)
    for part in (search, suggest, resources, describing, disciplines, health):
        app.include_router(part.router)
    return app


def _warm_up(reader: IndexReader) -> None:
    """Load the index and the encoder before the first question, if they are there."""
    try:
        with reader.searcher() as searcher:
            for question in ("How do I begin?", "Како да почнем?"):  # both halves of the encoder
                find(searcher, Query(question))
    except BalkanetupError as problem:
        _log.warning("%s", problem)


async def _refuse_large_bodies(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Answer 413 to a body above 64 KiB before reading it."""
    length = request.headers.get("content-length", "0")
    chunked = "transfer-encoding" in request.headers
    if chunked or not length.isdigit() or int(length) > _LARGEST_BODY:
        detail = "The body of the request is too large, or does not say its length."
        return problems.answer(
            Problem(title="Too large", status=413, detail=detail, cure="Send at most 64 KiB.")
        )
    return await call_next(request)
