"""How the collection grew: by the year that works are of, and by when they were added."""

from collections.abc import Sequence

from search_api.discover_schemas import Count
from ui.frame import show
from ui.markup import Html, element, text
from ui.page import Page
from ui.service import api


def show_growth(page: Page) -> None:
    """Show both as bars, which are lists for those who do not see them."""
    grown = api().timeline()
    show(_bars("growth_years", grown.years, page))
    if grown.undated:
        show(text("p", page.translate("growth_undated", count=grown.undated), css="meta"))
    show(_bars("growth_added", grown.added, page))


def _bars(heading: str, counts: Sequence[Count], page: Page) -> Html:
    most = max((count.count for count in counts), default=1)
    return element(
        "section",
        text("h2", page.translate(heading), css="section"),
        element("ol", *[_bar(count, most) for count in counts], css="growth"),
    )


def _bar(count: Count, most: int) -> Html:
    width = {"style": f"width:{100 * count.count / most:.1f}%", "aria-hidden": "true"}
    return element(
        "li",
        text("span", count.time, css="time"),
        element("span", element("i", attributes=width), css="bar"),
        text("span", count.count),
    )
