"""One thing of the list: what it is, why it is there, its marks, its place."""

from dataclasses import replace

import streamlit as st

from search_api.limits import MOST_MINUTES
from search_api.schemas import Resource
from search_api.schemas.packs import PackItem
from ui.boxes import keep_typed
from ui.cards import gist, meta, title
from ui.excerpts import excerpt
from ui.frame import go, show
from ui.keeping import PARTS, Kept, changed, moved, without
from ui.listing.looking_up import Shown
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.passage_text import shown_whole
from ui.state import address

_LONGEST_NOTE = 300  # characters typed: fifty of them must fit into an address
_EXCERPT = 280  # characters
_STEP = 5  # minutes


def show_item(place: int, item: Shown, suggested: PackItem | None, page: Page) -> None:
    """Show the thing at a place; `suggested` is what a review says of it, if it is in a pack."""
    with st.container(key=f"kept-{place}"):
        show(_card(place, item, suggested, page))
        if item.is_there:
            with st.container(key=f"marks-{place}", horizontal=True):
                _show_part(place, item.kept, page)
                _show_minutes(place, item.kept, page)
                _show_note(place, item.kept, page)


def _card(place: int, item: Shown, suggested: PackItem | None, page: Page) -> Html:
    order = _order(place, item, suggested, page)
    if not item.is_there:
        gone = page.translate("list_gone", name=item.kept.resource)
        return element("article", text("p", gone, css="note"), order, css="card")
    number = text("span", f"{place + 1}.", css="label")
    if item.resource is None:
        own = element("div", number, text("h2", item.kept.own), css="numbered")
        return element("article", own, order, css="card own")
    return element(
        "article",
        element("div", number, title(item.resource, page.view, "h2"), css="numbered"),
        meta(item.resource, page.translate),
        *([text("p", suggested.why, css="why")] if suggested else []),
        *([text("p", page.translate(item.notice), css="note")] if item.notice else []),
        *gist(item.resource, page),
        *_text(item, item.resource, page),
        *warning(item.resource),
        order,
        css="card",
    )


def _text(item: Shown, resource: Resource, page: Page) -> list[Html]:
    """Return the beginning of the passage that was kept, with its page, or of the summary."""
    if item.passage is None:
        summary = excerpt(resource.abstract or "", [], _EXCERPT).text
        return [text("p", summary, css="abstract", lang=resource.language)] if summary else []
    passage = item.passage
    # A table is there to be copied: a part of it is of no use.
    shown = (
        shown_whole(passage, page.translate)
        if passage.tables
        else [escape(excerpt(passage.text, [], _EXCERPT).text)]
    )
    quote = element("blockquote", *shown, attributes={"lang": passage.language})
    page_number = page.translate("page_number", page=passage.page) if passage.page else ""
    where = " · ".join(filter(None, (page_number, *passage.heading_path[1:])))
    return [quote, text("p", where, css="where")] if where else [quote]


def warning(resource: Resource) -> list[Html]:
    """Return what the licence asks of whoever hands the resource out, besides naming the author."""
    sentences = " ".join(condition.label for condition in resource.reuse)
    return [text("p", f"⚠ {sentences}", css="restricted")] if sentences else []


def _order(place: int, item: Shown, suggested: PackItem | None, page: Page) -> Html:
    """Return the links that put another one there, that move an item, and that take it out."""
    kept = page.view.kept
    other = suggested.instead[0] if suggested and suggested.instead else None
    choices = [
        *(
            [("list_another", "⟳", changed(kept, place, name=other.name, note=""))]
            if other and other.name not in {it.name for it in kept}
            else []
        ),
        *([("list_up", "↑", moved(kept, place, -1))] if place else []),
        *([("list_down", "↓", moved(kept, place, 1))] if place < len(kept) - 1 else []),
        ("list_remove", "×", without(kept, place)),
    ]
    links = [
        link(
            address(replace(page.view, kept=new)),
            element("span", escape(sign), css="sign", attributes={"aria-hidden": "true"}),
            escape(page.translate(key)),
            css="example stay",
            label=f"{page.translate(key)}: {item.name}",
        )
        for key, sign, new in choices
    ]
    return element("div", *links, css="examples")


def _show_part(place: int, kept: Kept, page: Page) -> None:
    key = keep_typed(f"part {place}", kept.part or "", of=kept.name)

    def take() -> None:
        part = str(st.session_state[key])
        named = next((name for name in PARTS if name == part), None)
        go(replace(page.view, kept=changed(page.view.kept, place, part=named)))

    def say(part: str) -> str:
        return page.translate(f"part_{part}") if part else page.translate("part_none")

    label = page.translate("list_part")
    st.selectbox(label, ["", *PARTS], key=key, format_func=say, on_change=take, width=160)


def _show_minutes(place: int, kept: Kept, page: Page) -> None:
    key = keep_typed(f"minutes {place}", kept.minutes, of=kept.name)

    def take() -> None:
        minutes = int(st.session_state[key] or 0)
        go(replace(page.view, kept=changed(page.view.kept, place, minutes=minutes)))

    label = page.translate("list_minutes")
    st.number_input(label, 0, MOST_MINUTES, key=key, step=_STEP, on_change=take, width=130)


def _show_note(place: int, kept: Kept, page: Page) -> None:
    key = keep_typed(f"note {place}", kept.note, of=kept.name)

    def write_down() -> None:
        note = str(st.session_state[key])
        go(replace(page.view, kept=changed(page.view.kept, place, note=note)))

    label = page.translate("list_note")
    st.text_input(label, key=key, max_chars=_LONGEST_NOTE, on_change=write_down, autocomplete="off")
