"""Errors to HTTP: RFC 9457 problem+json, one table for the whole service."""

import logging
import sqlite3
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from indexer import errors
from indexer.inbox import receiving
from indexer.storage.page_pictures import NoPicture
from search_api.access import keys
from search_api.freshness import NotModified
from search_api.schemas import Problem, StoreTrouble, WrongField


class Busy(errors.BalkanetupError):
    """More is asked than can be done for now."""

    title = "Too much is waiting"


class NothingPulled(errors.BalkanetupError):
    """A replica has nothing to answer from, because of its store."""

    title = "Nothing has come from the store yet"

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(
            f"Nothing has come from {trouble.store} since {trouble.since:%Y-%m-%d %H:%M} UTC. "
            f"{trouble.reason}",
            cure="The log of the service says what to do.",
        )


STATUSES: dict[type[errors.BalkanetupError], int] = {
    errors.UsageError: 422,
    errors.NotFound: 404,
    errors.NoIndex: 503,
    NothingPulled: 503,
    errors.IndexLocked: 503,
    errors.OnlyReplica: 409,
    errors.IndexDamaged: 503,
    errors.StorageError: 503,
    errors.VectorsUnavailable: 503,
    errors.ModelError: 503,
    keys.NoKeys: 503,
    keys.WrongKey: 401,
    keys.KeyNotAllowed: 403,
    receiving.TooLarge: 413,
    receiving.WrongKind: 415,
    NoPicture: 415,
    Busy: 503,
}
# The whole message names folders of this machine; it is for the log.
_PUBLIC_DETAILS: dict[type[errors.BalkanetupError], str] = {
    errors.NoIndex: "There is no index yet.",
    errors.IndexLocked: "The index is being written to.",
    errors.OnlyReplica: "This service shows a copy of an index that is kept up elsewhere.",
    errors.IndexDamaged: "A part of the index is damaged, and no whole copy is left.",
    errors.StorageError: "The disk of the service refuses to be read.",
    errors.VectorsUnavailable: "The server that holds the vectors does not answer.",
    errors.ModelError: "The encoder cannot be loaded, or is not the one the index was made with.",
}
_CURES = {
    400: "Send what /docs says this address takes, in UTF-8.",
    404: "See /docs for the addresses of this service.",
    405: "See /docs for the addresses of this service.",
    408: "Send it faster, or in smaller pieces.",
    415: "Send a form (multipart/form-data) with the part `file`.",
}
_RETRY_SECONDS = 30  # somebody must do something first
_MEDIA_TYPE = "application/problem+json"
# Written once: it is the answer when there is no time for anything.
_BUSY = (
    Problem(
        type="urn:balkanetup:busy",
        title="Too many questions at once",
        status=503,
        detail="The service answers as many questions as it can.",
        cure="Ask again in the seconds that Retry-After names.",
    )
    .model_dump_json(exclude_none=True)
    .encode()
)
_log = logging.getLogger(__name__)


class TooOften(Exception):
    """Somebody asks more often than they may: `limit`, in words. 429."""

    def __init__(self, limit: str, seconds: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.seconds = seconds  # to wait


def install(app: FastAPI) -> None:
    """Make `app` answer every error as a problem."""
    app.add_exception_handler(errors.BalkanetupError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(sqlite3.OperationalError, _disk)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(ClientDisconnect, _gone)


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a problem as a response."""
    waiting = {"Retry-After": str(_RETRY_SECONDS)} if problem.status == 503 else {}
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        headers={**waiting, **(headers or {})},
        media_type=_MEDIA_TYPE,
    )


def busy(seconds: int) -> Response:
    """Return the answer to a question too many, to be asked again in so many seconds."""
    headers = {"Retry-After": str(seconds)}
    return Response(_BUSY, 503, headers, media_type=_MEDIA_TYPE)


def too_often(refusal: TooOften) -> JSONResponse:
    """Return the answer to somebody who asks too often."""
    problem = Problem(
        title="Too many requests",
        status=429,
        detail=f"More than {refusal.limit} is not possible.",
        cure=f"Ask again in {refusal.seconds} seconds, and less often.",
    )
    return answer(problem, {"Retry-After": str(refusal.seconds)})


def unexpected(path: str, error: Exception) -> JSONResponse:
    """Log an error that nobody expected and return what the asker may know of it."""
    _log.error("%s failed", path, exc_info=error)
    return answer(
        Problem(
            title="Something went wrong here",
            status=500,
            detail="The service met an error that it does not know. It is in its log.",
            cure="Tell the maintainer what you asked.",
        )
    )


def public_detail(error: errors.BalkanetupError) -> str:
    """Return what is wrong, without the folders of this machine."""
    kind = _kind(error)
    return _PUBLIC_DETAILS.get(kind, error.message) if kind else error.title


def _kind(error: errors.BalkanetupError) -> type[errors.BalkanetupError] | None:
    return next((kind for kind in type(error).__mro__ if kind in STATUSES), None)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.BalkanetupError)
    kind = _kind(error)
    if kind is None:
        return unexpected(request.url.path, error)
    detail = public_detail(error)
    if detail != error.message:
        _log.warning("%s: %s", request.url.path, error)
    return answer(
        Problem(
            type=error.kind,
            title=error.title,
            status=STATUSES[kind],
            detail=detail,
            cure=error.cure,
            field=getattr(error, "field", None) or None,
        ),
        getattr(error, "headers", None),
    )


async def _not_modified(_: Request, __: Exception) -> Response:
    return Response(status_code=304)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)  # to nobody: who asked has left


async def _too_often(_: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    return too_often(error)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    wrong = [
        WrongField(field=_parameter(fault["loc"]), detail=f"{fault['msg']}.")
        for fault in error.errors()
    ]
    return answer(
        Problem(
            title=errors.UsageError.title,
            status=422,
            detail=" ".join(f"{part.field}: {part.detail}" for part in wrong),
            cure="See /docs for what this address takes.",
            field=wrong[0].field,
            errors=wrong,
        )
    )


def _parameter(place: tuple[str | int, ...]) -> str:
    """Return the name in `("query", "like", 0)`: whoever asked knows no number of a list.

    In a body that is no JSON, `("body", 7)`, there is none but the body.
    """
    return next((part for part in place[1:] if isinstance(part, str)), str(place[0]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if "Allow" in headers:
        headers["Allow"] = _allowed(headers["Allow"])
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    cure = _CURES.get(error.status_code, "")
    title = str(error.detail)
    problem = Problem(title=title, status=error.status_code, detail=title, cure=cure)
    return answer(problem, headers)


def _allowed(methods: str) -> str:
    """Return the methods of an address with those that every address has."""
    names = {name.strip() for name in methods.split(",")} | {"OPTIONS"}
    return ", ".join(sorted(names | {"HEAD"} if "GET" in names else names))


async def _disk(request: Request, error: Exception) -> JSONResponse:
    _log.warning("%s: %s", request.url.path, error)
    return answer(
        Problem(
            title=errors.StorageError.title,
            status=503,
            detail=_PUBLIC_DETAILS[errors.StorageError],
            cure="Try again; if it stays, look at: balkanetup status",
        )
    )
