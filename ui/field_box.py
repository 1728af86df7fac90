"""The filter by discipline: a box for the beginning of a field's name, and the fields of the list.

It answers while its reader types (typing.js), and when Enter is pressed.

The names are looked up by the API, which knows them in nine languages and without diacritics; a
list box of the browser compares letters of the label it shows.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from search_api.schemas import Discipline, FacetValue
from ui.frame import show
from ui.markup import Html, element, escape, folded_away, link, removable, text
from ui.page import Page
from ui.service import api
from ui.state import address

_FACET = "discipline"
_LONGEST = 100  # characters of what is typed
_MOST = 7  # fields offered for what is typed
_KEY = f"filter-{_FACET}"
_TYPING = f"typing-{_FACET}"
_TYPED = "field typed"  # what the box says, whether or not Enter was pressed
_component = st.components.v2.component(
    "balkanetup_typing",
    js=Path(__file__).with_name("typing.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_LEVELS = {2: "", 3: "part", 4: "part detailed"}  # by the digits of a code


def show_field_box(values: Sequence[FacetValue], page: Page) -> None:
    """Show the box, the fields chosen, those that begin as is typed, and, folded, all offered."""
    chosen = page.view.filters.get(_FACET, ())
    if _KEY not in st.session_state or st.session_state.get("fields chosen") != chosen:
        # It is back on the screen, or what was typed has led somewhere.
        st.session_state["fields chosen"] = chosen
        st.session_state[_KEY] = st.session_state[_TYPED] = ""
    st.text_input(
        page.translate(f"facet_{_FACET}"),
        key=_KEY,
        max_chars=_LONGEST,
        placeholder=page.translate("field_placeholder"),
        autocomplete="off",
        on_change=lambda: _take(st.session_state[_KEY]),
    )
    offered = {choice.value: choice for choice in values}
    if chosen:
        show(_chosen(offered, chosen, page))
    _show_named(offered, page)
    every = element("ul", *[_field(choice, page) for choice in values], css="fields")
    show(folded_away(page.translate("field_all"), every))


@st.fragment
def _show_named(offered: Mapping[str, FacetValue], page: Page) -> None:
    """Show the fields that begin as is typed; only this part of the page runs anew for a key."""
    box = {"box": f".st-key-{_KEY} input"}
    _component(
        key=_TYPING, data=box, on_typed_change=lambda: _take(st.session_state[_TYPING]["typed"])
    )
    if typed := str(st.session_state[_TYPED]).strip():
        show(_named(api().fields_named(typed, page.language), offered, page))


def _take(typed: object) -> None:
    st.session_state[_TYPED] = str(typed)[:_LONGEST]


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
        return element(
            "p", escape(page.translate("field_none")), css="meta", attributes={"role": "status"}
        )
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
