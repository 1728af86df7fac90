"""Requests to the network: what people wish somebody wrote; sent, listed, published, closed."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from indexer.errors import BalkanetupError, NotFound
from indexer.settings import Settings
from search_api import schemas
from search_api.access.keys import Key
from search_api.contract import NEEDS_KEY, OF_BODIES
from search_api.dependencies import ReaderLanguage, holder_of
from search_api.limits import FARTHEST
from search_api.network import requests
from search_api.network.directory import directory_of
from search_api.paging import next_page
from search_api.presenters import gaps as gap_presenters
from search_api.retrieval.filter_values import check_values
from search_api.routes.downloads import content_of
from search_api.routes.resources import existing
from search_api.schemas import gaps as gap_schemas
from search_api.sharing.addresses import Places
from search_api.sharing.atom import MEDIA_TYPE, Feed
from search_api.sharing.request_feed import request_feed

router = APIRouter(tags=["network"])
Maintainer = Annotated[Key, holder_of("maintain")]
Offset = Annotated[int, Query(ge=0, le=FARTHEST)]
Showing = Annotated[
    Literal["open", "answered", "all"], Query(description="Which of them; those shown to all.")
]
OfState = Annotated[
    requests.State | Literal["all"],
    Query(description="Which of them; `waiting`: nobody sees them until they are published."),
]
_FED = 50  # requests of a feed
_OF_ADMIN: Any = {"responses": NEEDS_KEY, "tags": ["admin"]}


@router.get("/v1/requests")
def list_requests(
    request: Request,
    response: Response,
    state: Showing = "open",
    k: schemas.Limit = 20,
    offset: Offset = 0,
    reader_language: ReaderLanguage = "en",
) -> gap_schemas.RequestList:
    """List what people ask the network to write, the newest first."""
    shown = [it for it in _public(request) if state in ("all", it.state)]
    return _page(request, response, shown, (offset, k), reader_language)


@router.post("/v1/requests", responses=OF_BODIES)
def send_request(
    request: Request, wish: gap_schemas.NewRequest, reader_language: ReaderLanguage = "en"
) -> gap_schemas.OpenRequest:
    """Put a request to the network: a text for everybody to read.

    It is shown once a maintainer has published it, or at once, as `state` says. One that is there
    already is not kept twice. Five an hour are taken from one address.
    """
    settings: Settings = request.app.state.settings
    if settings.requests == "off":
        raise NotFound("No requests are taken here.", cure="Write to your centre.")
    request.app.state.rates.count_wish(request.scope)
    if wish.discipline is not None:
        with request.app.state.index_reader.searcher() as index:
            check_values(index.catalogue, {"discipline": [wish.discipline]})
    state: requests.State = "open" if settings.requests == "open" else "waiting"
    kept = requests.put(settings.data_dir, wish.text, wish.discipline, state)
    return gap_presenters.request(kept, reader_language)


@router.get(
    "/feed/requests",
    response_class=Response,
    responses=content_of("The feed.", MEDIA_TYPE),
    tags=["feeds"],
)
def show_request_feed(request: Request) -> Response:
    """Tell in Atom what is asked of the network and has no answer yet."""
    settings: Settings = request.app.state.settings
    feed = Feed(
        site=settings.repository_name,
        namespace=settings.namespace,
        places=Places(settings.public_address),
        language="en",
    )
    shown = [it for it in _public(request) if it.state == "open"][:_FED]
    return Response(request_feed(feed, shown), media_type=MEDIA_TYPE)


@router.get("/v1/admin/requests", **_OF_ADMIN)
def list_all_requests(
    _: Maintainer,
    request: Request,
    response: Response,
    state: OfState = "all",
    k: schemas.Limit = 20,
    offset: Offset = 0,
    reader_language: ReaderLanguage = "en",
) -> gap_schemas.RequestList:
    """List all requests, also those that wait to be published."""
    shown = [it for it in _kept(request) if state in ("all", it.state)]
    return _page(request, response, shown, (offset, k), reader_language)


@router.patch("/v1/admin/requests/{request_id}", **_OF_ADMIN)
def decide_request(
    _: Maintainer,
    request: Request,
    request_id: str,
    decision: gap_schemas.Decision,
    reader_language: ReaderLanguage = "en",
) -> gap_schemas.OpenRequest:
    """Publish a request, or close it with the resources that answer it."""
    data_dir = request.app.state.settings.data_dir
    if decision.state == "open":
        decided = requests.publish(data_dir, request_id)
    else:
        _check_answers(request, decision.answers)
        decided = requests.close(data_dir, request_id, decision.answers)
    return gap_presenters.request(decided, reader_language)


@router.delete("/v1/admin/requests/{request_id}", **_OF_ADMIN)
def remove_request(
    _: Maintainer, request: Request, request_id: str, reader_language: ReaderLanguage = "en"
) -> gap_schemas.OpenRequest:
    """Delete a request; nothing of it stays. The answer is what it was."""
    removed = requests.remove(request.app.state.settings.data_dir, request_id)
    return gap_presenters.request(removed, reader_language)


def _public(request: Request) -> list[requests.Request]:
    """Return the requests that everybody may read; none where they are off."""
    if request.app.state.settings.requests == "off":
        return []
    return [it for it in _kept(request) if it.state != "waiting"]


def _kept(request: Request) -> list[requests.Request]:
    """Return all requests; those that resources of the index name as answered."""
    kept = requests.every(request.app.state.settings.data_dir)
    return requests.answered_by(kept, _answers(request))


def _check_answers(request: Request, answers: Sequence[str]) -> None:
    """Raise NotFound for what is no resource of the index."""
    if answers:
        with request.app.state.index_reader.searcher() as index:
            for name in answers:
                existing(index, name)


def _answers(request: Request) -> Mapping[str, Sequence[str]]:
    try:
        with request.app.state.index_reader.searcher() as index:
            return directory_of(index.catalogue).answers
    except BalkanetupError:  # requests can be read where there is no index
        return {}


def _page(
    request: Request,
    response: Response,
    listed: Sequence[requests.Request],
    part: tuple[int, int],
    language: str,
) -> gap_schemas.RequestList:
    offset, k = part
    settings: Settings = request.app.state.settings
    return gap_schemas.RequestList(
        taken=settings.requests != "off",
        total=len(listed),
        offset=offset,
        next=next_page(request, response, offset + k, len(listed)),
        feed=f"{Places(settings.public_url.rstrip('/')).feed()}/requests",
        requests=[gap_presenters.request(it, language) for it in listed[offset : offset + k]],
    )
