"""What is wrong, with the cure; and whether the service is ready."""

from datetime import datetime

from pydantic import Field

from search_api.schemas.wire import Wire


class StoreTrouble(Wire):
    """Why a replica cannot take over what its store has."""

    store: str = Field(description="Its kind and its host or bucket.", examples=["s3://bucket"])
    since: datetime
    reason: str = Field(examples=["It refuses, or is out of reach."])


class Readiness(Wire):
    """Whether the service can answer, and with what."""

    ready: bool
    resources: int
    passages: int
    generation: str | None
    encoder: str | None
    words_only: bool = Field(
        default=False,
        description="True when the server of the vectors does not answer: questions are answered "
        "by their words alone until it does.",
    )
    damaged: bool = Field(
        default=False,
        description="True when files of the index are damaged: questions are answered from the "
        "newest that are whole. The log and `balkanetup verify` say which.",
    )
    store_trouble: StoreTrouble | None = Field(
        default=None,
        description="Of a replica whose store fails: nothing new comes, and questions are answered "
        "from what is here. The log says more.",
    )


class WrongField(Wire):
    """A parameter that is refused."""

    field: str = Field(examples=["like"])
    detail: str = Field(examples=["Input should be a valid integer."])


class Problem(Wire):
    """An error as RFC 9457 has it, with the cure."""

    type: str = Field(
        default="about:blank",
        description="A URI for what a program may want to tell apart: "
        "`urn:balkanetup:only-exclusions`, a question that only says what to leave out; "
        "`urn:balkanetup:no-keys`, nobody was ever given a key; "
        "`urn:balkanetup:busy`, too many questions at once, which is soon over.",
    )
    title: str
    status: int
    detail: str
    cure: str = Field(default="", description="What to do about it.")
    field: str | None = Field(default=None, description="The parameter that is refused, if any.")
    errors: list[WrongField] | None = Field(
        default=None, description="All parameters that are refused, where there may be several."
    )
