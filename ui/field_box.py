"""The filter by discipline: a box for the beginning of a field's name, and the fields of the list.

The names are looked up by the API, which knows them in nine languages and without diacritics; a
list box of the browser compares letters of the label it shows.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from search_api.schemas import Discipline, FacetValue
from ui.frame import show
from ui.markup import Html, element, escape, folded_away, link, removable, text
from ui.page import Page
from ui.service import api
from ui.state import address

_FACET = "discipline"
_MOST = 7  # fields offered for what is typed
_LEVELS = {2: "", 3: "part", 4: "part detailed"}  # by the digits of a code


def show_field_box(values: Sequence[FacetValue], page: Page) -> None:
    """Show the box, the fields chosen, those that begin as is typed, and, folded, all offered."""
    key = f"filter-{_FACET}"
    chosen = page.view.filters.get(_FACET, ())
    if st.session_state.get("fields chosen") != chosen:  # what was typed has led somewhere
        st.session_state["fields chosen"], st.session_state[key] = chosen, ""
    typed = st.text_input(
        page.translate(f"facet_{_FACET}"),
        key=key,
        max_chars=100,
        placeholder=page.translate("field_placeholder"),
        autocomplete="off",
    )
    offered = {choice.value: choice for choice in values}
    if chosen:
        show(_chosen(offered, chosen, page))
    if typed.strip():
        show(_named(api().fields_named(typed, page.language), offered, page))
    every = element("ul", *[_field(choice, page) for choice in values], css="fields")
    show(folded_away(page.translate("field_all"), every))


def _chosen(offered: Mapping[str, FacetValue], chosen: Sequence[str], page: Page) -> Html:
    chips = [
        removable(
            address(page.view.without(_FACET, code)),
            offered[code].label,
            page.translate("filter_remove", name=offered[code].label),
        )
        for code in chosen
    ]
    return element("div", *chips, css="chips")


def _named(matching: Sequence[Discipline], offered: Mapping[str, FacetValue], page: Page) -> Html:
    """Return the fields that begin as is typed; one that the list has nothing in is no link."""
    if not matching:
        return text("p", page.translate("field_none"), css="meta")
    items = [
        _field(offered[field.code], page)
        if field.code in offered
        else text("li", f"{field.label} (0)")
        for field in matching[:_MOST]
    ]
    return element("ul", *items, css="fields", attributes={"role": "status"})


def _field(choice: FacetValue, page: Page) -> Html:
    there = page.view.narrowed(_FACET, (*page.view.filters.get(_FACET, ()), choice.value))
    name = escape(f"{choice.label} ({choice.count})")
    css = _LEVELS.get(len(choice.value), "")
    return element("li", link(address(there), name), css=css)
