"""What other sites show of ours: a search box or a list in a frame, by one script tag."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import HTMLResponse, Response

from indexer.catalogue import finding, resources
from search_api import freshness
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.limits import LONGEST
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from search_api.routes.downloads import content_of
from search_api.sharing.addresses import Places
from search_api.sharing.embed import SCRIPT, Embedded, Line, page, policy

router = APIRouter(tags=["embedding"])
_MOST = 20


@router.get("/embed.js", response_class=Response, responses=content_of("It.", "text/javascript"))
def send_embed_script(request: Request) -> Response:
    """Send the script that puts `/embed` into a page, where its tag stands."""
    freshness.check_software(request)
    return Response(SCRIPT, media_type="text/javascript")


@router.get(
    "/embed",
    response_class=HTMLResponse,
    openapi_extra={"parameters": FILTER_PARAMETERS},
)
def show_embedded(
    request: Request,
    index: Index,
    filters: Filters,
    q: Annotated[str, Parameter(max_length=LONGEST, description="A question.")] = "",
    k: Annotated[int, Parameter(ge=1, le=_MOST, description="How many are listed.")] = 5,
    box: Annotated[bool, Parameter(description="With a box to search in.")] = True,
    reader_language: ReaderLanguage = "en",
) -> HTMLResponse:
    """Show a search box, and what answers a question or what the filters keep, to be framed.

    Sites that may frame it are named in BALKANETUP_FRAME_ANCESTORS. Without a question and filters
    there is the box alone; without the box, the newest resources.
    """
    settings = request.app.state.settings
    lines, nothing_close = _lines(index, q, filters, k) if q.strip() else (None, False)
    if lines is None and (filters or not box):
        lines = _newest(index, filters, k)
    shown = Embedded(
        asked=[(name, value) for name, value in request.query_params.multi_items() if value],
        lines=lines,
        has_box=box,
        nothing_close=nothing_close,
        places=Places(settings.public_address),
        language=reader_language,
        site=settings.repository_name,
    )
    headers = {"Content-Security-Policy": policy(settings.frame_ancestors)}
    return HTMLResponse(page(shown), headers=headers)


def _lines(
    index: Searcher, question: str, filters: Mapping[str, tuple[str, ...]], k: int
) -> tuple[Sequence[Line] | None, bool]:
    """Return what answers a question, with the passage that does, and whether nothing is close."""
    answer = search(index, Query(question, filters, k=k))
    lines = []
    for hit in answer.hits:
        passage = hit.matches[0].stored.passage if hit.matches else None
        text = passage.text if passage else hit.resource.metadata.abstract or ""
        lines.append(Line(hit.resource, text, passage.language if passage else None))
    return lines, answer.nothing_close


def _newest(index: Searcher, filters: Mapping[str, tuple[str, ...]], k: int) -> Sequence[Line]:
    check_values(index.catalogue, filters)
    ids = finding.resource_ids(index.catalogue, filters)
    return [
        Line(resource, resource.metadata.abstract or "", resource.metadata.language)
        for resource in resources.newest(index.catalogue, ids, k)
    ]
