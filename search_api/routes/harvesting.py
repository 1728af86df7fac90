"""OAI-PMH: the address that harvesters ask, by GET or by POST."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from indexer.errors import NotFound
from indexer.settings import Settings
from search_api.dependencies import Index
from search_api.retrieval.index_reader import Searcher
from search_api.routes.downloads import content_of
from search_api.sharing.addresses import Places
from search_api.sharing.oai import MEDIA_TYPE, Repository, answer

_ARGUMENTS = {
    "verb": "Identify, ListMetadataFormats, ListIdentifiers, ListRecords, GetRecord, ListSets.",
    "metadataPrefix": "`oai_dc` or `oai_lom`.",
    "identifier": "Of a record, `oai:DOMAIN:ID`.",
    "from": "A day or a second in UTC: what changed then or later.",
    "until": "A day or a second in UTC: what changed then or before.",
    "set": "There are no sets.",
    "resumptionToken": "As the page before gave it, and nothing else.",
}
_PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string"} | ({"examples": ["Identify"]} if name == "verb" else {}),
    }
    for name, description in _ARGUMENTS.items()
]
_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in _ARGUMENTS},
                }
            }
        }
    }
}
_ANSWER: dict[int | str, dict[str, Any]] = content_of(
    "The answer; what cannot be answered is an error of the protocol.", MEDIA_TYPE
)


def _speaks_oai(request: Request) -> None:
    """Raise NotFound where whoever runs the service has named nobody to write to."""
    if not request.app.state.settings.admin_email:
        cure = "Whoever runs it can set BALKANETUP_ADMIN_EMAIL."
        raise NotFound("This service is not set up for harvesting.", cure=cure)


async def _form(request: Request) -> list[tuple[str, str]]:
    """Return the arguments in the body, which is small already."""
    return parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


router = APIRouter(tags=["harvesting"], dependencies=[Depends(_speaks_oai)])


@router.get(
    "/oai",
    operation_id="harvest",
    openapi_extra={"parameters": _PARAMETERS},
    response_class=Response,
    responses=_ANSWER,
)
def harvest(request: Request, index: Index) -> Response:
    """Answer a harvester by OAI-PMH 2.0."""
    return _answer(request.app.state.settings, index, request.query_params.multi_items())


@router.post(
    "/oai",
    operation_id="harvest_by_form",
    openapi_extra=_FORM,
    response_class=Response,
    responses=_ANSWER,
)
def harvest_by_form(
    request: Request, index: Index, given: Annotated[list[tuple[str, str]], Depends(_form)]
) -> Response:
    """Answer a harvester by OAI-PMH 2.0; the arguments are in the body, as those of a form."""
    return _answer(request.app.state.settings, index, given)


def _answer(settings: Settings, index: Searcher, given: list[tuple[str, str]]) -> Response:
    repository = Repository(
        site=settings.repository_name,
        namespace=settings.namespace,
        admin_email=settings.admin_email,
        places=Places(settings.public_address),
        catalogue=index.catalogue,
    )
    return Response(answer(repository, given), media_type=MEDIA_TYPE)
