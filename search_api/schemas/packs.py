"""The wire models of workshop packs; `ui` imports them as it does those of schemas.py."""

from typing import Literal

from pydantic import Field

from search_api.schemas import Passage, Resource, Wire

PartName = Literal["opener", "practice", "evidence", "activity", "handout", "discussion", "break"]
LackKind = Literal[
    "nothing", "no_part", "fewer_practices", "only_section", "no_part_in_language", "no_field",
    "near_field_only", "mostly_one_resource", "one_institution", "unknown_institutions",
]  # fmt: skip


class PackOption(Wire):
    """What may stand in a place of a pack."""

    part: PartName
    name: str = Field(
        description="What a list keeps it by, and /v1/export takes: the address of its passage, "
        "the id of its resource, or `*Break` where it is no resource.",
    )
    title: str
    language: str | None
    why: str = Field(description="Why it was chosen, in a sentence in the reader's language.")


class PackItem(PackOption):
    """A place of a pack, and what stands there."""

    minutes: int
    resource: Resource | None = Field(description="Null where the part needs none.")
    passage: Passage | None = Field(description="The passage that serves the part, if one does.")
    instead: list[PackOption] = Field(
        description="What could stand there instead: the next best first, then the better ones, so "
        "that asking for another one, time and again, comes round."
    )


class PackLack(Wire):
    """What a pack lacks."""

    kind: LackKind
    text: str = Field(description="In a sentence in the reader's language.")


class Pack(Wire):
    """A workshop made from the collection."""

    topic: str
    minutes: int = Field(description="Those of its items sum to this.")
    items: list[PackItem] = Field(description="In order; empty where nothing matches the topic.")
    lacks: list[PackLack] = Field(description="What matters most first.")
    news: list[PackOption] = Field(
        description="What matches the topic, came after `since` and is not in the pack."
    )
    made: str = Field(
        description="When this was answered (UTC), for `since` when the pack is reviewed.",
        examples=["2026-11-27T14:00:00+00:00"],
    )
    generation: str = Field(description="The published index that answered.")
