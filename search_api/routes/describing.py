"""Resources described for other machines: Schema.org/LRMI as JSON-LD."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from indexer.catalogue import works
from indexer.taxonomy.jsonld import Addresses, json_ld
from search_api.dependencies import Index
from search_api.routes.resources import known

router = APIRouter(tags=["resources"])


class JsonLd(JSONResponse):
    """A response of linked data."""

    media_type = "application/ld+json"


@router.get("/v1/resources/{resource_id}/jsonld", response_class=JsonLd)
def describe(request: Request, index: Index, resource_id: str) -> JsonLd:
    """Describe a resource in Schema.org/LRMI: what is known of it, never what is proposed."""
    one = known(index, resource_id)
    versions = works.versions(index.catalogue, [one.id])[one.id]
    original = next((each.id for each in versions if each.relation == "original"), one.id)
    translations = [each.id for each in versions if each.relation == "translation"]

    def page(name: str) -> str:
        return str(request.url_for("show_resource", resource_id=name))

    addresses = Addresses(
        page=page(one.id),
        file=str(request.url_for("send_file", resource_id=one.id)),
        translation_of=page(original) if one.id in translations else None,
        translations=tuple(page(name) for name in translations if one.id == original),
    )
    return JsonLd(json_ld(one.id, one.metadata, addresses))
