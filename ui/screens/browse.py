"""The browse screen: the tree of disciplines, and for each what to start with and all it has."""

from collections.abc import Collection, Sequence

from search_api.schemas import Discipline, ResourceList
from ui.cards import resource_card
from ui.client import Filters
from ui.fields import field_link
from ui.filters import Facets, show_active, show_filters, with_chosen
from ui.frame import last_of, set_title, show, show_paging, within
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.service import api
from ui.state import LAST_PAGE, address
from ui.taking import taking_links

LISTED = 20
RECOMMENDED = 4


def show_browse(page: Page) -> None:
    """Show all disciplines, or the one that is being browsed."""
    tree = api().disciplines(page.language)
    if page.view.browsing is None:
        set_title(f"{page.translate('browse_heading')} – {page.translate('app_title')}")
        _show_tree(tree, page)
    else:
        path = path_to(page.view.browsing, tree)
        name = path[-1].label if path else page.view.browsing
        set_title(f"{name} – {page.translate('app_title')}")
        show(_path(path, page))
        show(text("h1", name))
        if path and path[-1].parts:
            show(_parts(path[-1].parts, page))
        _show_field(page, page.view.browsing)


def path_to(code: str, tree: Sequence[Discipline]) -> list[Discipline]:
    """Return the fields from the broadest down to `code`; empty when the tree lacks it."""
    for field in tree:
        if field.code == code:
            return [field]
        if below := path_to(code, field.parts):
            return [field, *below]
    return []


def _show_tree(tree: Sequence[Discipline], page: Page) -> None:
    show(text("h1", page.translate("browse_heading")))
    if not tree:
        show(text("p", page.translate("browse_empty"), css="meta"))
        return
    show(text("p", page.translate("browse_intro"), css="tagline"))
    show(element("div", *[_broad(field, page) for field in tree], css="tree"))
    missing = link(address(page.view.fresh("gaps")), escape(page.translate("gaps_link")))
    show(element("p", missing, css="weaker"))


def _broad(field: Discipline, page: Page) -> Html:
    parts = [element("li", field_link(part, page)) for part in field.parts]
    return element(
        "section",
        element("h2", field_link(field, page)),
        *([element("ul", *parts)] if parts else []),
    )


def _path(path: Sequence[Discipline], page: Page) -> Html:
    root = page.view.fresh("browse")
    steps = [link(address(root), escape(page.translate("browse_all")))]
    steps += [field_link(field, page) for field in path[:-1]]
    return element(
        "nav", *steps, css="path", attributes={"aria-label": page.translate("browse_path")}
    )


def _parts(parts: Sequence[Discipline], page: Page) -> Html:
    label = text("span", page.translate("browse_parts"), css="label")
    return element("div", label, *[field_link(part, page, "chip") for part in parts], css="chips")


def _show_field(page: Page, code: str) -> None:
    begins = not page.view.filters and page.view.page == 1
    recommended = _show_recommended(page, code) if begins else []
    page, answer = _list(page, {**page.view.filters, "discipline": (code,)})
    facets = with_chosen(answer.facets, page)
    show_filters(page, facets, without=("discipline",))
    _show_listed(page, answer, facets, recommended if answer.total <= LISTED else ())
    show(taking_links("", {**page.view.filters, "discipline": (code,)}, page))


def _show_listed(page: Page, answer: ResourceList, facets: Facets, shown: Collection[str]) -> None:
    """Show the list, without the resources of a short one that are `shown` above it already."""
    listed = [resource for resource in answer.resources if resource.id not in shown]
    if shown and not listed:
        return
    count = answer.total - len(answer.resources) + len(listed)
    empty = "empty_filtered" if page.view.filters else "empty_plain"
    size = page.translate("results_count", count=count) if count else page.translate(empty)
    name = page.translate("browse_rest" if shown else "browse_list")
    show(element("div", text("h2", name, css="section"), text("p", size, css="meta")))
    show_active(page, facets)
    for resource in listed:
        show(resource_card(resource, page))
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _list(page: Page, filters: Filters) -> tuple[Page, ResourceList]:
    """Return a part of the list, and the page that it is: the last one for any after it."""
    here = within(page, LAST_PAGE)
    view = here.view
    answer = api().resources(filters, LISTED, view.offset(LISTED), view.reads, page.language)
    last = last_of(here, answer.total, LISTED)
    return (here, answer) if last is None else _list(last, filters)


def _show_recommended(page: Page, code: str) -> list[str]:
    """Show what to begin with in a field, and whether wider fields had to help out.

    Return the ids of what is shown.
    """
    answer = api().recommendations(code, RECOMMENDED, page.reads, page.language)
    if not answer.items:
        return []
    show(text("h2", page.translate("browse_recommended"), css="section"))
    if answer.field and answer.wider:
        names = {"field": answer.field.label, "wider": answer.wider.label}
        show(text("p", page.translate("browse_wider", **names), css="meta"))
    cards = [resource_card(item.resource, page, item.reason) for item in answer.items]
    show(element("div", *cards, css="grid"))
    return [item.resource.id for item in answer.items]
