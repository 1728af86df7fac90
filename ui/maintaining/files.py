"""The files: those that could not be read, with their cures, and those with notes."""

from functools import partial

import streamlit as st

from search_api.schemas.admin import AdminFile, Job
from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.rows import LISTED, cured, resource_link, said_time, show_choice, show_nothing
from ui.maintaining.session import wish
from ui.markup import Html, element, escape, joined, text
from ui.page import Page
from ui.state import LAST_PAGE

_SHOWN = ("failed", "notes", "all")
_WISHES = ("retry", "dismiss")


def show_files(client: AdminClient, page: Page) -> None:
    """Show the files of one kind."""
    kind = show_choice("files", _SHOWN, page)
    answer = client.files(kind, LISTED, page.view.offset(LISTED))
    if not answer.files:
        show_nothing(page)
    for file in answer.files:
        show(_card(file, page))
        if file.failed:
            _show_wishes(file, page)
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _show_wishes(file: AdminFile, page: Page) -> None:
    with st.container(horizontal=True):
        for name in _WISHES[: 1 if file.dismissed else 2]:
            st.button(
                page.translate(f"maintain_{name}"),
                key=f"{name} {file.id}",
                on_click=wish,
                args=(partial(_ask, file, name),),
            )


def _ask(file: AdminFile, name: str, client: AdminClient) -> Job:
    return client.about_file(file.id, name)


def _card(file: AdminFile, page: Page) -> Html:
    ended = [page.translate(f"outcome_{file.outcome}"), said_time(file.checked, page)]
    if file.dismissed:
        ended.append(page.translate("maintain_dismissed"))
    title = [resource_link(file.resource_id, file.title, page)] if file.resource_id else []
    return element(
        "article",
        element("p", joined([escape(f"{file.folder}/{file.path}"), *title], " · ")),
        text("p", " · ".join(ended), css="meta"),
        *cured(file.note, file.cure),
        css="card",
    )
