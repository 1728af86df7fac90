"""The passage that the reader came from, in its place: the page it stands on, and the other
passages of the resource that match the question."""

from collections.abc import Callable, Sequence

import streamlit as st

from search_api.schemas import Match, Passage, PassagePage, ResourcePage
from ui.client import ServiceTrouble
from ui.frame import show
from ui.markup import Html, element, escape, folded_away, link, text
from ui.page import Page
from ui.page_picture import page_picture
from ui.passages import passage_block
from ui.service import api
from ui.side_by_side import same_passages
from ui.state import address, name_in_resource

_NO_PASSAGE = (404, 422)  # it is gone, or the address never was one


def show_found(record: ResourcePage, page: Page) -> Callable[[], None]:
    """Show the passage, or the way to the first that matches the question.

    Return what puts the picture of its page where it belongs: to be called when all else is on the
    screen, for painting takes longer than all else.
    """
    matches = api().matches(record.resource.id, page.view.query) if page.view.query else []
    if page.view.passage is None:
        show(_steps(matches, None, page))
        return _nothing
    there = _located(page.view.passage, record, page)
    if there is None:
        show(text("p", page.translate("resource_passage_gone"), css="note"))
        return _nothing
    with st.container(key="found"):
        show(_head(there, record, matches, page))
        if record.pages != "shown":
            show(_text(there, record, matches, page))
            return _nothing
        words, picture = st.columns([5, 6], gap="medium")
        with words:
            show(_text(there, record, matches, page))
        slot = picture.empty()
        _fill(slot, text("p", page.translate("page_drawing"), css="note"))
    return lambda: _fill(slot, page_picture(there.passage, page))


def _nothing() -> None:
    """Put no picture anywhere."""


def _fill(slot: st.delta_generator.DeltaGenerator, content: Html) -> None:
    with slot.container():
        show(content)


def _located(name: str, record: ResourcePage, page: Page) -> PassagePage | None:
    """Return the passage of this name, or the one in its place; None where there is none."""
    by_place = _by_place(record)
    try:
        return api().passage(by_place.get(name, f"{record.resource.id}~{name}"), page.language)
    except ServiceTrouble as trouble:
        if trouble.status not in _NO_PASSAGE:
            raise
        return None


def _by_place(record: ResourcePage) -> dict[str, str]:
    return {str(passage.ordinal): passage.id for passage in record.passages}


def _head(there: PassagePage, record: ResourcePage, matches: Sequence[Match], page: Page) -> Html:
    notes = {
        "resource_changed": there.changed,
        "resource_old_link": page.view.passage in _by_place(record),
        "page_needs_office": record.pages == "needs_libreoffice",
    }
    return element(
        "section",
        element(
            "div",
            text("h2", page.translate("resource_found")),
            _steps(matches, there.passage, page),
            css="top",
        ),
        *[text("p", page.translate(key), css="note") for key, holds in notes.items() if holds],
    )


def _text(there: PassagePage, record: ResourcePage, matches: Sequence[Match], page: Page) -> Html:
    """Return the passage with the words of the question marked, and what stands around it."""
    match = next((match for match in matches if match.passage.id == there.passage.id), None)
    around = [
        passage_block(beside, record, page) for beside in (there.before, there.after) if beside
    ]
    return element(
        "div",
        passage_block(there.passage, record, page, match),
        *same_passages(there.passage, record, page),
        *([folded_away(page.translate("resource_around"), *around)] if around else []),
    )


def _steps(matches: Sequence[Match], here: Passage | None, page: Page) -> Html:
    """Return how many passages match the question, and links to those before and after this one."""
    if not matches:
        return element("span")
    ordinal = -1 if here is None else here.ordinal
    before = [match.passage for match in matches if match.passage.ordinal < ordinal]
    after = [match.passage for match in matches if match.passage.ordinal > ordinal]
    place = len(before) + 1 if len(before) + len(after) < len(matches) else None
    said = (
        page.translate("matches_here", count=len(matches))
        if place is None
        else page.translate("matches_place", place=place, total=len(matches))
    )
    return element(
        "nav",
        *([_step(before[-1], f"← {page.translate('match_previous')}", page)] if before else []),
        text("span", said),
        *([_step(after[0], f"{page.translate('match_next')} →", page)] if after else []),
        css="steps meta",
        attributes={"aria-label": page.translate("matches_label")},
    )


def _step(to: Passage, words: str, page: Page) -> Html:
    there = page.view.at_passage(name_in_resource(to.id))
    return link(address(there), escape(words), css="stay")
