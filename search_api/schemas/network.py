"""The wire models of who in the network has done what."""

from typing import Annotated

from pydantic import Field

from search_api.schemas import Band, FacetValue, Match, NextPage, Resource, Wire

ContactAddress = Annotated[
    str,
    Field(
        description="An e-mail address, or that of a web page, that the contributor gave with what "
        "they shared."
    ),
]


class Named(Wire):
    """A person or an institution."""

    id: str = Field(examples=["ana-markovic"])
    name: str = Field(examples=["Ana Marković"])
    resources: int = Field(description="Works in the collection that name it.")


class Evidence(Wire):
    """A resource that answers the question, with its best passage."""

    resource_id: str
    title: str
    language: str | None
    year: int | None
    band: Band
    match: Match | None = Field(description="Null where it is found by its title or author alone.")


class Experience(Wire):
    """A person or an institution, and what shows that they have done it."""

    party: Named
    others: list[Named] = Field(
        description="For whom the same resources speak, as for the other authors of a paper."
    )
    also: list[Named] = Field(
        description="Of a person, the institutions their resources are from; of an institution, "
        "its people."
    )
    named: bool = Field(description="True when the question is the name.")
    band: Band | None = Field(description="That of the best answer.")
    answering: int = Field(description="Of the 50 resources that answer best, those of this one.")
    evidence: list[Evidence] = Field(description="The best of them, three at most.")


class PartyList(Wire):
    """People or institutions: those who have done what is asked, best first; or all, by name."""

    query: str
    total: int
    offset: int
    next: NextPage = None
    nothing_close: bool = Field(
        default=False, description="True when nothing in the collection answers the question."
    )
    items: list[Experience]


class Profile(Wire):
    """What a person or an institution has in the collection."""

    party: Named
    written: list[str] = Field(
        description="All ways it is written. That they are one is a conclusion from the names."
    )
    resources: list[Resource] = Field(description="Newest first, each work once.")
    fields: list[FacetValue] = Field(description="ISCED-F 2013 fields.")
    strategies: list[FacetValue]
    languages: list[FacetValue]
    courses: list[str]


class PersonPage(Profile):
    """A person: what they wrote or shared."""

    institutions: list[Named]
    worked_with: list[Named] = Field(description="Who is named beside them.")
    contacts: list[ContactAddress] = Field(
        description="Where they wish to be asked; empty where they never gave an address."
    )


class InstitutionPage(Profile):
    """An institution: what is from there."""

    parts: list[str] = Field(description="Its faculties, centres and departments that are named.")
    people: list[Named]
