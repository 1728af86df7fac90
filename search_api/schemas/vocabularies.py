"""The vocabularies and their terms."""

from pydantic import Field

from search_api.schemas.wire import Wire


class VocabularyName(Wire):
    """A vocabulary: what the values of one facet mean."""

    name: str = Field(examples=["strategies"])
    title: str
    concepts: int
    facet: str | None = Field(description="The filter that takes its ids.", examples=["strategy"])


class Term(Wire):
    """A concept of a vocabulary, with what it is called in every language that has a word."""

    id: str = Field(examples=["think-pair-share"])
    label: str = Field(description="In the reader's language.")
    labels: dict[str, str] = Field(description="By BCP 47 tag.")
    definition: str = Field(description="In the reader's language, where it is translated.")
    definition_language: str = Field(default="en", description="The language it is in.")
    parent: str | None = Field(description="The wider concept.")
    uri: str | None = Field(description="Its name on the web, where it has one.")


class VocabularyPage(Wire):
    """A vocabulary with all its concepts, in their order."""

    name: str
    title: str
    terms: list[Term]
