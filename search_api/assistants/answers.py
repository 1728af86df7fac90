"""What an assistant gets: short answers for a model to read, and the pages to cite."""

from pydantic import Field

from search_api import schemas
from search_api.schemas import Wire


class Passage(Wire):
    """A passage of a document."""

    text: str
    heading: str = Field(description="The headings above it.")
    page: int | None


class Brief(Wire):
    """A teaching resource in brief."""

    id: str
    title: str
    authors: list[str]
    institution: str | None
    year: int | None
    language: str | None
    licence: str | None
    disciplines: list[str]
    abstract: str | None
    page: str = Field(description="Its address, to cite and to open.")


class Result(Wire):
    """A resource that answers, with its best passages."""

    resource: Brief
    band: schemas.Band = Field(
        description="`strong`: asked for by name (title, DOI, author); `possible`: its text is "
        "close, judge whether it answers; `weak`: it is not close."
    )
    passages: list[Passage]


class Results(Wire):
    """What answers a question, best first."""

    total: int
    words_only: bool = Field(
        description="True when words alone could be searched, not meaning: ask again later."
    )
    nothing_close: bool = Field(description="True when nothing matches: these are the nearest.")
    did_you_mean: str | None
    results: list[Result]


class Document(Wire):
    """A resource with a part of its text."""

    resource: Brief
    passages: list[Passage]
    next_passage: int | None = Field(description="Ask for this one to read on; null at the end.")


class Suggested(Wire):
    """A resource to read as well, and why."""

    resource: Brief
    reason: str
    passages: list[Passage] = Field(default=[], description="Those that made it related.")
    evidence: list[str] = Field(
        default=[],
        description="Of research: each kind of evidence, with the sentence that names it.",
    )


class Suggestions(Wire):
    """Resources to read, best first."""

    items: list[Suggested]


class Experience(Wire):
    """A person who has done it, those they did it with, and the resources that show it."""

    name: str
    together_with: list[str]
    institutions: list[str]
    resources: list[Brief]


class People(Wire):
    """Who has done what is asked, best first."""

    nothing_close: bool = Field(description="True when nothing in the collection answers this.")
    people: list[Experience]
