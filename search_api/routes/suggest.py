"""Suggestions while typing."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter

from search_api import presenters, schemas
from search_api.dependencies import Index, ReaderLanguage
from search_api.limits import LONGEST
from search_api.retrieval.completion import complete

router = APIRouter(tags=["search"])


@router.get("/v1/suggest")
def suggest(
    index: Index,
    q: Annotated[str, Parameter(max_length=LONGEST, examples=["peer ins"])] = "",
    k: schemas.Limit = 8,
    reader_language: ReaderLanguage = "en",
) -> schemas.Completions:
    """Complete what is being typed with titles, strategies and authors of the collection."""
    return presenters.completions(complete(index.catalogue, q, reader_language, k))
