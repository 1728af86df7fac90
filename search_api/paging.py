"""Pages of a list, and parts of an answer: `next`, `Link`, `fields`."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse

from indexer.errors import UsageError
from indexer.metadata.facets import FACETS
from search_api.schemas import Wire
from search_api.sharing.addresses import Places

Fields = Annotated[
    str,
    Query(
        description="Which fields of the answer to send, with commas, e.g. `total,resources`; all "
        "when left out. Facets and passages are most of an answer's bytes.",
        max_length=500,
    ),
]


def next_page(request: Request, response: Response, end: int, total: int) -> str | None:
    """Return the address of the page that begins at `end` of `total`, and name it in `Link`."""
    if end >= total:
        return None
    given = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
    base = request.app.state.settings.public_url.rstrip("/")
    address = f"{base}{request.url.path}?{urlencode([*given, ('offset', end)])}"
    response.headers["Link"] = f'<{address}>; rel="next"'
    return address


def feed_of(request: Request) -> str:
    """Return the address of the Atom feed of what is asked: the question and the filters."""
    pairs = request.query_params.multi_items()
    kept = [(name, value) for name, value in pairs if value and name in ("q", *FACETS)]
    return Places(request.app.state.settings.public_url.rstrip("/")).feed(kept)


def shaped(answer: Wire, fields: str, headers: Mapping[str, str]) -> Any:
    """Return `answer` with the `fields` alone that are named. Raises UsageError for another."""
    if not fields:
        return answer
    names = [name.strip() for name in fields.split(",")]
    known_names = type(answer).model_fields
    for name in names:
        if name not in known_names:
            cure = f"Use {', '.join(known_names)}."
            raise UsageError(f"There is no field {name!r} here.", cure=cure, field="fields")
    return JSONResponse(answer.model_dump(mode="json", include=set(names)), headers=dict(headers))
