"""All that the resource screen asks about a resource, at once, once it is there."""

from collections.abc import Mapping
from dataclasses import dataclass

from search_api.schemas import Match, PassagePage, Recommendations, Recommended, ResourcePage
from search_api.schemas.reading import SideBySide
from ui.asking import Asker, Later
from ui.citing import STYLES
from ui.connection import ServiceTrouble
from ui.page import Page
from ui.recommended import related_to
from ui.service import api
from ui.side_by_side import beside

RELATED, BESIDE = 5, 3
_NO_PASSAGE = (404, 422)  # it is gone, or the address never was one


@dataclass(frozen=True)
class ResourceAnswers:
    """What the screen shows besides the resource itself; what is not wanted is not asked.

    `matches` are the passages that answer the question, `passage` is the one that the reader came
    from, `original` the work that this is a translation of, `beside` another version next to it,
    each None where none is wanted or it is gone. `citations` go by style.
    """

    ask: Asker
    matches: Later[list[Match]]
    passage: Later[PassagePage | None]
    related: Later[list[Recommended]]
    evidence: Later[Recommendations]
    elsewhere: Later[Recommendations]
    beside: Later[SideBySide | None]
    original: Later[ResourcePage | None]
    citations: Mapping[str, Later[str]]


def ask_about(record: ResourcePage, page: Page, ask: Asker) -> ResourceAnswers:
    """Ask all of it, in the order in which the screen shows it."""
    name, reader = record.resource.id, (page.reads, page.language)
    return ResourceAnswers(
        ask,
        matches=ask(_matches, record, page),
        passage=ask(_passage, record, page),
        related=ask(related_to, [name], RELATED, page),
        evidence=ask(api().evidence, name, BESIDE, *reader),
        elsewhere=ask(api().elsewhere, name, RELATED + 2 * BESIDE, *reader),
        beside=ask(beside, record, page),
        original=ask(_original, record, page),
        citations={style: ask(api().citation, name, style) for style in STYLES},
    )


def by_place(record: ResourcePage) -> dict[str, str]:
    """Return the address of each passage by its place, which links named it by before."""
    return {str(passage.ordinal): passage.id for passage in record.passages}


def _matches(record: ResourcePage, page: Page) -> list[Match]:
    return api().matches(record.resource.id, page.view.query) if page.view.query else []


def _passage(record: ResourcePage, page: Page) -> PassagePage | None:
    """Return the passage that is wanted, or the one in its place; None where there is none."""
    name = page.view.passage
    if name is None:
        return None
    address = by_place(record).get(name, f"{record.resource.id}~{name}")
    try:
        return api().passage(address, page.language)
    except ServiceTrouble as trouble:
        if trouble.status not in _NO_PASSAGE:
            raise
        return None


def _original(record: ResourcePage, page: Page) -> ResourcePage | None:
    """Return the work that this is a translation of; None where the collection does not have it."""
    if record.translation_of is None:
        return None
    try:
        return api().resource(record.translation_of, page.language)
    except ServiceTrouble:
        return None
