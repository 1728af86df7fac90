"""What is wished for, and what a pack is made of."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from indexer.catalogue.passages import StoredPassage
from indexer.catalogue.works import Version
from indexer.domain import Resource
from indexer.errors import UsageError
from search_api.handouts.agenda import Part
from search_api.limits import LEAST_MINUTES, MOST_MINUTES

ReasonKind = Literal[
    "in_field", "near_field", "other_field", "other_strategy", "matches_best", "matches",
    "section", "timed_section", "table", "type", "begins", "own_time", "own_choice",
]  # fmt: skip
LackKind = Literal[
    "nothing", "no_part", "fewer_practices", "only_section", "no_part_in_language", "no_field",
    "near_field_only", "mostly_one_resource", "one_institution", "unknown_institutions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What a pack is to be: for whom, how long, in which languages.

    `fields` are ISCED-F codes of the audience, `reads` the languages it reads. `reader_language`
    is that of whoever asks.
    """

    topic: str
    minutes: int = 90
    fields: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    reader_language: str = "en"

    def __post_init__(self) -> None:
        """Refuse a duration that is none: UsageError names the field and the cure."""
        if not LEAST_MINUTES <= self.minutes <= MOST_MINUTES:
            raise UsageError(
                f"A workshop of {self.minutes} minutes is no workshop.",
                cure=f"Use {LEAST_MINUTES} to {MOST_MINUTES}.",
                field="minutes",
            )


class Placed(NamedTuple):
    """Something in a pack: its part, and the name it is kept by (a resource or a passage)."""

    part: Part
    name: str


class Reason(NamedTuple):
    """Why something was chosen: a fact, and what it is about.

    `proposed`: nobody described it, the classifier is sure of it by the text.
    `values` are ISCED-F codes for the kinds of field, strategy ids for `other_strategy`, a type
    for `type` and `begins`; `words` are a heading or words of the text, as they are written there.
    """

    kind: ReasonKind
    values: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    proposed: bool = False


class Lack(NamedTuple):
    """What a pack could not have: the other fields say of what, `title` of which resource."""

    kind: LackKind
    parts: tuple[Part, ...] = ()
    language: str | None = None
    field: str | None = None
    institution: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What may stand in a place of a pack: a resource, the passage of it, and why."""

    part: Part
    resource: Resource | None
    passage: StoredPassage | None
    reason: Reason
    name: str


@dataclass(frozen=True, slots=True)
class PackItem:
    """A place of a pack: what stands there, for how long, and what could stand there instead."""

    choice: Choice
    minutes: int
    instead: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A workshop: its items in order, what it lacks, and what came since it was made.

    `versions` are those of the works of its resources, by the ids of these.
    """

    wish: Wish
    items: tuple[PackItem, ...]
    lacks: tuple[Lack, ...]
    news: tuple[Choice, ...] = ()
    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
