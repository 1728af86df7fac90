"""A workshop suggested from the collection, or one that was made before looked at again."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import AfterValidator

from indexer.catalogue.database import now
from indexer.errors import UsageError
from search_api.dependencies import Index, ReaderLanguage, Reads, read_time
from search_api.handouts.agenda import PARTS
from search_api.limits import (
    LEAST_MINUTES,
    LONGEST_TOPIC,
    MOST_FIELDS,
    MOST_KEPT,
    MOST_MINUTES,
)
from search_api.packs.composing import review, suggest
from search_api.packs.pack import Placed, Wish
from search_api.presenters import packs as pack_presenters
from search_api.retrieval.language_tags import read_languages
from search_api.schemas import packs as pack_schemas

router = APIRouter(tags=["packs"])

Topic = Annotated[
    str,
    Parameter(
        min_length=1,
        max_length=LONGEST_TOPIC,
        description="What the workshop is about, in any language of the network.",
        examples=["group work and free riders"],
    ),
]
Minutes = Annotated[
    int, Parameter(ge=LEAST_MINUTES, le=MOST_MINUTES, description="How long it takes.")
]
Audience = Annotated[
    list[str] | None,
    Parameter(
        max_length=MOST_FIELDS,
        description="ISCED-F fields of the audience. A code that does not exist is refused with "
        "422, naming the nearest.",
        examples=["0913"],
    ),
]


@router.get("/v1/packs/suggest")
def suggest_pack(
    index: Index,
    topic: Topic,
    minutes: Minutes = 90,
    discipline: Audience = None,
    reads: Reads = None,
    reader_language: ReaderLanguage = "en",
) -> pack_schemas.Pack:
    """Make a workshop: an opener, practices, evidence, an activity, hand-outs, a discussion.

    Each thing is chosen for its part, and the whole is balanced over fields, institutions,
    languages and strategies; versions and near-duplicates of a work count as one.
    """
    wish = _wish(topic, minutes, discipline, reads, reader_language)
    return pack_presenters.pack(suggest(index, wish), now(), index.generation, reader_language)


@router.get("/v1/packs/review")
def review_pack(
    index: Index,
    topic: Topic,
    placed: Annotated[
        list[str],
        Parameter(
            min_length=1,
            max_length=MOST_KEPT,
            description="What is in the pack, in order, each after its part: "
            "`practice:peer-instruction-first-year-physics`, `break:*Coffee`. What is gone from "
            "the collection stays, without its resource.",
        ),
    ],
    minutes: Minutes = 90,
    discipline: Audience = None,
    reads: Reads = None,
    since: Annotated[
        Annotated[str, AfterValidator(read_time)] | None,
        Parameter(description="When it was made: `news` came later.", examples=["2026-11-27"]),
    ] = None,
    reader_language: ReaderLanguage = "en",
) -> pack_schemas.Pack:
    """Look at a pack again: why each thing is in it, what could stand there instead, what it lacks.

    Its minutes are shared anew; nothing else is changed.
    """
    wish = _wish(topic, minutes, discipline, reads, reader_language)
    pack = review(index, wish, [_placed(text) for text in placed], since or "")
    return pack_presenters.pack(pack, now(), index.generation, reader_language)


def _wish(
    topic: str,
    minutes: int,
    fields: list[str] | None,
    reads: list[str] | None,
    reader_language: str,
) -> Wish:
    return Wish(topic, minutes, tuple(fields or ()), read_languages(reads or ()), reader_language)


def _placed(text: str) -> Placed:
    name, _, kept = text.partition(":")
    for part in PARTS:
        if part == name and kept:
            return Placed(part, kept)
    raise UsageError(
        f"{text[:40]!r} is nothing in a pack.",
        cure=f"Write its part first, one of {', '.join(PARTS)}: practice:ID",
        field="placed",
    )
