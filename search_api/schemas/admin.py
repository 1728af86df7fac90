"""The wire models of the admin addresses: jobs, and what a maintainer sees."""

from typing import Literal

from pydantic import ConfigDict, Field

from search_api.schemas import Concept, NextPage, Wire


class Correction(Wire):
    """What to correct of a resource, by the names of the fields: title, author, year ..."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    set: dict[str, str | int | list[str]] = Field(
        default={}, description="New values.", examples=[{"year": 2024}]
    )
    unset: list[str] = Field(default=[], description="Fields that are to stay empty.")
    revert: list[str] = Field(default=[], description="Fields whose correction is taken back.")


class Job(Wire):
    """Something that is to be done with the collection, and how it ended."""

    id: str
    kind: Literal["add", "replace", "withdraw", "correct", "reindex", "retry", "dismiss"]
    state: Literal["waiting", "done", "failed"]
    received: str = Field(description="ISO 8601, UTC.", examples=["2026-11-27T14:00:00+00:00"])
    finished: str | None
    resource_id: str | None = Field(description="What it is about; of a new file, once indexed.")
    resource_ids: list[str] = Field(
        description="What the documents of an archive or course became."
    )
    file_name: str | None
    size: int | None = Field(description="Bytes that were sent.")
    content_hash: str | None = Field(description="SHA-256 of what was sent, in hex.")
    outcome: str | None = Field(
        description="How reading the file ended: ok, partial, empty, encrypted ...",
        examples=["partial"],
    )
    reason: str = Field(description="Why it failed.")
    cure: str = Field(description="What to do about it.")
    notes: list[str] = Field(description="What could not be read, or was left out.")


class JobList(Wire):
    """A page of the list of jobs, the newest first."""

    total: int
    offset: int
    next: NextPage = None
    jobs: list[Job]


class IndexState(Wire):
    """The published index, as it is now."""

    generation: str
    published: str | None = Field(
        description="ISO 8601, UTC; null where the catalogue itself is searched.",
        examples=["2026-11-27T14:00:00+00:00"],
    )
    encoder: str = Field(description="Fingerprint of the encoder that it was made with.")
    resources: int
    passages: int
    outcomes: dict[str, int] = Field(
        description="Files by how reading them ended.", examples=[{"ok": 120, "empty": 2}]
    )
    with_notes: int = Field(description="Files that were read, of which there is something to say.")


class ServiceState(Wire):
    """How the service is: its index, and what is to be done."""

    version: str
    index: IndexState | None = Field(description="Null where there is none that can be read.")
    trouble: str = Field(
        default="", description="Why there is no index, or which part is damaged or out of reach."
    )
    cure: str = Field(default="", description="What to do about it.")
    writing: bool = Field(description="Whether somebody is writing to the index just now.")
    waiting: int = Field(description="Jobs that are to be done.")
    waiting_since: str | None = Field(description="When the oldest of them came.")
    unread_requests: int = Field(
        default=0, description="Requests to the network that wait to be published."
    )


class AdminFile(Wire):
    """A file of the folders that are indexed, and what became of it."""

    id: str
    folder: str = Field(description="Name of the indexed folder; where it lies is left out.")
    path: str = Field(description="Within the folder.")
    outcome: str = Field(examples=["partial"])
    failed: bool = Field(description="True when it should be in the index and is not.")
    dismissed: bool = Field(description="True when it is not reported until it changes.")
    note: str = Field(description="Why it could not be read, or what could not.")
    cure: str
    resource_id: str | None
    title: str
    passages: int
    size: int = Field(description="Bytes.")
    checked: str = Field(description="When it was last looked at: ISO 8601, UTC.")


class AdminFileList(Wire):
    """A page of the list of files, by folder and path."""

    total: int
    offset: int
    next: NextPage = None
    files: list[AdminFile]


class Run(Wire):
    """A run of the indexer over one folder."""

    started: str
    ended: str | None = Field(description="Null while it runs, or where it was killed.")
    folder: str = Field(description="Name of the folder; where it lies is left out.")
    tally: dict[str, int] = Field(
        description="How many files ended how, each counted once.",
        examples=[{"new": 3, "unchanged": 117, "not read": 1}],
    )
    outcomes: dict[str, int]
    notes: list[str]
    seconds: float | None
    interrupted: bool


class RunList(Wire):
    """A page of the list of runs, the latest first."""

    total: int
    offset: int
    next: NextPage = None
    runs: list[Run]


class Finding(Wire):
    """A value that nobody described and that the text proves, or seems to."""

    resource_id: str
    title: str
    language: str | None
    field: str = Field(description="As `set` of a correction names it.", examples=["cycle"])
    value: Concept
    confidence: float = Field(ge=0, le=1)
    evidence: str = Field(description="The sentence of the text that it goes by.")
    used: bool = Field(description="Whether filters find it: then it is sure enough.")


class FindingList(Wire):
    """A page of the list of such values, the surest first."""

    total: int
    offset: int
    next: NextPage = None
    findings: list[Finding]


class Unknown(Wire):
    """How many resources lack what, by field."""

    resources: int
    fields: dict[str, int] = Field(examples=[{"licence": 4, "language": 0, "discipline": 12}])


class AskedAbout(Wire):
    """How many questions were about something, by what they found."""

    value: str = Field(description="A language, the id of a field or of a strategy.")
    label: str
    matched: int
    nothing_close: int = Field(description="Only weak matches were shown.")
    nothing: int


class AskedInMonth(Wire):
    """The questions of a month. No word of them is kept."""

    month: str = Field(examples=["2026-11"])
    matched: int
    nothing_close: int
    nothing: int
    languages: list[AskedAbout]
    disciplines: list[AskedAbout] = Field(
        description="By the filters that were chosen; of a question that found nothing close, also "
        "the field of the nearest resources."
    )
    strategies: list[AskedAbout] = Field(description="As for disciplines.")


class StatisticsReport(Wire):
    """What was asked, month by month, the latest first. Only first pages are counted."""

    counting: bool = Field(description="False where BALKANETUP_STATISTICS is off.")
    months: list[AskedInMonth]


class Lacking(Wire):
    """A resource that lacks something."""

    resource_id: str
    title: str
    language: str | None
    path: str = Field(description="Its file, within the folder that is indexed.")


class LackingList(Wire):
    """A page of the resources that lack a field, by title."""

    total: int
    offset: int
    next: NextPage = None
    resources: list[Lacking]
