"""A passage on the page of its resource: where it stands, its text, what can be done with it."""

from search_api.schemas import Match, Passage, ResourcePage
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.passage_text import shown_whole
from ui.state import address, name_in_resource


def passage_block(
    passage: Passage, record: ResourcePage, page: Page, match: Match | None = None
) -> Html:
    """Return a passage with its place and links; the words that `match` names are marked."""
    headings = " › ".join(part for part in passage.heading_path if part != record.resource.title)
    number = page.translate("page_number", page=passage.page) if passage.page is not None else ""
    place = " · ".join(part for part in (number, headings) if part)
    shown = shown_whole(passage, page.translate, match)
    links = _links(passage, record, page) if passage.role == "text" else []
    return element(
        "div",
        *([text("h3", place, css="where", lang=passage.language)] if place else []),
        element("div", *shown, css="text", attributes={"lang": passage.language}),
        *([element("p", *links, css="similar")] if links else []),
        css="passage" if passage.role == "text" else "passage aside",
    )


def _links(passage: Passage, record: ResourcePage, page: Page) -> list[Html]:
    """Return links to the passage's page, and to passages of the whole collection like it."""
    name = name_in_resource(passage.id)
    similar = address(page.view.fresh().more_like(passage.id))
    links = [link(similar, escape(page.translate("example_similar")), css="quiet")]
    if record.pages == "shown" and name != page.view.passage:
        there = address(page.view.at_passage(name))
        links.insert(0, link(there, escape(page.translate("page_show")), css="quiet"))
    return links
