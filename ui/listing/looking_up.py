"""What is in the list, as the collection has it now."""

from dataclasses import dataclass

from search_api.schemas import Passage, Resource
from ui.connection import ServiceTrouble
from ui.keeping import Kept
from ui.page import Page
from ui.service import api

_GONE = (404, 410, 422)


@dataclass(frozen=True)
class Shown:
    """Something in the list; no resource where it is gone, or the reader's own thing."""

    kept: Kept
    resource: Resource | None
    passage: Passage | None = None
    notice: str = ""  # the key of what became of the passage

    @property
    def name(self) -> str:
        """What it is called."""
        return self.resource.title if self.resource else self.kept.own or self.kept.resource

    @property
    def is_there(self) -> bool:
        """Whether it can be exported."""
        return self.resource is not None or bool(self.kept.own)


def look_up(kept: Kept, page: Page) -> Shown:
    """Return something of the list as the collection has it now."""
    if kept.own:
        return Shown(kept, None)
    notice = ""
    if kept.is_passage:
        try:
            there = api().passage(kept.name, page.language)
        except ServiceTrouble as trouble:
            _only_when_gone(trouble)
            notice = "list_passage_gone"
        else:
            changed = "resource_changed" if there.changed else ""
            return Shown(kept, there.resource, there.passage, changed)
    try:
        return Shown(kept, api().resource(kept.resource, page.language).resource, notice=notice)
    except ServiceTrouble as trouble:
        _only_when_gone(trouble)
        return Shown(kept, None)


def _only_when_gone(trouble: ServiceTrouble) -> None:
    """Raise what is no answer: a service that does not answer has lost nothing."""
    if trouble.status not in _GONE:
        raise trouble
