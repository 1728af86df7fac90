"""The service: `create_app(settings)`."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext

from anyio import to_thread
from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from indexer.encoding import Encoder
from indexer.settings import Settings
from search_api import docs_page, problems, uploads
from search_api.assistants import mcp_endpoint
from search_api.contract import ERRORS, Service, operation_id
from search_api.dependencies import refuse_unknown_parameters
from search_api.layers import (
    Capacity,
    Compression,
    Freshness,
    HeadRequests,
    LastResort,
    SafeHeaders,
    SmallBodies,
)
from search_api.operations.memory import given_back, kept_out_of_gc
from search_api.operations.observing import Observed, Observer, Routed
from search_api.retrieval.index_reader import IndexReader
from search_api.routes import (
    admin,
    citing,
    describing,
    disciplines,
    discovering,
    embedding,
    exporting,
    feeds,
    gaps,
    harvesting,
    health,
    network,
    overseeing,
    packs,
    pages,
    passages,
    reading,
    related,
    requesting,
    resources,
    search,
    suggest,
    vocabularies,
    web,
)
from search_api.routes.pages import PAINTED_AT_A_TIME
from search_api.statistics import Statistics
from search_api.traffic.auditing import Auditing
from search_api.traffic.own_names import OwnNames
from search_api.traffic.rates import RateLimit, Rates
from search_api.traffic.slowness import SlowBodies
from search_api.warming import profiles_made, warm_up

# Requests worked on at the same time; the others wait their turn, within the settings' concurrency.
# Searches share one interpreter: more threads than keep the cores busy only take it
# from each other and from the event loop, and each keeps memory of its own.
THREADS = 1 + (os.cpu_count() or 1)


def create_app(
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    observers: Sequence[Observer] = (),
) -> FastAPI:
    """Return the service over the index of `settings` (those of the environment when None).

    `encoder` takes the place of the one that the settings name. `observers` hear of every request
    that was answered: the access log, the metrics.
    """
    settings = settings or Settings()
    reader = IndexReader(settings, encoder)
    counting = Statistics(settings.data_dir)
    assistants = mcp_endpoint(settings, reader) if settings.mcp else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        with counting.kept(), given_back():
            await run_in_threadpool(warm_up, reader)
            with profiles_made(reader), kept_out_of_gc():
                async with assistants.running() if assistants else nullcontext():
                    yield

    app = Service(
        title="BALKANETUP Search",
        summary="Semantic search and recommendation over teaching resources.",
        version="1",
        license_info={"name": "MIT", "identifier": "MIT"},
        servers=[{"url": settings.public_url}] if settings.public_url else None,
        lifespan=lifespan,
        responses=ERRORS,
        generate_unique_id_function=operation_id,
        redirect_slashes=False,  # where to would be taken from the Host header
        docs_url=None,  # theirs loads scripts from the network
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.index_reader = reader
    app.state.rates = Rates(settings)
    app.state.counting = counting
    app.state.painting = asyncio.Semaphore(PAINTED_AT_A_TIME)
    problems.install(app)
    _wrap(app, settings, observers)
    for part in (
        search,
        suggest,
        resources,
        related,
        passages,
        pages,
        reading,
        discovering,
        citing,
        describing,
        exporting,
        packs,
        disciplines,
        network,
        gaps,
        requesting,
        vocabularies,
        health,
        admin,
        overseeing,
        feeds,
        embedding,
        web,
    ):
        app.include_router(part.router, dependencies=[Depends(refuse_unknown_parameters)])
    app.include_router(harvesting.router)  # its protocol says what a wrong argument is answered
    if assistants:
        app.router.routes.append(assistants.route)
    app.add_api_route("/docs", lambda: _documentation(app), include_in_schema=False)
    return app


def _wrap(app: FastAPI, settings: Settings, observers: Sequence[Observer]) -> None:
    """Put the layers around `app`, the innermost first."""
    app.add_middleware(Routed)
    app.add_middleware(Auditing, data_dir=settings.data_dir)
    app.add_middleware(SlowBodies)
    app.add_middleware(SmallBodies, largest_form=settings.max_file_bytes + uploads.SPARE)
    for layer in (LastResort, Freshness, Compression):
        app.add_middleware(layer)
    app.add_middleware(Capacity, most=settings.concurrency)
    app.add_middleware(RateLimit, rates=app.state.rates)
    app.add_middleware(OwnNames, settings=settings)
    app.add_middleware(HeadRequests)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=[name.strip() for name in settings.cors_origins.split(",")],
            allow_methods=("GET", "HEAD"),  # what a key opens is not for the pages of others
            expose_headers=("ETag", "Link", "Retry-After", "X-Request-Id"),
        )
    app.add_middleware(SafeHeaders, frame_ancestors=settings.frame_ancestors)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)
    app.add_middleware(Observed, observers=observers)


def _documentation(app: FastAPI) -> HTMLResponse:
    return HTMLResponse(
        docs_page.page(app.openapi()), headers={"Content-Security-Policy": docs_page.POLICY}
    )
