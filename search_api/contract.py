"""The OpenAPI document: what FastAPI reads off the routes, and every error they may answer."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from search_api.schemas import Problem

# An answer of every operation, as the service gave it (tests/examples.py writes them).
EXAMPLES = Path(__file__).with_name("examples.json")
_SCHEMA = "#/components/schemas/{model}"
_TRANSPORT = {
    404: ("Not found", "There is no resource 'soil'.", "Search for it by title."),
    413: ("Too large", "The body of the request is too large.", "Send at most 64 KiB."),
    421: (
        "This service has another name",
        "A request of this machine names a service that is not this one.",
        "Ask for localhost, or for the name that BALKANETUP_PUBLIC_URL gives the service.",
    ),
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
        "Ask again in the seconds that Retry-After names.",
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

_PAGE = {"text/html": {"schema": {"type": "string"}}}
# What the page of a resource says to people where there is none.
GONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such resource", "content": _PAGE},
    410: {"description": "The resource is no longer in the collection", "content": _PAGE},
}

# What the addresses of pictures may answer besides.
NO_PICTURE: dict[int | str, dict[str, Any]] = {
    415: _error(
        415,
        "There is no picture of this page",
        "HTML has no pages.",
        "Read its text, or download the file.",
    )
}

# What the admin addresses may answer besides.
NEEDS_KEY: dict[int | str, dict[str, Any]] = {
    400: _error(
        400,
        "There was an error parsing the body",
        "There was an error parsing the body",
        "Send what /docs says this address takes, in UTF-8.",
    ),
    401: _error(
        401,
        "A key is needed",
        "The key is missing, wrong, or its time is over.",
        "Send it as `Authorization: Bearer ID.SECRET`; `balkanetup keys` makes one.",
    ),
    403: _error(
        403,
        "This key may not do that",
        "This key lacks the scope 'maintain'.",
        "Use a key made with: balkanetup keys create NAME --scope maintain",
    ),
    408: _error(408, "The request came too slowly", "The request came too slowly", ""),
}
# What an address that takes a body of JSON may answer besides.
OF_BODIES: dict[int | str, dict[str, Any]] = {status: NEEDS_KEY[status] for status in (400, 408)}
ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "Safely on the disk, and to be done.",
        "headers": {"Location": {"description": "Of the job.", "schema": {"type": "string"}}},
    },
    409: _error(
        409,
        "This index is a copy",
        "This service shows a copy of an index that is kept up elsewhere.",
        "Send it to the service of the machine that indexes.",
    ),
}
OF_FORMS: dict[int | str, dict[str, Any]] = {
    415: _error(
        415,
        "This kind of file is not read",
        "The name says PDF, the content does not: it is a ZIP archive or Office document.",
        "Give it the name of what it is, or send the right file.",
    ),
}
FORM_WITH_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "metadata": {
                            "type": "string",
                            "description": "A JSON object with the fields of a sidecar.",
                            "examples": ['{"title": "Silent lectures", "language": "en"}'],
                        },
                    },
                }
            }
        },
    }
}
_SPARSE = ("SearchAnswer", "ResourceList", "ResourcePage")
_ADMIN = "/v1/admin/"


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
            document["components"]["securitySchemes"] = {
                "key": {"type": "http", "scheme": "bearer"}
            }
            examples = json.loads(EXAMPLES.read_text("utf-8"))
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    _show_example(operation, examples.get(operation["operationId"]))
                    if path.startswith(_ADMIN):
                        operation["security"] = [{"key": []}]
        return document


def _show_example(operation: dict[str, Any], example: Any) -> None:
    """Put an answer where the document tells of it: with the media type that it has."""
    if example is None:
        return
    answers = operation["responses"]
    content = answers.get("200", answers.get("202"))["content"]
    text = isinstance(example, str)
    for media_type, described in content.items():
        if text == (not media_type.endswith("json")):
            described["example"] = example
            return
