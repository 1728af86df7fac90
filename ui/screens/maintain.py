"""The screen for maintainers, behind their key: what waits, what became of it, what is wrong."""

from collections.abc import Callable
from typing import get_args

import streamlit as st

from ui.admin_client import AdminClient
from ui.connection import ServiceTrouble
from ui.frame import set_title, show
from ui.maintaining import session
from ui.maintaining.correcting import show_correcting
from ui.maintaining.files import show_files
from ui.maintaining.findings import show_findings
from ui.maintaining.jobs import show_jobs
from ui.maintaining.overview import show_overview
from ui.maintaining.requests import show_requests
from ui.maintaining.runs import show_runs
from ui.maintaining.sending import show_sending
from ui.maintaining.unknown import show_unknown
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.state import address
from ui.view import Part

_PARTS: dict[Part, Callable[[AdminClient, Page], None]] = {
    "jobs": show_jobs,
    "send": show_sending,
    "resource": show_correcting,
    "files": show_files,
    "runs": show_runs,
    "findings": show_findings,
    "unknown": show_unknown,
    "requests": show_requests,
}


def show_maintain(page: Page) -> None:
    """Ask for the key; with one that is accepted, show the part that the address names."""
    heading = page.translate("maintain_heading")
    set_title(f"{heading} – {page.translate('app_title')}")
    show(text("h1", heading))
    client = session.admin()
    if client is None:
        session.ask_for_key(page)
        return
    try:
        state = client.state()
    except ServiceTrouble as trouble:
        show(session.not_accepted(trouble, page))
        session.forget_key()
        session.ask_for_key(page)
        return
    session.accept_files()
    show(_parts(page))
    session.show_outcome(page)
    if page.view.part == "state":
        show_overview(state, page)
        st.button(page.translate("maintain_key_forget"), on_click=session.forget_key)
    else:
        _PARTS[page.view.part](client, page)


def _parts(page: Page) -> Html:
    links = [
        link(
            address(page.view.maintaining(part)),
            escape(page.translate(f"maintain_part_{part}")),
            css="chip",
            current=part == page.view.part,
        )
        for part in get_args(Part)
    ]
    label = {"aria-label": page.translate("maintain_heading")}
    return element("nav", *links, css="chips", attributes=label)
