"""The key of the maintainer, and what became of the last wish. Both live in the session alone:
never in an address, a cookie or a file."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.admin_client import AdminClient
from ui.connection import ServiceTrouble
from ui.frame import show
from ui.markup import Html, element, text
from ui.page import Page
from ui.service import api
from ui.trusted_sessions import distrust, trust

_KEY, _TYPED, _SAID = "maintainer's key", "maintainer's key typed", "what became of the wish"
_NOT_ACCEPTED = (401, 403, 429)


def admin() -> AdminClient | None:
    """Return the client of this session; None while no key was typed."""
    key = st.session_state.get(_KEY)
    return AdminClient(api(), key) if key else None


def ask_for_key(page: Page) -> None:
    """Show the box for the key."""
    with st.form("key_form", border=False):
        label = page.translate("maintain_key")
        st.text_input(label, key=_TYPED, type="password", autocomplete="off", width=420)
        st.form_submit_button(page.translate("maintain_key_use"), on_click=_take_key)
    show(text("p", page.translate("maintain_key_help"), css="meta"))


def _take_key() -> None:
    st.session_state[_KEY] = st.session_state[_TYPED].strip()


def forget_key() -> None:
    """Forget the key; the session is like any other again."""
    st.session_state.pop(_KEY, None)
    distrust(_session())


def accept_files() -> None:
    """Let this session send files: its key was accepted."""
    trust(_session())


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def not_accepted(trouble: ServiceTrouble, page: Page) -> Html:
    """Return why the key does not open the screen. Raises what has nothing to do with the key."""
    if trouble.status not in _NOT_ACCEPTED and trouble.kind != "urn:balkanetup:no-keys":
        raise trouble
    return element(
        "section",
        text("p", page.translate("maintain_key_refused"), css="note"),
        text("p", trouble.detail, lang="en"),
        text("pre", trouble.cure, lang="en"),
        attributes={"role": "alert"},
    )


def wish(deed: Callable[[AdminClient], object], done: str = "maintain_accepted") -> None:
    """Ask for something, in the callback of a button; the next run of the page says the outcome.

    `done` is the key of what to say where it was accepted.
    """
    client = admin()
    if client is None:
        return
    try:
        deed(client)
        st.session_state[_SAID] = done
    except ServiceTrouble as trouble:
        st.session_state[_SAID] = trouble


def show_outcome(page: Page) -> None:
    """Show what became of the last wish, once."""
    if _SAID not in st.session_state:
        return
    said: ServiceTrouble | str = st.session_state.pop(_SAID)
    if isinstance(said, str):
        st.toast(page.translate(said))  # also seen at the end of a long form
        accepted = text("p", page.translate(said), css="note")
        show(element("div", accepted, attributes={"role": "status"}))
        return
    st.toast(page.translate("maintain_refused"))
    show(
        element(
            "section",
            text("p", page.translate("maintain_refused"), css="note"),
            text("p", said.detail, lang="en"),
            text("pre", said.cure, lang="en"),
            attributes={"role": "alert"},
        )
    )
