"""A field of ISCED-F as a link to what the collection has for it."""

from dataclasses import replace

from search_api.schemas import Discipline
from ui.markup import Html, escape, link, text
from ui.state import View, address


def field_link(field: Discipline, view: View, css: str = "") -> Html:
    """Return the name of a field, with the number of its resources, as a link."""
    return link(
        field_address(field.code, view),
        escape(field.label),
        escape(" "),
        text("small", field.count),
        css=css,
    )


def field_address(code: str, view: View) -> str:
    """Return the address of what the collection has for a field."""
    return address(replace(view.fresh("browse"), browsing=code))
