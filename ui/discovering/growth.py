"""How the collection grew: by the year that works are of, and by when they were added."""

from collections.abc import Mapping

from ui.frame import show
from ui.markup import Html, element, text
from ui.page import Page
from ui.service import api
from ui.wording import said_month, said_number


def show_growth(page: Page) -> None:
    """Show both as bars, which are lists for those who do not see them."""
    grown = api().timeline()
    show(_bars("growth_years", {year.time: year.count for year in grown.years}, page))
    if grown.undated:
        show(text("p", page.translate("growth_undated", count=grown.undated), css="meta"))
    months = {said_month(month.time, page.language): month.count for month in grown.added}
    show(_bars("growth_added", months, page))


def _bars(heading: str, counts: Mapping[str, int], page: Page) -> Html:
    most = max(counts.values(), default=1)
    bars = [_bar(time, count, most, page.language) for time, count in counts.items()]
    title = text("h2", page.translate(heading), css="section")
    return element("section", title, element("ol", *bars, css="growth"))


def _bar(time: str, count: int, most: int, language: str) -> Html:
    width = {"style": f"width:{100 * count / most:.1f}%", "aria-hidden": "true"}
    return element(
        "li",
        text("span", time, css="time"),
        element("span", element("i", attributes=width), css="bar"),
        text("span", said_number(count, language)),
    )
