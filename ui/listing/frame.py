"""What the list is called, whom it is for, when it begins; and things of the reader's own."""

from dataclasses import replace

import streamlit as st

from search_api.limits import LONGEST_AUDIENCE, LONGEST_OWN_ITEM, LONGEST_TITLE, MOST_KEPT
from ui.boxes import keep_typed
from ui.frame import go
from ui.keeping import with_own
from ui.page import Page
from ui.planning import read_plan
from ui.view import View

_LONGEST_TIME = 5  # characters


def show_frame(page: Page) -> None:
    """Show the boxes for title, audience and beginning: each goes into the address at once."""
    view = page.view
    with st.container(key="list-frame", horizontal=True):
        _box(page, "title", view.title, LONGEST_TITLE)
        _box(page, "audience", view.plan.audience, LONGEST_AUDIENCE)
        _box(page, "start", view.plan.start, _LONGEST_TIME)


def _box(page: Page, name: str, value: str, most: int) -> None:
    key = keep_typed(f"list {name}", value)

    def take() -> None:
        typed = str(st.session_state[key]).strip()
        st.session_state[key] = value  # what is no time is not left standing
        go(_with(page.view, name, typed))

    st.text_input(
        page.translate(f"list_{name}"),
        key=key,
        max_chars=most,
        on_change=take,
        autocomplete="off",
        placeholder="9:30" if name == "start" else None,
    )


def _with(view: View, name: str, typed: str) -> View:
    if name == "title":
        return replace(view, title=typed)
    if name == "start":
        return replace(view, plan=replace(view.plan, start=read_plan({"start": [typed]}).start))
    return replace(view, plan=replace(view.plan, audience=typed))


def show_own_box(page: Page) -> None:
    """Show the box for a thing of the reader's own: a break, a welcome."""
    if len(page.view.kept) >= MOST_KEPT:
        return
    key = "list own"

    def add() -> None:
        go(replace(page.view, kept=with_own(page.view.kept, str(st.session_state[key]))))
        st.session_state[key] = ""

    label = page.translate("list_own")
    st.text_input(label, key=key, max_chars=LONGEST_OWN_ITEM, on_change=add, autocomplete="off")
