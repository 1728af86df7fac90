"""What goes with resources: related ones, their strategy elsewhere, research and practice."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as Parameter
from pydantic import Field

from search_api import schemas
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage, Reads
from search_api.limits import MOST_SEEDS
from search_api.recommend import (
    Wish,
    practice_and_evidence,
    related_to,
    same_strategy_elsewhere,
)
from search_api.recommend.suggestion import Suggestions
from search_api.recommended import recommendations
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.language_tags import read_languages

router = APIRouter(tags=["resources"])

ResourceId = Annotated[str, Field(max_length=200)]
Like = Annotated[
    list[ResourceId] | None,
    Parameter(
        max_length=MOST_SEEDS,
        description="Resources to find more of. At least one; an unknown one is refused with 404, "
        "naming the nearest.",
    ),
]
Unlike = Annotated[
    list[ResourceId] | None,
    Parameter(max_length=MOST_SEEDS, description="Resources to find less of."),
]
_FILTERED = {"parameters": FILTER_PARAMETERS}


def read_wish(
    filters: Filters, unlike: Unlike = None, k: schemas.Limit = 5, reads: Reads = None
) -> Callable[[tuple[str, ...]], Wish]:
    """Return the wish of the address, but for the resources to be like."""
    languages = read_languages(reads or ())
    return lambda like: Wish(like, tuple(unlike or ()), filters, languages, k)


Wished = Annotated[Callable[[tuple[str, ...]], Wish], Depends(read_wish)]


@router.get("/v1/related", openapi_extra=_FILTERED)
def show_like_these(
    index: Index, wished: Wished, like: Like = None, reader_language: ReaderLanguage = "en"
) -> schemas.Recommendations:
    """Recommend resources like these and not like those, unlike each other, with reasons."""
    return _shown(related_to, index, wished(tuple(like or ())), reader_language)


@router.get("/v1/resources/{resource_id}/related", openapi_extra=_FILTERED)
def show_related(
    index: Index, resource_id: str, wished: Wished, reader_language: ReaderLanguage = "en"
) -> schemas.Recommendations:
    """Recommend resources to read next to one, unlike each other, with reasons."""
    return _shown(related_to, index, wished((resource_id,)), reader_language)


@router.get("/v1/resources/{resource_id}/elsewhere", openapi_extra=_FILTERED)
def show_elsewhere(
    index: Index, resource_id: str, wished: Wished, reader_language: ReaderLanguage = "en"
) -> schemas.Recommendations:
    """Recommend resources with the same teaching strategy in another field."""
    return _shown(same_strategy_elsewhere, index, wished((resource_id,)), reader_language)


@router.get("/v1/resources/{resource_id}/evidence", openapi_extra=_FILTERED)
def show_evidence(
    index: Index, resource_id: str, wished: Wished, reader_language: ReaderLanguage = "en"
) -> schemas.Recommendations:
    """For a practice, recommend the research on it with its kinds of evidence; and the reverse."""
    return _shown(practice_and_evidence, index, wished((resource_id,)), reader_language)


def _shown(
    recommend: Callable[[Searcher, Wish], Suggestions],
    index: Searcher,
    wish: Wish,
    language: str,
) -> schemas.Recommendations:
    return recommendations(index.catalogue, recommend(index, wish), language)
