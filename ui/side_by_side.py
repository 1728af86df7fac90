"""Another version of the work next to this one, the passages that say the same in one row."""

from dataclasses import replace

from search_api.schemas import Passage, ResourcePage, Version
from search_api.schemas.reading import SideBySide
from ui.connection import ServiceTrouble
from ui.markup import Html, element, escape, joined, link, text
from ui.page import Page
from ui.passage_text import shown_whole
from ui.passages import passage_block
from ui.service import api
from ui.state import address
from ui.wording import endonym

_NO_VERSION = 404


def beside(record: ResourcePage, page: Page) -> SideBySide | None:
    """Return this and the version that is wanted beside it; None where none is, or it is gone."""
    if page.view.beside is None:
        return None
    try:
        return api().side_by_side(record.resource.id, page.view.beside)
    except ServiceTrouble as trouble:
        if trouble.status != _NO_VERSION:
            raise
        return None


def choices(record: ResourcePage, page: Page) -> list[Html]:
    """Return links that set another version beside this one, and one that ends it."""
    others = [version for version in record.resource.versions if version.id != record.resource.id]
    if not others:
        return []
    links = [_choice(version, page) for version in others]
    if page.view.beside is not None:
        there = address(replace(page.view, beside=None, page=1))
        links.append(link(there, escape(page.translate("beside_end")), css="stay"))
    label = escape(f"{page.translate('beside_with')}: ")
    return [element("p", label, joined(links, " · "), css="meta")]


def _choice(version: Version, page: Page) -> Html:
    there = address(replace(page.view, beside=version.id, page=1))
    current = version.id == page.view.beside
    name = f"{_name(version)}, {version.format}"
    label = f"{page.translate('beside_with')}: {name}"
    return link(there, escape(name), css="stay", label=label, current=current)


def _name(version: Version) -> str:
    return endonym(version.language) if version.language else version.title


def in_rows(both: SideBySide, first: int, size: int, record: ResourcePage, page: Page) -> Html:
    """Return `size` rows from the one of number `first` on, under the names of the versions."""
    names = [
        text("span", _name(version), css="label", lang=version.language)
        for version in (both.left, both.right)
    ]
    rows = [
        element(
            "div",
            passage_block(row.left, record, page),
            element("div", *[_other(passage, page) for passage in row.right], css="other"),
            css="pair",
        )
        for row in both.rows[first : first + size]
    ]

    return element("div", element("div", *names, css="pair names"), *rows, css="passages")


def _other(passage: Passage, page: Page) -> Html:
    shown = shown_whole(passage, page.translate)
    return element("div", *shown, css="text", attributes={"lang": passage.language})


def same_passages(passage: Passage, both: SideBySide | None, page: Page) -> list[Html]:
    """Return what the version that is wanted beside says in place of a passage."""
    row = next((row for row in both.rows if row.left.id == passage.id), None) if both else None
    if both is None or row is None:
        return []
    said = [_other(other, page) for other in row.right] or [
        text("p", page.translate("beside_nothing"), css="note")
    ]
    name = page.translate("beside_same", language=_name(both.right))
    return [element("div", text("h3", name, css="where"), *said, css="other")]
