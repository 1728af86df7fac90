"""The reader's list: what was kept, in order, and the workshop that it may be."""

from dataclasses import replace

import streamlit as st

from search_api.limits import MOST_KEPT, MOST_SEEDS
from ui.frame import set_title, show
from ui.listing.exports import exports
from ui.listing.frame import show_frame, show_own_box
from ui.listing.items import show_item
from ui.listing.looking_up import look_up
from ui.listing.packing import show_pack_form
from ui.listing.reviewing import review, show_review
from ui.markup import element, escape, link, text
from ui.memory import show_other_list
from ui.page import Page
from ui.planning import Plan
from ui.recommended import recommended_block, related_to
from ui.state import address

_RELATED = 5


def show_list(page: Page) -> None:
    """Show the list, or how to begin one; and the way to have a workshop suggested."""
    name = page.view.title or page.translate("nav_list")
    set_title(f"{name} – {page.translate('app_title')}")
    show(text("h1", name))
    if page.view.kept:
        show(text("p", page.translate("list_intro"), css="meta"))
        show_other_list(page)
        _show_kept(page)
        with st.expander(page.translate("pack_heading")):
            show_pack_form(page)
    else:
        show(text("p", page.translate("list_empty"), css="meta"))
        show_pack_form(page)


def _show_kept(page: Page) -> None:
    listed = [look_up(kept, page) for kept in page.view.kept]
    show_frame(page)
    if present := [item.kept for item in listed if item.is_there]:
        show(exports(present, page))
    _show_size(page)
    reviewed = review(page)
    if reviewed:
        show(show_review(reviewed, page))
    for place, item in enumerate(listed):
        show_item(place, item, reviewed.items.get(place) if reviewed else None, page)
    show_own_box(page)
    _show_related([item.resource.id for item in listed if item.resource], page)


def _show_size(page: Page) -> None:
    """Say how much is in the list, beside the link that empties it."""
    size = page.translate("list_count", count=len(page.view.kept), most=MOST_KEPT)
    clear = address(replace(page.view, kept=(), title="", plan=Plan()))
    words = escape(page.translate("list_clear"))
    show(element("p", escape(f"{size} · "), link(clear, words, css="quiet"), css="meta"))


def _show_related(present: list[str], page: Page) -> None:
    """Show what goes with the first of the list, which begins with what matters most."""
    like = list(dict.fromkeys(present))[:MOST_SEEDS]
    if like and (items := related_to(like, _RELATED, page)):
        show(recommended_block(page.translate("list_related"), items, page, choosing=True))
