"""Sending a file with what is known of it."""

import streamlit as st

from search_api.schemas.admin import Job
from ui.admin_client import AdminClient
from ui.frame import show
from ui.maintaining.session import wish
from ui.markup import text
from ui.page import Page

# What is asked for, by its name in a sidecar, with the key of its label.
_ASKED = {
    "title": "maintain_title",
    "authors": "label_authors",
    "institution": "facet_institution",
    "year": "facet_year",
    "language": "facet_language",
    "disciplines": "facet_discipline",
    "type": "facet_type",
    "strategies": "facet_strategy",
    "licence": "facet_licence",
    "keywords": "label_keywords",
    "abstract": "resource_abstract",
}
_SEVERAL = ("authors", "disciplines", "strategies", "keywords")
_FILE = "file to send"


def show_sending(_: AdminClient, page: Page) -> None:
    """Show the form."""
    show(text("p", page.translate("maintain_send_help"), css="meta"))
    with st.form("sending", clear_on_submit=True, border=False):
        st.file_uploader(page.translate("label_file"), key=_FILE)
        columns = st.columns(2)
        for place, (name, key) in enumerate(_ASKED.items()):
            label = page.translate(key)
            columns[place % 2].text_input(label, key=f"sent {name}", autocomplete="off")
        show(text("p", page.translate("maintain_several"), css="meta"))
        st.form_submit_button(page.translate("maintain_send"), type="primary", on_click=_send)


def _send() -> None:
    file = st.session_state[_FILE]
    if file is not None:
        typed = {name: str(st.session_state[f"sent {name}"]).strip() for name in _ASKED}

        def add(client: AdminClient) -> Job:
            return client.add(file.name, file.getvalue(), metadata_of(typed))

        wish(add)


def metadata_of(typed: dict[str, str]) -> dict[str, str | list[str]]:
    """Return what was typed as a sidecar has it; what was left empty is left out."""
    return {
        name: parts_of(value) if name in _SEVERAL else value
        for name, value in typed.items()
        if value
    }


def parts_of(value: str) -> list[str]:
    """Return the values that semicolons part."""
    return [part.strip() for part in value.split(";") if part.strip()]
