"""The collection as a whole: its map, and how it grew."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter

from indexer.catalogue import finding, places, resources, works
from search_api import presenters
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.retrieval.filter_values import check_values
from search_api.schemas import discovering as schemas

MOST_POINTS = 5_000
router = APIRouter(tags=["discover"])


@router.get("/v1/map", openapi_extra={"parameters": FILTER_PARAMETERS})
def show_map(
    index: Index,
    filters: Filters,
    k: Annotated[int, Parameter(ge=1, le=MOST_POINTS)] = MOST_POINTS,
    reader_language: ReaderLanguage = "en",
) -> schemas.CollectionMap:
    """Show where each resource is on the map: what is alike in meaning is near."""
    check_values(index.catalogue, filters)
    drawn = places.read(index.catalogue).places
    chosen = set(finding.resource_ids(index.catalogue, filters))
    names = [name for name in drawn if name in chosen]
    listed = {resource.id: resource for resource in resources.several(index.catalogue, names[:k])}
    return schemas.CollectionMap(
        points=[
            presenters.map_point(listed[name], drawn[name], reader_language)
            for name in names[:k]
            if name in listed
        ],
        left_out=max(0, len(names) - k),
    )


@router.get("/v1/timeline", openapi_extra={"parameters": FILTER_PARAMETERS})
def show_timeline(index: Index, filters: Filters) -> schemas.Timeline:
    """Count the works by the year they are of, and by the month they were added."""
    check_values(index.catalogue, filters)
    ids = works.once(index.catalogue, finding.resource_ids(index.catalogue, filters))
    listed = resources.several(index.catalogue, ids)
    years = Counter(str(resource.metadata.year or "") for resource in listed)
    added = Counter(resource.added[: len("2026-11")] for resource in listed)
    return schemas.Timeline(years=_counts(years), added=_counts(added), undated=years.get("", 0))


def _counts(counted: Counter[str]) -> list[schemas.Count]:
    return [schemas.Count(time=time, count=counted[time]) for time in sorted(counted) if time]
