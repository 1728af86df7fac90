"""How to cite a resource: as text in a style, or as data for a reference manager."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from search_api.citing.formats import MEDIA_TYPES, SUFFIXES, CitationFormat, references
from search_api.citing.styles import Style, reference
from search_api.citing.work import work_of
from search_api.dependencies import Index
from search_api.routes.downloads import content_of, download
from search_api.routes.resources import existing

router = APIRouter(tags=["resources"])


@router.get(
    "/v1/resources/{resource_id}/citation",
    response_class=Response,
    responses=content_of("The reference.", "text/plain", *MEDIA_TYPES.values()),
)
def cite_resource(
    request: Request,
    index: Index,
    resource_id: str,
    style: Annotated[Style, Parameter(description="Of a text; `chicago` is author-date.")] = "apa",
    format: Annotated[
        CitationFormat,
        Parameter(description="`text` is one line; the others are files for reference managers."),
    ] = "text",
) -> Response:
    """Cite a resource. What is not known of it is left out, or said as the style says it."""
    resource = existing(index, resource_id)
    work = work_of(resource, request.app.state.settings.public_url)
    if format == "text":
        return Response(reference(work, style), media_type="text/plain")
    content = references([work], format).encode()
    return download(content, MEDIA_TYPES[format], f"{resource_id}{SUFFIXES[format]}")
