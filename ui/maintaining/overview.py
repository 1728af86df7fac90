"""How the service is: the published index and its age, what waits, what became of the files."""

from search_api.schemas.admin import IndexState, ServiceState
from ui.frame import show
from ui.maintaining.rows import counted, cured, facts, said_time
from ui.markup import Html, element, escape, text
from ui.page import Page


def show_overview(state: ServiceState, page: Page) -> None:
    """Show the state of the service."""
    waiting = str(state.waiting)
    if state.waiting_since:
        waiting += f" ({said_time(state.waiting_since, page)})"
    rows = {
        page.translate("maintain_version"): escape(state.version),
        page.translate("maintain_waiting"): escape(waiting),
        page.translate("maintain_unread_requests"): escape(str(state.unread_requests)),
        **(_index(state.index, page) if state.index else {}),
    }
    parts = [facts(rows)]
    if state.writing:
        parts.append(text("p", page.translate("maintain_writing"), css="note"))
    if not state.index:
        parts.append(text("p", page.translate("maintain_no_index"), css="note"))
    show(element("section", *parts, *cured(state.trouble, state.cure), css="details"))


def _index(index: IndexState, page: Page) -> dict[str, Html]:
    published = said_time(index.published, page) if index.published else "–"
    size = ", ".join(
        (
            page.translate("results_count", count=index.resources),
            page.translate("passages_count", count=index.passages),
        )
    )
    return {
        page.translate("maintain_generation"): escape(index.generation),
        page.translate("maintain_published"): escape(published),
        page.translate("maintain_size"): escape(size),
        page.translate("maintain_outcomes"): escape(counted(index.outcomes, "outcome", page)),
        page.translate("maintain_with_notes"): escape(str(index.with_notes)),
        page.translate("maintain_encoder"): escape(index.encoder),
    }
