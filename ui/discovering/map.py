"""The map of the collection: a drawing, and the same as a table."""

from dataclasses import replace

import streamlit as st

from search_api.limits import MOST_HITS
from ui.client import Question
from ui.discovering.chart import AREA, chart
from ui.discovering.grouping import FACETS, Groups, grouped
from ui.discovering.sight import Area, write_sight
from ui.discovering.table import show_table
from ui.frame import current_view, go, show, still_on
from ui.markup import Html, element, escape, text
from ui.page import Page
from ui.service import api
from ui.view import View


def show_map(page: Page) -> None:
    """Show all resources as dots, coloured, those that answer a question lit up."""
    drawn = api().map(page.language)
    if not drawn.points:
        show(text("p", page.translate("map_empty"), css="meta"))
        return
    intro = escape(f"{page.translate('map_intro')} ")
    wheel = text("span", page.translate("map_wheel"), css="wheel")
    show(element("p", intro, wheel, css="tagline"))
    _show_choices(page)
    lit = _lit(page)
    groups = grouped(drawn.points, page.view.sight.colour, page.translate)
    show(_legend(groups, page))
    if page.view.query:
        on_map = [point for point in drawn.points if point.id in lit]
        show(text("p", page.translate("map_lit", count=len(on_map)), css="meta"))
    key = f"map{write_sight(page.view.sight)}"  # a drawing of its own: it remembers no other area
    st.vega_lite_chart(
        spec=chart(drawn.points, groups, lit, page.view.sight, page.translate),
        key=key,
        theme=None,
        selection_mode=[AREA],
        on_select=lambda: _choose_area(key, page.view),
    )
    if drawn.left_out:
        show(text("p", page.translate("map_left_out", count=drawn.left_out), css="meta"))
    show_table(drawn.points, groups, lit, page)


def _show_choices(page: Page) -> None:
    """Show what the colours stand for, to be chosen, and a box for a question."""
    with st.container(key="map-choices", horizontal=True, vertical_alignment="bottom"):
        st.session_state["map-colour"] = page.view.sight.colour
        st.pills(
            page.translate("map_colour"),
            list(FACETS),
            key="map-colour",
            format_func=lambda colour: page.translate(FACETS[colour]),
            on_change=lambda: _colour(page.view),
        )
        st.session_state["map-question"] = page.view.query
        st.text_input(
            page.translate("map_question"),
            key="map-question",
            max_chars=500,
            on_change=lambda: _ask(page.view),
        )


def _ask(view: View) -> None:
    if still_on(view):
        asked = st.session_state["map-question"].strip()
        go(replace(current_view(), query=asked, page=1))


def _colour(view: View) -> None:
    if not still_on(view):
        return
    view = current_view()
    chosen = st.session_state["map-colour"] or view.sight.colour
    go(replace(view, sight=replace(view.sight, colour=chosen)))


def _lit(page: Page) -> list[str]:
    """Return the ids of the resources that answer the question, best first; none without one."""
    if not page.view.query:
        return []
    answer = api().search(Question(page.view.query), MOST_HITS, 0, page.language)
    if answer.nothing_close:
        return []
    versions = ([hit.resource.id, *(v.id for v in hit.resource.versions)] for hit in answer.hits)
    return [name for names in versions for name in names]


def _legend(groups: Groups, page: Page) -> Html:
    """Return the colours with what they stand for."""
    items = [
        element(
            "li",
            element(
                "span",
                css="dot",
                attributes={"style": f"background:{colour}", "aria-hidden": "true"},
            ),
            page.counted(name, groups.sizes[name]),
        )
        for name, colour in groups.colours.items()
    ]
    label = page.translate(FACETS[page.view.sight.colour])
    return element("ul", *items, css="legend", attributes={"aria-label": label})


def _choose_area(key: str, view: View) -> None:
    """Take over the area that was dragged, or that there is none any more."""
    chosen = st.session_state[key]["selection"].get(AREA, {})
    area = None
    if chosen.get("x") and chosen.get("y"):
        (left, right), (low, high) = sorted(chosen["x"]), sorted(chosen["y"])
        area = Area(left, right, low, high) if left < right and low < high else None
    go(replace(view, sight=view.sight.of_area(area), page=1))
