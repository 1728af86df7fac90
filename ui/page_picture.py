"""The page of a document that a passage stands on, as people see it, the passage marked."""

from dataclasses import replace

from search_api.schemas import Passage
from search_api.schemas.reading import PagePicture
from ui.connection import ServiceTrouble
from ui.markup import Html, element, escape, link, picture, text
from ui.page import Page
from ui.service import api
from ui.state import address


def page_picture(passage: Passage, page: Page) -> Html:
    """Return the page with the passage marked, or that it cannot be shown."""
    number = page.view.sheet
    try:
        facts = api().page_picture(passage.id, number)
        png = api().page_png(passage.id, number)
    except ServiceTrouble:  # whatever it is: the text is there, which is what one came for
        return text("p", page.translate("page_unshown"), css="note")
    return _figure(facts, png, page)


def _figure(facts: PagePicture, png: bytes, page: Page) -> Html:
    kind = "page_picture_marked" if facts.marks else "page_picture_plain"
    alternative = page.translate(kind, page=facts.page, pages=facts.pages)
    unmarked = not facts.marks and page.view.sheet is None
    return element(
        "figure",
        link(facts.picture, picture(png, alternative), label=page.translate("page_enlarge")),
        element("figcaption", *_turning(facts, page), css="meta"),
        *([text("p", page.translate("page_unmarked"), css="note")] if unmarked else []),
        css="sheet",
    )


def _turning(facts: PagePicture, page: Page) -> list[Html]:
    """Return where the page is in the document, and links to those before and after it."""
    here = text("span", page.translate("page_of", page=facts.page, pages=facts.pages))
    before, after = (_turned(facts.page + step, facts.pages, page) for step in (-1, 1))
    return [*before, here, *after]


def _turned(number: int, pages: int, page: Page) -> list[Html]:
    if not 1 <= number <= pages:
        return []
    there = address(replace(page.view, sheet=number))
    label = page.translate("page_picture_plain", page=number, pages=pages)
    words = page.translate("page_number", page=number)
    return [link(there, escape(words), css="stay", label=label)]
