"""What robots ask for: which addresses there are, and which are not worth asking for."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from indexer.catalogue import records
from search_api import freshness
from search_api.dependencies import Index
from search_api.sharing.addresses import Places
from search_api.sharing.xml import document, element

router = APIRouter(include_in_schema=False)

_MOST = 50_000  # addresses in one site map, by its standard
_SITE_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ASKED_ANEW = ("/v1/search", "/v1/suggest", "/v1/recommendations", "/v1/admin/", "/feed?", "/oai")


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Say what is not for robots: answers to questions, of which there is no end."""
    freshness.check_software(request)
    address = request.app.state.settings.public_address
    path = urlsplit(address).path
    rules = [f"Disallow: {path}{begin}" for begin in _ASKED_ANEW]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {address}/sitemap.xml", ""]
    return PlainTextResponse("\n".join(lines))


@router.get("/sitemap.xml")
def site_map(request: Request, index: Index) -> Response:
    """List the pages of all resources with the time of their last change, the latest first."""
    places = Places(request.app.state.settings.public_address)
    entries = [
        element(
            "url",
            "",
            None,
            element("loc", places.page(record.id)),
            element("lastmod", record.changed),
        )
        for record in records.existing(index.catalogue, _MOST)
    ]
    listed = element("urlset", "", {"xmlns": _SITE_MAP}, *entries)
    return Response(document(listed), media_type="application/xml")
