"""Errors to HTTP: RFC 9457 problem+json, one table for the whole service."""

import logging
import sqlite3

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from indexer import errors
from search_api.schemas import Problem, WrongField

STATUSES: dict[type[errors.BalkanetupError], int] = {
    errors.UsageError: 422,
    errors.NotFound: 404,
    errors.NoIndex: 503,
    errors.IndexLocked: 503,
    errors.IndexDamaged: 503,
    errors.StorageError: 503,
    errors.ModelError: 503,
}
_log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Make `app` answer every error as a problem."""
    app.add_exception_handler(errors.BalkanetupError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(sqlite3.OperationalError, _disk)
    app.add_exception_handler(Exception, _unexpected)


def answer(problem: Problem) -> JSONResponse:
    """Return a problem as a response."""
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        media_type="application/problem+json",
    )


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.BalkanetupError)
    kinds = [kind for kind in type(error).__mro__ if kind in STATUSES]
    return answer(
        Problem(
            title=error.title,
            status=STATUSES[kinds[0]] if kinds else 500,
            detail=error.message,
            cure=error.cure,
            field=getattr(error, "field", None) or None,
        )
    )


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
    """Return the name in `("query", "like", 0)`: whoever asked knows no number of a list."""
    return str(place[1] if len(place) > 1 else place[0])


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    cure = "See /docs for the addresses of this service." if error.status_code == 404 else ""
    title = str(error.detail)
    return answer(Problem(title=title, status=error.status_code, detail=title, cure=cure))


async def _disk(_: Request, error: Exception) -> JSONResponse:
    return answer(
        Problem(
            title=errors.StorageError.title,
            status=503,
            detail=str(error),
            cure="Try again; if it stays, look at: balkanetup status",
        )
    )


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s failed", request.url.path, exc_info=error)
    return answer(
        Problem(
            title="Something went wrong here",
            status=500,
            detail="The service met an error that it does not know. It is in its log.",
            cure="Tell the maintainer what you asked.",
        )
    )
