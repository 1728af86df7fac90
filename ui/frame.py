"""What stands around every screen: the look, the name, the way around, the language."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from ui.markup import Html, element, escape, link, text
from ui.memory import choose, show_settings
from ui.page import Page
from ui.state import LANGUAGES, address, read, write
from ui.view import Screen, View, page_count
from ui.wording import ENDONYMS, endonym

# Languages to choose from as one's own; the API takes those of Bosnia and Herzegovina, Croatia,
# Montenegro and Serbia for one.
READ = ("en", "sq", "bs", "cnr", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr")
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


def still_on(view: View) -> bool:
    """Return whether the reader is still on the page of a view.

    A box calls when it is changed, but also when its page is being left and another comes.
    """
    now = current_view()
    return (now.screen, now.query, now.browsing) == (view.screen, view.query, view.browsing)


def set_title(title: str) -> None:
    """Name the browser's tab, and give it our mark."""
    st.set_page_config(page_title=title, page_icon=str(_HERE / "mark.svg"), layout="wide")


def show_header(page: Page) -> None:
    """Show the name, the links to the two ways in, and the choices of languages."""
    st.html(_HERE / "style.css")
    show(_words_of_the_style_sheet(page))
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        show(_navigation(page))
        _show_reads(page)
        st.session_state["language"] = page.language
        st.selectbox(
            page.translate("language_label"),
            LANGUAGES,
            key="language",
            format_func=lambda tag: ENDONYMS[tag],
            label_visibility="collapsed",
            on_change=_speak,
            width=135,
        )


def _words_of_the_style_sheet(page: Page) -> Html:
    """Return the words that the style sheet shows: no element of ours can stand there."""
    texts = {"narrow": page.translate("filters_heading"), "loading": page.translate("loading")}
    rules = "; ".join(f'--{name}: "{words}"' for name, words in texts.items())
    return element("style", Html(f":root {{ {rules} }}"))


# A box may call when its page is no longer shown, so what it says is said of the view of now.
def _speak() -> None:
    language = st.session_state["language"]
    choose("language", language)
    go(replace(current_view(), language=language))


def _show_reads(page: Page) -> None:
    """Show the languages the reader reads, and the choices that the browser remembers."""
    # Names of languages hold no sign of Markdown, and neither do the tags that `read` lets pass.
    chosen = ", ".join(endonym(tag) for tag in page.view.reads)
    label = (
        page.translate("reads_chosen", languages=chosen)
        if chosen
        else page.translate("reads_label")
    )
    key = "reads"
    st.session_state[key] = list(page.view.reads)

    def take() -> None:
        choose("reads", st.session_state[key])
        go(replace(current_view(), reads=tuple(st.session_state[key]), page=1))

    with st.popover(label, key="reading", type="tertiary", icon=":material/translate:"):
        st.pills(
            page.translate("reads_label"),
            list(dict.fromkeys([*READ, *page.view.reads])),
            key=key,
            selection_mode="multi",
            format_func=lambda tag: endonym(str(tag)),
            on_change=take,
        )
        show(text("p", page.translate("reads_help"), css="meta"))
        show_settings(page)


def _navigation(page: Page) -> Html:
    links = [
        _nav_link("search", page.translate("nav_search"), page.view),
        _nav_link("browse", page.translate("nav_browse"), page.view),
        _nav_link("discover", page.translate("nav_discover"), page.view),
        _nav_link("people", page.translate("nav_people"), page.view),
        _nav_link("list", _list_name(page), page.view),
    ]
    home = address(page.view.fresh())
    return element(
        "header",
        link(
            home,
            text("span", "BALKANETUP"),
            escape(" Search"),
            css="brand",
            label=page.translate("home"),
        ),
        element("nav", *links, attributes={"aria-label": page.translate("nav_label")}),
        css="masthead",
    )


def _list_name(page: Page) -> str:
    kept = len(page.view.kept)
    return page.translate("nav_list_count", count=kept) if kept else page.translate("nav_list")


def _nav_link(screen: Screen, label: str, view: View) -> Html:
    here = screen == view.screen
    return link(
        address(view.fresh(screen)), escape(label), css="here" if here else "", current=here
    )


def within(page: Page, last: int) -> Page:
    """Return the page of a list that the API can give: the `last` one for any after it."""
    return page.showing(replace(page.view, page=min(page.view.page, last)))


def last_of(page: Page, total: int, size: int) -> Page | None:
    """Return the last page of a list of `total` things when the reader is beyond it."""
    last = page_count(total, size)
    return page.showing(replace(page.view, page=last)) if page.view.page > last else None


def show_paging(page: Page, total: int, size: int, last: int) -> None:
    """Show where in a list the reader is, and links to the page before and after.

    `total` things, `size` on a page; the API gives no page after `last`.
    """
    pages = min(page_count(total, size), last)
    if pages < 2 and page.view.page == 1:
        return
    before, after = (
        replace(page.view, page=min(page.view.page - 1, pages)),
        replace(page.view, page=page.view.page + 1),
    )
    parts = [text("span", page.translate("page_of", page=page.view.page, pages=pages))]
    if page.view.page > 1:
        parts.insert(0, link(address(before), escape(f"← {page.translate('previous_page')}")))
    if page.view.page < pages:
        parts.append(link(address(after), escape(f"{page.translate('next_page')} →")))
    show(
        element(
            "nav", *parts, css="paging", attributes={"aria-label": page.translate("pages_label")}
        )
    )
