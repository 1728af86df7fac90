"""The OpenAPI document: what FastAPI reads off the routes, and every error they may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from search_api.schemas import Problem

_SCHEMA = "#/components/schemas/{model}"
_TRANSPORT = {
    404: ("Not found", "There is no resource 'soil'.", "Search for it by title."),
    413: ("Too large", "The body of the request is too large.", "Send at most 64 KiB."),
    422: (
        "The request cannot be understood",
        "k: Input should be greater than or equal to 1.",
        "See /docs for what this address takes.",
    ),
    429: (
        "Too many requests",
        "More than 600 per 1 minute is not possible.",
        "Ask again in 12 seconds, and less often.",
    ),
    500: (
        "Something went wrong here",
        "The service met an error that it does not know. It is in its log.",
        "Tell the maintainer what you asked.",
    ),
    503: (
        "Too many questions at once",
        "The service answers as many questions as it can.",
        "Ask again in a second.",
    ),
}


def _error(status: int, title: str, detail: str, cure: str) -> dict[str, Any]:
    example = Problem(title=title, status=status, detail=detail, cure=cure)
    error: dict[str, Any] = {
        "description": title,
        "content": {
            "application/problem+json": {
                "schema": {"$ref": _SCHEMA.format(model="Problem")},
                "example": example.model_dump(exclude_none=True),
            }
        },
    }
    if status in (429, 503):
        error["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        }
    return error


ERRORS: dict[int | str, dict[str, Any]] = {
    304: {"description": "What `If-None-Match` names is still the answer."},
    **{status: _error(status, *words) for status, words in _TRANSPORT.items()},
}


def operation_id(route: APIRoute) -> str:
    """Return the name of the function behind a route: `list_resources`. Clients use it."""
    return route.name


class Service(FastAPI):
    """The application, whose document has the model of every error."""

    def openapi(self) -> dict[str, Any]:
        """Return the document, made at the first call."""
        document = super().openapi()
        models = document["components"]["schemas"]
        if "Problem" not in models:
            problem = Problem.model_json_schema(ref_template=_SCHEMA)
            models.update(problem.pop("$defs"), Problem=problem)
        return document
