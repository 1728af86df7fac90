"""The links that put a resource into the reader's list, and take it out again."""

from dataclasses import replace

from search_api.limits import MOST_KEPT
from search_api.schemas import Hit, Resource
from ui.keeping import holds, toggled
from ui.markup import Html, element, escape, joined, link
from ui.page import Page
from ui.state import address
from ui.view import View


def best_name(hit: Hit) -> str:
    """Return what of a hit is kept: its best passage, so that the list shows it with its page."""
    return hit.matches[0].passage.id if hit.matches else hit.resource.id


def keep_link(name: str, resource: Resource, page: Page) -> Html:
    """Return a box to be ticked; nothing where the list is full. `name` is what is kept."""
    kept = holds(page.view.kept, resource.id)
    if not kept and len(page.view.kept) >= MOST_KEPT:
        return joined([])
    words = page.translate("kept" if kept else "keep")
    sign = escape("☑" if kept else "☐")
    return link(
        address(toggling(page.view, name)),
        element("span", sign, css="sign", attributes={"aria-hidden": "true"}),
        escape(words),
        css="example stay chosen" if kept else "example stay",
        label=f"{words}: {resource.title}",
        current=kept,
    )


def toggling(view: View, name: str) -> View:
    """Return the view with something in the list, or out of it again."""
    return replace(view, kept=toggled(view.kept, name))
