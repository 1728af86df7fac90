"""The wire models of reading one resource: its page, its matches, another version beside it."""

from pydantic import Field

from search_api.schemas import Match, Passage, Version, Wire


class Matches(Wire):
    """The passages of one resource that answer a question, in reading order."""

    matches: list[Match]


class Row(Wire):
    """A passage of a version, and those of another version that say the same: none to several."""

    left: Passage
    right: list[Passage]


class SideBySide(Wire):
    """Two versions of a work, passage by passage, every passage once and in reading order."""

    left: Version
    right: Version
    rows: list[Row]


class Mark(Wire):
    """A rectangle on a page, from its upper left corner, as shares of its width and height."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class PagePicture(Wire):
    """The page that a passage stands on, as people see it."""

    page: int = Field(description="Its number, from 1.")
    pages: int = Field(description="How many the document has.")
    width: int = Field(description="Pixels.")
    height: int
    marks: list[Mark] = Field(
        description="Where the words of the passage are on it; none where they are not found, as "
        "on a scan. They are painted into the picture."
    )
    picture: str = Field(
        description="The address of the picture, a PNG.",
        examples=["https://search.example.edu/api/v1/passages/soil~k7m2qd0ab3kd9s0v/page.png"],
    )
