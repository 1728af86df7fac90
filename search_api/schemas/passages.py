"""A passage: its text, its tables, where something stands in it."""

from pydantic import Field

from search_api.schemas.wire import PassageRole, Wire


class Span(Wire):
    """A stretch of a text, in characters from its beginning."""

    start: int
    end: int


class Table(Wire):
    """A stretch of a passage that is a table: in its text a row a line, cells parted by bars."""

    start: int
    end: int
    rows: list[list[Span]] = Field(description="The cells of each row, as stretches of the text.")
    header: list[str] = Field(
        default=[], description="Its first row, where the passage begins below that."
    )


class Passage(Wire):
    """A piece of a resource's text."""

    id: str = Field(
        description="Its address, for `like`, `unlike` and /v1/passages/{id}: its resource and a "
        "name made of its text, so that it outlives every new indexing.",
        examples=["peer-instruction-first-year-physics~k7m2qd0ab3kd9s0v"],
    )
    ordinal: int = Field(description="Its place in the resource, from 0.")
    text: str
    heading_path: list[str]
    page: int | None = Field(description="First page of the passage; null without pages.")
    language: str
    role: PassageRole = Field(
        default="text",
        description="What it is. Only text is shown as an answer, where there is any.",
    )
    tables: list[Table] = Field(default=[])
