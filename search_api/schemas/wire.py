"""What all wire models share, and the values that several of them hold."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.limits import MOST_HITS


class Wire(BaseModel):
    """What every wire model has in common: it never changes once made.

    Fields may be added within /v1, so whoever reads an answer passes over those they do not know.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


Band = Literal["strong", "possible", "weak"]


PassageRole = Literal[
    "text", "front", "contents", "references", "legal", "thanks", "notice", "header"
]


NamedBy = Literal[
    "doi",
    "file",
    "title",
    "title_in_question",
    "part_of_title",
    "near_title",
    "author_and_title",
    "author_and_year",
    "author",
    "common_title",
    "code",
]


ReasonKind = Literal[
    "words_in_passage",
    "kin_in_passage",
    "kin_in_title",
    "kin_in_headings",
    "may_translate",
    "near_words",
    "meaning",
]


RecommendedBy = Literal[
    "in_field",
    "in_wider_field",
    "same_field",
    "same_problem",
    "same_strategy",
    "same_strategy_elsewhere",
    "shares_words",
    "close_meaning",
    "only_strategy",
    "only_problem",
    "only_type",
    "only_setting",
    "only_institution",
    "only_language",
    "typical",
    "tests_strategy",
    "tests_problem",
    "practises_strategy",
    "practises_problem",
]


Score = Annotated[float, Field(ge=0, le=1)]


class Concept(Wire):
    """A term of a vocabulary, with its label in the reader's language."""

    id: str = Field(examples=["0533"])
    label: str = Field(examples=["Physics"])


class FacetValue(Wire):
    """A value that the results can be narrowed to."""

    value: str
    label: str
    count: int = Field(description="Works; in an answer, its `total` once this value is chosen.")


NextPage = Annotated[
    str | None,
    Field(description="The address of the next page, which `Link` names too; null on the last."),
]


FeedAddress = Annotated[
    str | None,
    Field(description="The address of the Atom feed that tells what is new of this."),
]


Limit = Annotated[int, Field(ge=1, le=MOST_HITS)]
