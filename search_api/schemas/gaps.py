"""The wire models of what the collection lacks, and of what people ask the network to write."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from search_api.limits import LONGEST_REQUEST, SHORTEST_REQUEST
from search_api.schemas import Concept, FeedAddress, NextPage, Wire

Dimension = Literal["discipline", "strategy", "language", "institution"]
RequestState = Literal["waiting", "open", "answered"]


class GapLine(Wire):
    """A value of a dimension."""

    value: str
    label: str
    works: int = Field(description="Works that have it; a text and its translations are one.")
    unanswered: int | None = Field(
        description="Questions about it that found nothing close; null for fewer than five, and "
        "where questions are not counted."
    )


class GapCell(Wire):
    """Two values that no work has together."""

    row: GapLine
    column: GapLine
    expected: float = Field(
        description="How many works would have both, if one had nothing to do with the other."
    )


class GapMatrix(Wire):
    """How many works there are of each two values, and what to write next."""

    rows_by: Dimension
    columns_by: Dimension
    rows: list[GapLine]
    columns: list[GapLine]
    cells: list[list[int]] = Field(description="`cells[i][j]` is of row i and column j.")
    write_next: list[GapCell] = Field(
        description="What nobody has written: first what is asked for in vain, then what would be "
        "most expected. In full detail."
    )
    works: int = Field(description="All works of the collection.")
    counted_since: str | None = Field(
        description="The first month whose questions are counted; null where none are.",
        examples=["2026-11"],
    )


class NewRequest(Wire):
    """What somebody asks the network to write. Everybody will read it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=SHORTEST_REQUEST, max_length=LONGEST_REQUEST)] = Field(
        description="In plain words, without names and addresses.",
        examples=["How to assess group work in a nursing placement with 12 students"],
    )
    discipline: str | None = Field(
        default=None, description="ISCED-F code of 2 to 4 digits.", examples=["0913"]
    )


class OpenRequest(Wire):
    """A request to the network."""

    id: str = Field(examples=["r-7k2m9q4x"])
    text: str
    language: str = Field(description="As detected; `und` where the text is too short to say.")
    discipline: Concept | None
    received: str = Field(description="ISO 8601, UTC.")
    state: RequestState = Field(description="`waiting`: a maintainer has not published it yet.")
    closed: str | None = None
    answers: list[str] = Field(
        default=[],
        description="Ids of the resources that answer it: those whose description names it in "
        "`answers`, and those a maintainer named.",
    )


class RequestList(Wire):
    """A page of the requests, the newest first."""

    taken: bool = Field(description="Whether requests are taken now.")
    total: int
    offset: int
    next: NextPage = None
    feed: FeedAddress = None
    requests: list[OpenRequest]


class Decision(Wire):
    """What a maintainer decides about a request."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Literal["open", "answered"]
    answers: list[str] = Field(default=[], description="Ids of resources, for `answered`.")
