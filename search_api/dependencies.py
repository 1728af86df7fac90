"""What every route takes: the opened index, the reader's language, the filters."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Query, Request

from indexer.metadata.facets import FACETS
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import check_filters


def open_searcher(request: Request) -> Iterator[Searcher]:
    """Yield the newest state of the index for the length of a request."""
    reader: IndexReader = request.app.state.index_reader
    with reader.searcher() as searcher:
        yield searcher


def read_filters(request: Request) -> dict[str, tuple[str, ...]]:
    """Return the filters of the address: all parameters that are not the route's own.

    Raises UsageError for a filter that does not exist.
    """
    own = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    names = [name for name in request.query_params if name not in own]
    filters = {
        name: tuple(value for value in request.query_params.getlist(name) if value)
        for name in dict.fromkeys(names)
    }
    check_filters(filters)
    return {name: values for name, values in filters.items() if values}


Index = Annotated[Searcher, Depends(open_searcher)]
Filters = Annotated[dict[str, tuple[str, ...]], Depends(read_filters)]
ReaderLanguage = Annotated[
    str,
    Query(
        alias="reader_language",
        description="Language of the labels.",
        pattern="^[a-z]{2,3}(-[A-Za-z]{4})?$",
        examples=["sq"],
    ),
]
# What the address may carry, for the documentation: each may be given several times.
FILTER_PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"Keep resources whose {name.replace('_', ' ')} is one of these.",
        "schema": {"type": "array", "items": {"type": "string"}},
    }
    for name in FACETS
]
