"""Resources described for people and machines elsewhere: a page, JSON-LD, a site map."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import AfterValidator

from indexer.catalogue import records, resources, works
from indexer.taxonomy.jsonld import json_ld
from search_api.contract import GONE
from search_api.dependencies import Index
from search_api.retrieval.language_tags import label_language
from search_api.routes.resources import existing
from search_api.sharing import page, words
from search_api.sharing.addresses import Places

router = APIRouter(tags=["resources"])
PageLanguage = Annotated[
    Annotated[str, AfterValidator(label_language)] | None,
    Parameter(
        alias="reader_language",
        description="Language of the labels; that of the resource, else English, when left out.",
        examples=["sq"],
    ),
]


class JsonLd(JSONResponse):
    """A response of linked data."""

    media_type = "application/ld+json"


@router.get(
    "/v1/resources/{resource_id}/jsonld", operation_id="describe_resource", response_class=JsonLd
)
def describe(request: Request, index: Index, resource_id: str) -> JsonLd:
    """Describe a resource in Schema.org/LRMI: what is known of it, never what is proposed."""
    resource = existing(index, resource_id)
    versions = works.versions(index.catalogue, [resource.id])[resource.id]
    places = Places(request.app.state.settings.public_address)
    described = json_ld(resource.id, resource.metadata, places.for_json_ld(resource.id, versions))
    return JsonLd(described)


@router.get(
    "/d/{resource_id}",
    operation_id="show_page",
    response_class=HTMLResponse,
    responses=GONE,
)
def show_page(
    request: Request, index: Index, resource_id: str, reader_language: PageLanguage = None
) -> HTMLResponse:
    """Show a resource as a plain page that search engines and reference managers read too."""
    settings = request.app.state.settings
    policy = {"Content-Security-Policy": page.policy(settings.frame_ancestors)}
    resource = resources.find(index.catalogue, resource_id)
    if resource is None:
        missing = page.missing_page(words.nearest(reader_language), settings.repository_name)
        gone = records.find(index.catalogue, resource_id) is not None
        return HTMLResponse(missing, 410 if gone else 404, headers=policy)
    shown = page.Shown(
        resource=resource,
        versions=works.versions(index.catalogue, [resource.id])[resource.id],
        places=Places(settings.public_address),
        language=words.nearest(reader_language or resource.metadata.language),
        site=settings.repository_name,
    )
    return HTMLResponse(page.page(shown), headers=policy | {"Link": page.links(shown)})
