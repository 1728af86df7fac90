"""What the browser remembers of its reader, without an account, and shows again.

The address stays the only memory of a view: what is remembered becomes a part of the address of
the next visit (ui/start.js), and every link says all that it stands for. Nothing of it is kept on
the server.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.page import Page
from ui.planning import Plan
from ui.state import address, list_params
from ui.view import View

_CHOICES, _SEEN = "choices", "seen"
_MOST_SEEN = 8
_OPENED, _CHANGED = "list opened", "list changed"
_LOOKS = {"System": "look_system", "Light": "look_light", "Dark": "look_dark"}


def _component(part: str, html: str) -> Any:
    return st.components.v2.component(
        f"balkanetup_memory_{part}",
        html=html,
        js=Path(__file__).with_name("memory.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


_keep = _component("keep", '<div class="memory" hidden></div>')
_settings = _component("settings", '<div class="memory settings stHtml"></div>')
_recent = _component("recent", '<section class="memory recent stHtml"></section>')
_other_list = _component("list", '<p class="memory meta stHtml" hidden></p>')


def choose(name: str, value: str | Sequence[str]) -> None:
    """Take a choice of the reader's (`language`, `reads`) for the next visits too."""
    chosen = dict(st.session_state.get(_CHOICES, {}))
    st.session_state[_CHOICES] = {**chosen, name: value if isinstance(value, str) else list(value)}


def see(kind: str, name: str, title: str, language: str | None = None) -> None:
    """Note what is on the screen: a `resource` by its id, or a `question` by its words.

    The latest are handed over with every screen, numbered: of two screens in a moment the browser
    may be shown the second alone.
    """
    latest = st.session_state.get(_SEEN, [])
    shown = {"kind": kind, "name": name, "title": title, "language": language}
    number = latest[-1]["number"] + 1 if latest else 1
    if not latest or latest[-1] != {**shown, "number": number - 1}:
        st.session_state[_SEEN] = [*latest, {**shown, "number": number}][-_MOST_SEEN:]


def keep_memory(view: View) -> None:
    """Hand the browser what was chosen, seen and listed; to be called when the screen is complete.

    The list is kept once it is changed here: to open a list that somebody sent keeps nothing.
    """
    seen: Sequence[Mapping[str, object]] = st.session_state.get(_SEEN, [])
    choices = st.session_state.get(_CHOICES, {})
    listed = _listed(view) if _is_changed(view) else None
    _keep(key="memory", data={"part": "keep", "choices": choices, "seen": seen, "list": listed})


def show_settings(page: Page) -> None:
    """Show the choice of light or dark, what is remembered, and the way to forget it."""
    data = {
        "part": "settings",
        "label": page.translate("look_label"),
        "looks": {look: page.translate(key) for look, key in _LOOKS.items()},
        "remembered": page.translate("remembered"),
        "forgetting": page.translate("forget"),
    }
    _settings(key="settings", data=data)


def show_recent(page: Page) -> None:
    """Show what this browser's reader looked at lately; nothing where there is nothing."""
    query = address(page.view.fresh()).removeprefix("?")
    data = {"part": "recent", "heading": page.translate("home_recent"), "query": query}
    _recent(key="recent", data=data)


def show_other_list(page: Page) -> None:
    """Show the way to the list that this browser keeps, where another one was opened."""
    if _is_changed(page.view):  # then it is the reader's own
        return
    data = {
        "part": "list",
        "list": _listed(page.view),
        "query": address(replace(page.view, kept=(), title="", plan=Plan())).removeprefix("?"),
        "opening": page.translate("list_other"),
    }
    _other_list(key="other list", data=data)


def _is_changed(view: View) -> bool:
    """Whether the list has been changed in this session: then it is kept from now on."""
    opened = st.session_state.setdefault(_OPENED, _listed(view))
    changed = st.session_state.get(_CHANGED, False) or opened != _listed(view)
    st.session_state[_CHANGED] = changed
    return bool(changed)


def _listed(view: View) -> str:
    """Return the list as the query of an address; nothing where it is empty."""
    return urlencode(list_params(view), doseq=True) if view.kept else ""
