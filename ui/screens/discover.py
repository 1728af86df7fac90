"""The discover screen: the collection as a whole, by its map, its strategies, its growth."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from ui.discovering.growth import show_growth
from ui.discovering.map import show_map
from ui.discovering.sight import Aspect, Sight
from ui.discovering.strategies import show_strategies
from ui.frame import set_title, show
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.state import address

_ASPECTS: dict[Aspect, Callable[[Page], None]] = {
    "map": show_map,
    "strategies": show_strategies,
    "growth": show_growth,
}


def show_discover(page: Page) -> None:
    """Show the aspect of the collection that the address asks for."""
    aspect = page.view.sight.aspect
    set_title(f"{page.translate(f'discover_{aspect}')} – {page.translate('app_title')}")
    show(text("h1", page.translate("discover_heading")))
    show(_aspects(page))
    _ASPECTS[aspect](page)


def _aspects(page: Page) -> Html:
    links = [_aspect(aspect, page) for aspect in get_args(Aspect)]
    gaps = address(page.view.fresh("gaps"))
    links.append(link(gaps, escape(page.translate("gaps_link")), css="chip"))
    label = page.translate("discover_heading")
    return element("nav", *links, css="aspects", attributes={"aria-label": label})


def _aspect(aspect: Aspect, page: Page) -> Html:
    here = aspect == page.view.sight.aspect
    there = replace(page.view.fresh("discover"), sight=Sight(aspect))
    words = escape(page.translate(f"discover_{aspect}"))
    return link(address(there), words, css="chip here" if here else "chip", current=here)
