"""The map as a table: for those who do not see it, and for what is in an area."""

from collections.abc import Sequence
from dataclasses import replace

from search_api.limits import MOST_KEPT
from search_api.schemas.discovering import MapPoint
from ui.discovering.grouping import FACETS, Groups
from ui.frame import show, show_paging, within
from ui.keeping import Kept, holds
from ui.markup import Html, element, escape, joined, link, text
from ui.page import Page
from ui.state import address
from ui.view import page_count
from ui.wording import endonym

_ROWS = 25
_NEAR = 3


def show_table(points: Sequence[MapPoint], groups: Groups, lit: Sequence[str], page: Page) -> None:
    """Show the points of the area that was chosen, or all: those lit first, then by group."""
    area = page.view.sight.area
    listed = [point for point in points if area is None or area.holds(point.x, point.y)]
    places = {name: place for place, name in enumerate(lit)}
    listed.sort(
        key=lambda point: (places.get(point.id, len(lit)), groups.of[point.id], point.title)
    )
    show(_head(listed, page))
    page = within(page, page_count(len(listed), _ROWS))
    first = page.view.offset(_ROWS)
    rows = [_row(point, points, groups, page) for point in listed[first : first + _ROWS]]
    names = ["label_title", FACETS[page.view.sight.colour], "facet_language", "map_near"]
    head = element("tr", *[text("th", page.translate(name)) for name in dict.fromkeys(names)])
    table = element("table", element("thead", head), element("tbody", *rows))
    show(element("div", table, css="table places"))
    show_paging(page, len(listed), _ROWS, page_count(len(listed), _ROWS))


def _head(listed: Sequence[MapPoint], page: Page) -> Html:
    """Return what the table holds; of an area, with what can be done with it."""
    sight = page.view.sight
    if sight.area is None:
        return text("h2", page.translate("map_table"), css="section")
    whole = replace(page.view, sight=sight.of_area(None), page=1)
    closer = replace(page.view, sight=replace(sight, zoomed=not sight.zoomed))
    links = [link(address(whole), escape(page.translate("map_whole")), css="stay")]
    if not sight.zoomed:
        links.insert(0, link(address(closer), escape(page.translate("map_zoom")), css="stay"))
    fresh = [point for point in listed if not holds(page.view.kept, point.id)]
    if fresh and len(fresh) + len(page.view.kept) <= MOST_KEPT:
        kept = (*page.view.kept, *(Kept(point.id) for point in fresh))
        there = address(replace(page.view, kept=kept))
        links.insert(0, link(there, escape(page.translate("map_keep_all")), css="stay"))
    return element(
        "div",
        text("h2", page.translate("map_area", count=len(listed)), css="section"),
        element("p", joined(links, " · "), css="meta"),
    )


def _row(point: MapPoint, points: Sequence[MapPoint], groups: Groups, page: Page) -> Html:
    nearest = sorted(
        (other for other in points if other.id != point.id),
        key=lambda other: (other.x - point.x) ** 2 + (other.y - point.y) ** 2,
    )
    near = joined([_title(other, page) for other in nearest[:_NEAR]], " · ")
    return element(
        "tr",
        element("td", _title(point, page)),
        text("td", groups.of[point.id]),
        *([] if page.view.sight.colour == "language" else [_language(point)]),
        element("td", near, css="near"),
    )


def _language(point: MapPoint) -> Html:
    return text("td", endonym(point.language) if point.language else "")


def _title(point: MapPoint, page: Page) -> Html:
    there = address(page.view.fresh().opening(point.id))
    return element("span", link(there, escape(point.title)), attributes={"lang": point.language})
