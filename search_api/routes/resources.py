"""Resources: the list, one of them, its file, and what to read next to it."""

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from indexer import domain
from indexer.catalogue import finding, passages, proposals, resources, works
from indexer.errors import NotFound
from indexer.storage.indexed_file import read_indexed_file
from search_api import freshness, presenters, schemas
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.limits import FARTHEST
from search_api.recommend import related_to
from search_api.retrieval.filter_values import check_values

router = APIRouter(tags=["resources"])


@router.get("/v1/resources", openapi_extra={"parameters": FILTER_PARAMETERS})
def list_resources(
    index: Index,
    filters: Filters,
    k: schemas.Limit = 20,
    offset: Annotated[int, Parameter(ge=0, le=FARTHEST)] = 0,
    reader_language: ReaderLanguage = "en",
) -> schemas.ResourceList:
    """List the works that match the filters, by title, each once with its versions."""
    check_values(index.catalogue, filters)
    ids = finding.resource_ids(index.catalogue, filters)
    every = resources.several(index.catalogue, works.once(index.catalogue, ids))
    shown = every[offset : offset + k]
    versions = works.versions(index.catalogue, [resource.id for resource in shown])
    return schemas.ResourceList(
        total=len(every),
        offset=offset,
        resources=[
            presenters.resource(resource, reader_language, versions[resource.id])
            for resource in shown
        ],
        facets=presenters.facets(finding.facet_counts(index.catalogue, ids), reader_language),
    )


@router.get("/v1/resources/{resource_id}")
def show_resource(
    index: Index, resource_id: str, reader_language: ReaderLanguage = "en"
) -> schemas.ResourcePage:
    """Show everything about one resource, with all its passages."""
    resource = existing(index, resource_id)
    return presenters.resource_page(
        resource,
        passages.of_resource(index.catalogue, resource.id),
        reader_language,
        works.versions(index.catalogue, [resource.id])[resource.id],
        proposals.of_resource(index.catalogue, resource.id),
    )


@router.get("/v1/resources/{resource_id}/related")
def show_related(
    index: Index,
    resource_id: str,
    k: schemas.Limit = 5,
    reader_language: ReaderLanguage = "en",
) -> schemas.Recommendations:
    """Recommend resources to read next to one, unlike each other, with reasons."""
    suggestions = related_to(index, resource_id, k)
    versions = works.versions(index.catalogue, [item.resource.id for item in suggestions])
    return presenters.recommendations(suggestions, reader_language, versions)


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
def send_file(request: Request, index: Index, resource_id: str) -> Response:
    """Send the file exactly as it was indexed. Never shown in a page: it may hold scripts."""
    resource = existing(index, resource_id)
    content = read_indexed_file(index.catalogue, resource)
    freshness.check(request, f'"{resource.content_hash}"')
    name = quote(Path(resource.path).name, safe="")
    return Response(
        content,
        media_type=resource.media_type,
        headers={
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
