"""Conditional requests: an answer that the asker already has is not made again."""

import hashlib
from functools import cache
from importlib.metadata import version

from fastapi import Request

from search_api.retrieval.index_reader import Searcher


class NotModified(Exception):
    """The asker has the answer already: 304."""


def check_index(request: Request, searcher: Searcher) -> None:
    """Give the answer an ETag. Raises NotModified when the asker names it.

    An answer depends on nothing but the address, the index, as far as it can be reached, and the
    software that makes it.
    The ETag is weak: compressed and plain are the same answer.
    """
    about = searcher.catalogue.about
    parts = (
        _software(),
        request.app.state.settings.public_address,
        *(about("catalogue_id"), about("revision"), searcher.generation),
        searcher.encoder.fingerprint,
        (searcher.trouble() is None, request.app.state.index_reader.is_damaged),
        *(request.scope["path"], request.scope["query_string"]),
    )
    check(request, f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"')


def check_software(request: Request) -> None:
    """Give the answer an ETag that changes with the software alone, where the index plays no part.

    Raises NotModified when the asker names it.
    """
    parts = (_software(), request.scope["path"], request.scope["query_string"])
    check(request, f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"')


@cache
def _software() -> str:
    """Return the version of this software: it is read from a file of the package."""
    return version("balkanetup-search")


def check(request: Request, etag: str) -> None:
    """Give the answer this ETag. Raises NotModified when the asker names it."""
    request.state.etag = etag
    named = ",".join(request.headers.getlist("if-none-match")).split(",")
    names = {name.strip().removeprefix("W/") for name in named}
    if {"*", etag.removeprefix("W/")} & names:
        raise NotModified
