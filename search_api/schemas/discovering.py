"""The wire models of what the collection as a whole looks like: its map, its growth."""

from pydantic import Field

from search_api.schemas import Concept, Wire


class MapPoint(Wire):
    """A resource on the map, with what it can be coloured by."""

    id: str
    title: str
    x: float = Field(description="Its place: mostly 0 to 1. Near on the map is near in meaning.")
    y: float
    language: str | None
    field: Concept | None = Field(description="The broad field (ISCED-F, two digits).")
    strategies: list[Concept]
    institution: str | None


class CollectionMap(Wire):
    """All resources that match the filters, or the first of very many."""

    points: list[MapPoint] = Field(description="By when they came into the index.")
    left_out: int = Field(description="How many more there are.")


class Count(Wire):
    """How many works there are of one time."""

    time: str = Field(description="A year, or a year and month.", examples=["2026-11"])
    count: int


class Timeline(Wire):
    """How the collection grew: works by the year they are of, and by when they were added."""

    years: list[Count]
    added: list[Count] = Field(description="By month.")
    undated: int = Field(description="Works of an unknown year.")
