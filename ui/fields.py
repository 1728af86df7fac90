"""A field of ISCED-F as a link to what the collection has for it."""

from dataclasses import replace

from search_api.schemas import Discipline
from ui.markup import Html, link
from ui.page import Page
from ui.state import address
from ui.view import View


def field_link(field: Discipline, page: Page, css: str = "") -> Html:
    """Return the name of a field, with the number of its resources, as a link."""
    there = field_address(field.code, page.view)
    return link(there, page.counted(field.label, field.count), css=css)


def field_address(code: str, view: View) -> str:
    """Return the address of what the collection has for a field."""
    return address(replace(view.fresh("browse"), browsing=code))
