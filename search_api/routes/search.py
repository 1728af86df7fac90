"""Asking a question."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter

from search_api import schemas, wire
from search_api.asking import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.retrieval.query import LONGEST, Query
from search_api.retrieval.search import search

router = APIRouter(tags=["search"])


@router.get("/v1/search", openapi_extra={"parameters": FILTER_PARAMETERS})
def ask(
    index: Index,
    filters: Filters,
    q: Annotated[
        str,
        Parameter(
            min_length=1,
            max_length=LONGEST,
            description="A problem in plain words, in any language of the network.",
            examples=["my students do not speak in lectures"],
        ),
    ],
    k: schemas.Limit = 10,
    offset: Annotated[int, Parameter(ge=0, lt=200)] = 0,
    reader_language: ReaderLanguage = "en",
) -> schemas.SearchAnswer:
    """Find the passages that answer a question, grouped by resource, best first."""
    query = Query(q, filters, k, offset)
    return wire.search_answer(query, search(index, query), reader_language)
