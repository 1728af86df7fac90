"""The page that a passage stands on, as a picture with the passage marked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from indexer import domain
from indexer.catalogue.passages import StoredPassage
from indexer.extraction.page_picture import PagePicture
from indexer.storage.page_pictures import check_paged, key_of, picture_of
from search_api import freshness
from search_api.contract import NO_PICTURE
from search_api.dependencies import Index
from search_api.presenters import reading as reading_presenters
from search_api.problems import Busy
from search_api.retrieval.index_reader import Searcher
from search_api.routes.passages import Address, passage_at
from search_api.routes.resources import existing
from search_api.schemas import reading as reading_schemas

PAINTED_AT_A_TIME = 2  # each takes a processor and up to BALKANETUP_MEMORY_BYTES
_PATIENCE = 10.0  # seconds that somebody waits for their turn

router = APIRouter(tags=["passages"], responses=NO_PICTURE)
PageNumber = Annotated[
    int | None,
    Parameter(
        ge=1, le=100_000, description="Another page than the one that has most of the passage."
    ),
]


@router.get("/v1/passages/{passage_id}/page")
async def show_page_of_passage(
    request: Request, index: Index, passage_id: Address, page: PageNumber = None
) -> reading_schemas.PagePicture:
    """Tell which page a passage stands on, and where on it.

    Of PDF; of Word, slides and the like where LibreOffice is installed. Others are refused.
    """
    stored, resource = await run_in_threadpool(_asked_for, index, passage_id)
    painted = await _painted(request, index, stored, resource, page)
    chosen = f"?{urlencode({'page': page})}" if page is not None else ""
    base = request.app.state.settings.public_address
    path = f"/v1/passages/{quote(stored.address, safe='~')}/page.png{chosen}"
    return reading_presenters.picture_of_page(painted, f"{base}{path}")


@router.get(
    "/v1/passages/{passage_id}/page.png",
    response_class=Response,
    responses={
        200: {
            "description": "The page.",
            "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def send_page_of_passage(
    request: Request, index: Index, passage_id: Address, page: PageNumber = None
) -> Response:
    """Send the page that a passage stands on as a picture, the passage marked."""
    stored, resource = await run_in_threadpool(_asked_for, index, passage_id)
    freshness.check(request, f'"{key_of(resource, stored, page)}"')
    painted = await _painted(request, index, stored, resource, page)
    return Response(painted.png, media_type="image/png")


def _asked_for(index: Searcher, passage_id: str) -> tuple[StoredPassage, domain.Resource]:
    """Return the passage and its resource. Raises NotFound, and NoPicture where it has no pages."""
    stored = passage_at(index, passage_id).stored
    resource = existing(index, stored.resource_id)
    check_paged(resource)
    return stored, resource


async def _painted(
    request: Request,
    index: Searcher,
    stored: StoredPassage,
    resource: domain.Resource,
    page: int | None,
) -> PagePicture:
    """Return the page. Raises Busy, and what `picture_of` raises."""
    settings = request.app.state.settings
    async with _turn(request.app.state.painting):
        # In a thread besides those that answer questions: these would wait for painters.
        return await to_thread.run_sync(
            picture_of,
            index.catalogue,
            resource,
            stored,
            page,
            settings,
            limiter=CapacityLimiter(1),
        )


@asynccontextmanager
async def _turn(painting: asyncio.Semaphore) -> AsyncIterator[None]:
    """Wait until fewer pages are being painted, in no thread. Raises Busy when that takes long."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await painting.acquire()
    except TimeoutError as late:
        cure = "Ask again in a few seconds."
        raise Busy("Too many pages are being painted.", cure=cure) from late
    try:
        yield
    finally:
        painting.release()
