"""A resource: what is known of it."""

from typing import Literal

from pydantic import Field

from search_api.schemas.wire import Concept, Wire


class Version(Wire):
    """One version of a work: an original, a translation, another format, an edited copy."""

    id: str
    title: str
    language: str | None
    media_type: str
    format: str = Field(description="What people call the media type.", examples=["PDF"])
    relation: Literal["original", "translation", "version", "copy"]


class Gist(Wire):
    """What a work is about in the reader's language: from its version in that language."""

    id: str = Field(description="The version's.")
    title: str
    abstract: str | None
    language: str


class Proposed(Wire):
    """A value that nobody described: the classifier proposes it, with the sentence it goes by."""

    field: str = Field(examples=["discipline"])
    value: Concept
    confidence: float = Field(ge=0, le=1)
    evidence: str


class Resource(Wire):
    """A teaching resource as a list shows it."""

    id: str = Field(examples=["peer-instruction-first-year-physics"])
    title: str
    authors: list[str]
    institution: str | None
    year: int | None
    language: str | None = Field(description="BCP 47 tag.", examples=["sr-Cyrl"])
    disciplines: list[Concept] = Field(description="ISCED-F 2013 fields, most fitting first.")
    type: Concept | None
    strategies: list[Concept]
    class_size: Concept | None = None
    mode: Concept | None = Field(default=None, description="On site, online, blended.")
    cycle: Concept | None = Field(default=None, description="Level of the students.")
    minutes: int | None = Field(default=None, description="Contact time.")
    licence: str | None = Field(description="SPDX identifier.", examples=["CC-BY-4.0"])
    reuse: list[Concept] = Field(
        default=[],
        description="What must be minded before it is handed out, besides naming the author: "
        "`noncommercial`, `no_derivatives`, `share_alike`, `no_licence`, `other_licence`, with a "
        "sentence in the reader's language.",
    )
    abstract: str | None
    media_type: str = Field(examples=["application/pdf"])
    format: str = Field(description="What people call the media type.", examples=["PDF"])
    page_count: int | None
    added: str | None = Field(
        default=None,
        description="When it came into the index: ISO 8601, UTC.",
        examples=["2026-11-27T14:00:00+00:00"],
    )
    versions: list[Version] = Field(
        default=[], description="All versions of its work, itself among them; none when alone."
    )
    gist: Gist | None = Field(
        default=None,
        description="Its title and abstract in `reader_language`, where a version has them and it "
        "is in another language itself.",
    )
