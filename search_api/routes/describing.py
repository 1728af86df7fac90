"""Resources described for other machines: Schema.org/LRMI as JSON-LD."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from indexer.catalogue import works
from indexer.taxonomy.jsonld import Addresses, json_ld
from search_api.dependencies import Index
from search_api.routes.resources import existing

router = APIRouter(tags=["resources"])


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
    original = next(
        (version.id for version in versions if version.relation == "original"), resource.id
    )
    translations = [version.id for version in versions if version.relation == "translation"]

    def page(name: str) -> str:
        base = request.app.state.settings.public_address
        return f"{base}/v1/resources/{quote(name, safe='')}"

    addresses = Addresses(
        page=page(resource.id),
        file=f"{page(resource.id)}/file",
        translation_of=page(original) if resource.id in translations else None,
        translations=tuple(page(name) for name in translations if resource.id == original),
    )
    return JsonLd(json_ld(resource.id, resource.metadata, addresses))
