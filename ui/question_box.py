"""The box in which a question is typed."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from search_api.limits import LONGEST
from ui.page import Page
from ui.view import View


def show_question_box(
    page: Page, key: str, words: Literal["search", "people"], ask: Callable[[View, str], None]
) -> None:
    """Show the box and its button; `ask` gets the view and what was typed.

    `key` names what is typed in the session, `words` the strings for label and placeholder.
    """
    with (
        st.form(f"{key}_form", border=False),
        st.container(horizontal=True, vertical_alignment="center", key="askbox"),
    ):
        st.text_input(
            page.translate(f"{words}_label"),
            key=key,
            max_chars=LONGEST,
            placeholder=page.translate(f"{words}_placeholder"),
            label_visibility="collapsed",
            autocomplete="off",
            icon=":material/search:",
        )
        st.form_submit_button(
            page.translate("search_button"),
            type="primary",
            on_click=lambda: ask(page.view, st.session_state[key]),
        )
