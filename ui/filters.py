"""Narrowing a list: facets with counts in the sidebar, and what is in use above the list."""

from collections.abc import Mapping, Sequence

import streamlit as st

from search_api.schemas import FacetValue
from ui.field_box import show_field_box
from ui.frame import current_view, go, show, still_on
from ui.markup import element, escape, escape_label, link, removable, text
from ui.naming import licence_name
from ui.page import Page
from ui.service import api
from ui.state import FACETS, address
from ui.view import View
from ui.wording import endonym

Facets = Mapping[str, Sequence[FacetValue]]

# Facets with short names: all their values are in view while there are only a few.
_SHORT = frozenset({"type", "class_size", "mode", "cycle", "language", "year", "licence"})
_FEW = 10
_CONTEXT = frozenset({"class_size", "mode", "cycle"})
# Facets whose values are concepts, and the vocabulary that names them.
_VOCABULARIES = {
    **{"discipline": "isced_f", "type": "resource_types", "strategy": "strategies"},
    **{name: name for name in _CONTEXT},
}


def with_chosen(facets: Facets, page: Page) -> Facets:
    """Return the facets with the values in use that no result has now, by their names."""
    return {
        facet: [*facets.get(facet, ()), *_gone(facet, facets.get(facet, ()), page)]
        for facet in FACETS
    }


def _gone(facet: str, counted: Sequence[FacetValue], page: Page) -> list[FacetValue]:
    values = {choice.value for choice in counted}
    gone = [value for value in page.view.filters.get(facet, ()) if value not in values]
    if not gone or facet not in _VOCABULARIES:
        return [FacetValue(value=value, label=value, count=0) for value in gone]
    terms = api().vocabulary(_VOCABULARIES[facet], page.language).terms
    labels = {term.id: term.label for term in terms}
    return [FacetValue(value=value, label=labels.get(value, value), count=0) for value in gone]


def show_filters(page: Page, facets: Facets, without: tuple[str, ...] = ()) -> None:
    """Show a box for every facet that can narrow the list, except those in `without`."""
    offered = {name: _offered(name, facets.get(name, ()), page.view) for name in FACETS}
    with_values = [name for name in FACETS if name not in without and offered[name]]
    if not with_values:
        return
    with st.sidebar:
        show(text("h2", page.translate("filters_heading")))
        for facet in with_values:
            _show_facet(facet, offered[facet], page)


def _show_facet(facet: str, values: Sequence[FacetValue], page: Page) -> None:
    """Show the box of a facet; where there is no choice and none was made, the only value."""
    if len(values) == 1 and facet not in page.view.filters:
        label, value = page.translate(f"facet_{facet}"), _option(facet, values[0], values)
        show(element("p", text("span", label, css="label"), text("span", value), css="only"))
    elif facet == "discipline":
        show_field_box(values, page)
    else:
        _show_box(facet, values, page)


def show_active(page: Page, facets: Facets) -> None:
    """Show the filters in use, each as a link that removes it."""
    if not page.view.filters:
        return
    chips = [
        removable(
            address(page.view.without(facet, value)),
            label,
            page.translate("filter_remove", name=label),
        )
        for facet, value, label in active(page.view, facets)
    ]
    clear = link(
        address(page.view.unfiltered()), escape(page.translate("filters_clear")), css="quiet"
    )
    label = text("span", page.translate("filters_active"), css="label")
    show(element("div", label, *chips, clear, css="chips"))


def active(view: View, facets: Facets) -> list[tuple[str, str, str]]:
    """Return (facet, value, label) of every filter in use."""
    return [
        (facet, value, name_of(facet, value, facets.get(facet, ())))
        for facet, values in view.filters.items()
        for value in values
    ]


def name_of(facet: str, value: str, offered: Sequence[FacetValue]) -> str:
    """Return what people call a value: languages by their own names, the rest as labelled."""
    if facet == "language":
        return endonym(value)
    if facet == "licence":
        return licence_name(value)
    return next((choice.label for choice in offered if choice.value == value), value)


def _show_box(facet: str, values: Sequence[FacetValue], page: Page) -> None:
    names = {choice.value: _option(facet, choice, values) for choice in values}
    key = f"filter-{facet}"
    st.session_state[key] = list(page.view.filters.get(facet, ()))

    def choose() -> None:
        if still_on(page.view):
            go(current_view().narrowed(facet, st.session_state[key]))

    if facet in _SHORT and len(names) <= _FEW:
        st.pills(
            page.translate(f"facet_{facet}"),
            list(names),
            key=key,
            selection_mode="multi",
            format_func=lambda value: escape_label(names[str(value)]),
            on_change=choose,
        )
    else:
        st.multiselect(
            page.translate(f"facet_{facet}"),
            list(names),
            key=key,
            format_func=lambda value: names[value],
            placeholder=page.translate("filters_any"),
            select_all=False,
            on_change=choose,
        )


def _option(facet: str, choice: FacetValue, values: Sequence[FacetValue]) -> str:
    return f"{name_of(facet, choice.value, values)} ({choice.count})"


def _offered(facet: str, counted: Sequence[FacetValue], view: View) -> list[FacetValue]:
    """Return the values to choose from, in the order in which they are looked for."""
    if facet == "discipline":  # a tree: parts below the whole
        return sorted(counted, key=lambda choice: choice.value)
    if facet in _CONTEXT:  # what suits any is found by each of the others
        chosen = view.filters.get(facet, ())
        return [choice for choice in counted if choice.value != "any" or "any" in chosen]
    if facet == "year":
        return sorted(counted, key=lambda choice: choice.value, reverse=True)
    return list(counted)
