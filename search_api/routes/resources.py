"""Resources: the list, one of them, its file."""

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response, StreamingResponse
from pydantic import AfterValidator

from indexer import domain
from indexer.catalogue import finding, passages, proposals, resources, works
from indexer.errors import NotFound
from indexer.storage.indexed_file import open_indexed_file
from search_api import freshness, presenters, schemas
from search_api.dependencies import (
    FILTER_PARAMETERS,
    Filters,
    Index,
    ReaderLanguage,
    Reads,
    read_time,
)
from search_api.limits import FARTHEST
from search_api.paging import Fields, feed_of, next_page, shaped
from search_api.recommend.for_reader import own_first, versions_for
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.language_tags import read_languages
from search_api.sharing.addresses import Places

router = APIRouter(tags=["resources"])


AddedSince = Annotated[
    Annotated[str, AfterValidator(read_time)] | None,
    Parameter(
        description="Keep what came into the index at this time or later.", examples=["2020-01-31"]
    ),
]
Sort = Literal["title", "added", "-added", "year", "-year"]


@router.get(
    "/v1/resources",
    openapi_extra={"parameters": FILTER_PARAMETERS},
    response_model=schemas.ResourceList,
)
def list_resources(
    request: Request,
    response: Response,
    index: Index,
    filters: Filters,
    k: schemas.Limit = 20,
    offset: Annotated[int, Parameter(ge=0, le=FARTHEST)] = 0,
    sort: Annotated[Sort, Parameter(description="A minus puts the greatest first.")] = "title",
    added_since: AddedSince = None,
    fields: Fields = "",
    reads: Reads = None,
    reader_language: ReaderLanguage = "en",
) -> Any:
    """List the works that match the filters, each once with its versions."""
    check_values(index.catalogue, filters)
    languages = read_languages(reads or ())
    ids = finding.resource_ids(index.catalogue, filters)
    if added_since is not None:
        ids = resources.added_since(index.catalogue, ids, added_since)
    every = sort_by(versions_for(index.catalogue, ids, languages), sort)
    shown = own_first(every, languages)[offset : offset + k]
    versions = works.versions(index.catalogue, [resource.id for resource in shown])
    answer = schemas.ResourceList(
        total=len(every),
        offset=offset,
        next=next_page(request, response, offset + k, len(every)),
        feed=feed_of(request),
        resources=[
            presenters.resource(resource, reader_language, versions[resource.id])
            for resource in shown
        ],
        facets=presenters.facets(finding.facet_counts(index.catalogue, ids), reader_language),
    )
    return shaped(answer, fields, response.headers)


def sort_by(every: list[domain.Resource], sort: Sort) -> list[domain.Resource]:
    """Return the resources, which come by title, in another order; unknown years come last."""
    if sort == "title":
        return every
    down = sort.startswith("-")
    if sort.endswith("added"):
        return sorted(every, key=lambda resource: resource.added, reverse=down)
    dated = [resource for resource in every if resource.metadata.year is not None]
    rest = [resource for resource in every if resource.metadata.year is None]
    return [*sorted(dated, key=lambda it: it.metadata.year or 0, reverse=down), *rest]


@router.get("/v1/resources/{resource_id}", response_model=schemas.ResourcePage)
def show_resource(
    request: Request,
    index: Index,
    resource_id: str,
    fields: Fields = "",
    reader_language: ReaderLanguage = "en",
) -> Any:
    """Show everything about one resource, with all its passages."""
    resource = existing(index, resource_id)
    places = Places(request.app.state.settings.public_url.rstrip("/"))
    page = presenters.resource_page(
        resource,
        passages.of_resource(index.catalogue, resource.id),
        reader_language,
        works.versions(index.catalogue, [resource.id])[resource.id],
        proposals.of_resource(index.catalogue, resource.id),
        places.page(resource.id),
    )
    return shaped(page, fields, {})


@router.get(
    "/v1/resources/{resource_id}/file",
    response_class=Response,
    responses={
        200: {
            "description": "The document. It is sent whole: there are no ranges.",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def send_file(request: Request, resource_id: str) -> Response:
    """Send the file exactly as it was indexed. Never shown in a page: it may hold scripts."""
    # The index is let go before the file is sent: who takes it slowly holds on to no generation.
    with request.app.state.index_reader.searcher() as index:
        resource = existing(index, resource_id)
        freshness.check(request, f'"{resource.content_hash}"')
        file = open_indexed_file(index.catalogue, resource, request.app.state.settings)
    name = quote(Path(resource.path).name, safe="")
    return StreamingResponse(
        file.parts(),
        media_type=resource.media_type,
        headers={
            "Content-Length": str(file.size),
            "Content-Disposition": f"attachment; filename*=utf-8''{name}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Accept-Ranges": "none",
        },
    )


def existing(index: Index, resource_id: str) -> domain.Resource:
    """Return the resource with this id. Raises NotFound with the cure."""
    resource = resources.find(index.catalogue, resource_id)
    if resource is None:
        raise NotFound(f"There is no resource {resource_id!r}.", cure="Search for it by title.")
    return resource
