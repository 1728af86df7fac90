"""The browse screen: the tree of disciplines, and for each what to start with and all it has."""

from collections.abc import Sequence
from dataclasses import replace

from search_api.schemas import Discipline
from ui import service
from ui.cards import reason, resource_card
from ui.filters import show_active, show_filters
from ui.frame import set_title, show, show_paging
from ui.markup import Html, element, escape, link, text
from ui.state import LAST_PAGE, View, address
from ui.wording import Say

LISTED = 20
RECOMMENDED = 4


def show_browse(view: View, language: str, say: Say) -> None:
    """Show all disciplines, or the one that is being browsed."""
    tree = service.disciplines(language)
    if view.browsing is None:
        set_title(f"{say('browse_heading')} – {say('app_title')}")
        _show_tree(tree, view, say)
    else:
        path = path_to(view.browsing, tree)
        name = path[-1].label if path else view.browsing
        set_title(f"{name} – {say('app_title')}")
        show(_path(path, view, say))
        show(text("h1", name))
        if path and path[-1].parts:
            show(_parts(path[-1].parts, view, say))
        _show_field(view, view.browsing, language, say)


def path_to(code: str, tree: Sequence[Discipline]) -> list[Discipline]:
    """Return the fields from the broadest down to `code`; empty when the tree lacks it."""
    for field in tree:
        if field.code == code:
            return [field]
        if below := path_to(code, field.parts):
            return [field, *below]
    return []


def _show_tree(tree: Sequence[Discipline], view: View, say: Say) -> None:
    show(text("h1", say("browse_heading")))
    if not tree:
        show(text("p", say("browse_empty"), css="meta"))
        return
    show(text("p", say("browse_intro"), css="tagline"))
    show(element("div", *[_broad(field, view) for field in tree], css="tree"))


def _broad(field: Discipline, view: View) -> Html:
    parts = [element("li", _field_link(part, view)) for part in field.parts]
    return element(
        "section",
        element("h2", _field_link(field, view)),
        *([element("ul", *parts)] if parts else []),
    )


def _field_link(field: Discipline, view: View, css: str = "") -> Html:
    there = replace(view.fresh("browse"), browsing=field.code)
    return link(
        address(there), escape(field.label), escape(" "), text("small", field.count), css=css
    )


def _path(path: Sequence[Discipline], view: View, say: Say) -> Html:
    root = view.fresh("browse")
    steps = [link(address(root), escape(say("browse_all")))]
    steps += [_field_link(field, view) for field in path[:-1]]
    return element("nav", *steps, css="path", attributes={"aria-label": say("browse_path")})


def _parts(parts: Sequence[Discipline], view: View, say: Say) -> Html:
    label = text("span", say("browse_parts"), css="label")
    return element("div", label, *[_field_link(one, view, "chip") for one in parts], css="chips")


def _show_field(view: View, code: str, language: str, say: Say) -> None:
    if not view.filters and view.page == 1:
        _show_recommended(view, code, language, say)
    filters = {**view.filters, "discipline": (code,)}
    found = service.resources(filters, LISTED, view.offset(LISTED), language)
    show_filters(view, found.facets, say, without=("discipline",))
    empty = "empty_filtered" if view.filters else "empty_plain"
    size = say("results_count", count=found.total) if found.total else say(empty)
    heading = text("h2", say("browse_list"), css="section")
    show(element("div", heading, text("p", size, css="meta")))
    show_active(view, found.facets, say)
    for one in found.resources:
        show(resource_card(one, view, say))
    show_paging(view, found.total, LISTED, LAST_PAGE, say)


def _show_recommended(view: View, code: str, language: str, say: Say) -> None:
    items = service.recommendations(code, RECOMMENDED, language).items
    if not items:
        return
    show(text("h2", say("browse_recommended"), css="section"))
    cards = [resource_card(one.resource, view, say, reason(one, say)) for one in items]
    show(element("div", *cards, css="grid"))
