"""The passage that the reader came from, in its place: the page it stands on, and the other
passages of the resource that match the question."""

from collections.abc import Callable, Sequence

import streamlit as st

from search_api.schemas import Match, Passage, PassagePage, ResourcePage
from search_api.schemas.reading import SideBySide
from ui.frame import show
from ui.markup import Html, element, escape, folded_away, link, text
from ui.page import Page
from ui.page_picture import page_picture
from ui.passages import passage_block
from ui.resource_answers import ResourceAnswers, by_place
from ui.side_by_side import same_passages
from ui.state import address, name_in_resource


def show_found(record: ResourcePage, answers: ResourceAnswers, page: Page) -> Callable[[], None]:
    """Show the passage, or the way to the first that matches the question.

    Return what puts the picture of its page where it belongs: to be called when all else is on the
    screen, for painting takes longer than all else.
    """
    matches = answers.matches()
    if page.view.passage is None:
        show(_steps(matches, None, page))
        return _nothing
    there = answers.passage()
    if there is None:
        show(text("p", page.translate("resource_passage_gone"), css="note"))
        return _nothing
    with st.container(key="found"):
        show(_head(there, record, matches, page))
        shown = _text(there, record, matches, answers.beside(), page)
        if record.pages != "shown":
            show(shown)
            return _nothing
        picture = answers.ask(page_picture, there.passage, page)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            show(shown)
        slot = right.empty()
        _fill(slot, text("p", page.translate("page_drawing"), css="note"))
    return lambda: _fill(slot, picture())


def _nothing() -> None:
    """Put no picture anywhere."""


def _fill(slot: st.delta_generator.DeltaGenerator, content: Html) -> None:
    with slot.container():
        show(content)


def _head(there: PassagePage, record: ResourcePage, matches: Sequence[Match], page: Page) -> Html:
    notes = {
        "resource_changed": there.changed,
        "resource_old_link": page.view.passage in by_place(record),
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


def _text(
    there: PassagePage,
    record: ResourcePage,
    matches: Sequence[Match],
    both: SideBySide | None,
    page: Page,
) -> Html:
    """Return the passage with the words of the question marked, and what stands around it."""
    match = next((match for match in matches if match.passage.id == there.passage.id), None)
    around = [
        passage_block(beside, record, page) for beside in (there.before, there.after) if beside
    ]
    return element(
        "div",
        passage_block(there.passage, record, page, match),
        *same_passages(there.passage, both, page),
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
