"""What stands around every screen: the look, the name, the way around, the language."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from ui.markup import Html, element, escape, link, text
from ui.state import LANGUAGES, View, address, page_count, read, write
from ui.wording import ENDONYMS, Say

_HERE = Path(__file__).parent


def show(html: Html) -> None:
    """Put markup on the screen."""
    st.html(html)


def current_view() -> View:
    """Return the view that the address asks for."""
    return read({name: st.query_params.get_all(name) for name in st.query_params})


def go(view: View) -> None:
    """Show another view: it becomes the address, and with it a step that Back undoes."""
    st.query_params.from_dict(write(view))


def set_title(title: str) -> None:
    """Name the browser's tab, and give it our mark."""
    st.set_page_config(page_title=title, page_icon=str(_HERE / "mark.svg"), layout="wide")


def show_header(view: View, language: str, say: Say) -> None:
    """Show the name, the links to the two ways in, and the choice of language."""
    st.html(_HERE / "style.css")
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        show(_navigation(view, say))
        st.session_state["language"] = language
        st.selectbox(
            say("language_label"),
            LANGUAGES,
            key="language",
            format_func=lambda tag: ENDONYMS[tag],
            label_visibility="collapsed",
            on_change=lambda: go(replace(view, language=st.session_state["language"])),
            width=150,
        )


def _navigation(view: View, say: Say) -> Html:
    links = [
        _nav_link("search", say("nav_search"), view),
        _nav_link("browse", say("nav_browse"), view),
    ]
    home = address(View(language=view.language))
    return element(
        "header",
        link(home, text("span", "BALKANETUP"), escape(" Search"), css="brand", label=say("home")),
        element("nav", *links, attributes={"aria-label": say("nav_label")}),
        css="masthead",
    )


def _nav_link(screen: str, label: str, view: View) -> Html:
    target = View(screen="browse" if screen == "browse" else "search", language=view.language)
    return link(address(target), escape(label), css="here" if screen == view.screen else "")


def show_paging(view: View, total: int, size: int, last: int, say: Say) -> None:
    """Show where in a list the reader is, and links to the page before and after.

    `total` things, `size` on a page; the API gives no page after `last`.
    """
    pages = min(page_count(total, size), last)
    if pages < 2 and view.page == 1:
        return
    before, after = replace(view, page=min(view.page - 1, pages)), replace(view, page=view.page + 1)
    parts = [text("span", say("page_of", page=view.page, pages=pages))]
    if view.page > 1:
        parts.insert(0, link(address(before), escape(f"← {say('previous_page')}")))
    if view.page < pages:
        parts.append(link(address(after), escape(f"{say('next_page')} →")))
    show(element("nav", *parts, css="paging", attributes={"aria-label": say("pages_label")}))
