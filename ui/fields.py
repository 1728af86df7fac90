"""A field of ISCED-F as a link to what the collection has for it."""

from dataclasses import replace

from search_api.schemas import Discipline
from ui.markup import Html, escape, link, text
from ui.state import View, address


def field_link(field: Discipline, view: View, css: str = "") -> Html:
    """Return the name of a field, with the number of its resources, as a link."""
    there = replace(view.fresh("browse"), browsing=field.code)
    return link(
        address(there), escape(field.label), escape(" "), text("small", field.count), css=css
    )
