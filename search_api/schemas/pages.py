"""The page of a resource, that of a passage, and lists."""

from typing import Literal

from pydantic import Field

from search_api.schemas.passages import Passage
from search_api.schemas.resources import Proposed, Resource
from search_api.schemas.wire import FacetValue, FeedAddress, NextPage, Wire


class ResourcePage(Wire):
    """Everything about one resource."""

    resource: Resource
    keywords: list[str]
    doi: str | None
    translation_of: str | None
    affiliations: list[str] = Field(
        default=[], description="Bodies that its authors belong to, as it lists them."
    )
    course: str | None = Field(default=None, description="The course it was used in.")
    contributor: str | None = Field(default=None, description="Who shared it.")
    contact: str | None = Field(
        default=None,
        description="Where the contributor wishes to be asked: an e-mail or web address that they "
        "gave themselves.",
    )
    provenance: dict[str, str] = Field(description="Where each piece of metadata came from.")
    added: str
    page: str | None = Field(
        default=None,
        description="The address of its page for people, to share and to cite.",
        examples=["https://search.example.edu/api/d/peer-instruction-first-year-physics"],
    )
    file_name: str = Field(
        description="Name of the file. Of one inside an archive or exported course, the way to it: "
        "`course.mbz › Week 3 › reading.pdf`."
    )
    pages: Literal["shown", "none", "needs_libreoffice"] = Field(
        default="none",
        description="Whether the page of a passage can be seen at /v1/passages/{id}/page.png: not "
        "where the format has none, or it takes LibreOffice and that is not installed.",
    )
    passages: list[Passage]
    proposed: list[Proposed] = Field(
        default=[],
        description="Values that the classifier proposes for missing metadata.",
    )


class PassagePage(Wire):
    """One passage in its place."""

    passage: Passage
    changed: bool = Field(
        description="True when the text that was asked for is no longer there: `passage` is then "
        "the one of the resource that resembles it most."
    )
    before: Passage | None = Field(description="The passage before it; null at the beginning.")
    after: Passage | None = Field(description="The passage after it; null at the end.")
    resource: Resource


class ResourceList(Wire):
    """A page of the list of resources."""

    total: int
    offset: int
    next: NextPage = None
    feed: FeedAddress = None
    resources: list[Resource]
    facets: dict[str, list[FacetValue]]


class Discipline(Wire):
    """An ISCED-F field with the number of resources in it and in its parts."""

    code: str = Field(examples=["053"])
    label: str = Field(examples=["Physical sciences"])
    count: int
    parts: list["Discipline"]
