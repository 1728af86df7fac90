"""Suggestions while typing: titles, strategies and authors of the collection.

The browser says what is typed, after a pause; Python asks the API and hands back what to offer.
Only this part of the page runs anew. The box itself is Streamlit's and needs none of it.
"""

from pathlib import Path
from typing import TypedDict

import streamlit as st

from search_api.schemas import Completion
from ui.connection import ServiceTrouble
from ui.page import Page
from ui.service import api
from ui.state import address
from ui.view import View

OFFERED = 7
_KEY = "suggestions"
_HTML = """
<div role="listbox" id="suggestions" class="suggestions" hidden></div>
<p role="status" class="unseen"></p>
"""
_component = st.components.v2.component(
    "balkanetup_suggestions",
    html=_HTML,
    js=Path(__file__).with_name("suggesting.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # the box must be able to point at the list
)


class Suggestion(TypedDict):
    """One line of the list: its text, what it is, and the address that it opens."""

    text: str
    kind: str
    address: str


@st.fragment
def show_suggestions(page: Page) -> None:
    """Show, below the question box, what could be meant; see suggesting.js."""
    typed = st.session_state.get(_KEY, {}).get("typed") or {"text": "", "number": 0}
    items = suggestions(str(typed["text"]), page)
    data = {
        "number": typed["number"],
        "items": items,
        "label": page.translate("suggestions_label"),
        "count": page.translate("suggestions_count", count=len(items)),
    }
    _component(key=_KEY, data=data, on_typed_change=lambda: None)


def suggestions(typed: str, page: Page) -> list[Suggestion]:
    """Return what to offer for what is typed; nothing when the API has no answer in time."""
    if not typed:
        return []
    try:
        completions = api().suggestions(typed, OFFERED, page.language).items
    except ServiceTrouble:  # the reader asked nothing yet: silence is the right answer
        return []
    return [
        {
            "text": completion.text,
            "kind": page.translate(f"suggestion_{completion.kind}"),
            "address": address(_meant(completion, page.view)),
        }
        for completion in completions
    ]


def _meant(completion: Completion, view: View) -> View:
    """Return the view that a suggestion stands for: a title opens, all else is asked."""
    return (
        view.opening(completion.value)
        if completion.kind == "title"
        else view.asking(completion.text)
    )
