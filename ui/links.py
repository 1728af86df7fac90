"""Links that are followed without loading the page anew: a click becomes the next view."""

from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st

from ui.frame import go
from ui.state import address, read
from ui.view import View

_KEY = "links"
_component = st.components.v2.component(
    "balkanetup_links",
    js=Path(__file__).with_name("links.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def follow_links(view: View, language: str) -> None:
    """Take over the links of the page, and say which language it is in (a BCP 47 tag).

    To be called when all of the view is on the screen. Without this every link still works: the
    browser follows it by loading the page.
    """
    _component(
        key=_KEY, data={"address": address(view), "language": language}, on_followed_change=_follow
    )


def view_at(href: object) -> View:
    """Return the view of a relative address that the browser names."""
    return read(parse_qs(str(href).partition("?")[2]))


def _follow() -> None:
    go(view_at(st.session_state[_KEY]["followed"]))
