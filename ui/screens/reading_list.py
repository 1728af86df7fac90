"""The reader's list: what was kept, in order, with notes, and the files it can be taken away as."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from search_api.limits import LONGEST_TITLE, MOST_KEPT
from search_api.schemas import Passage, Resource
from ui.cards import meta, title
from ui.client import ServiceTrouble, public_address
from ui.excerpts import excerpt
from ui.frame import go, set_title, show
from ui.keeping import Kept, moved, noted, write_notes
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.service import api
from ui.state import address

# What each format is called, everywhere.
FORMATS = (
    ("docx", "Word"),
    ("md", "Markdown"),
    ("csv", "Excel (CSV)"),
    ("bibtex", "BibTeX"),
    ("ris", "RIS"),
    ("csl-json", "CSL-JSON"),
)
_LONGEST_NOTE = 300  # characters typed: fifty of them must fit into an address
_EXCERPT = 280  # characters
_GONE = (404, 410, 422)


@dataclass(frozen=True)
class Shown:
    """Something in the list as the collection has it now; no resource where it is gone."""

    kept: Kept
    resource: Resource | None
    passage: Passage | None = None
    notice: str = ""  # the key of what became of the passage


def show_list(page: Page) -> None:
    """Show the list, or how to begin one."""
    name = page.view.title or page.translate("nav_list")
    set_title(f"{name} – {page.translate('app_title')}")
    show(text("h1", name))
    if not page.view.kept:
        show(text("p", page.translate("list_empty"), css="meta"))
        return
    show(text("p", page.translate("list_intro"), css="meta"))
    listed = [look_up(kept, page) for kept in page.view.kept]
    _show_title(page)
    if present := [item.kept for item in listed if item.resource]:
        show(_exports(present, page))
    size = page.translate("list_count", count=len(listed), most=MOST_KEPT)
    clear = address(replace(page.view, kept=()))
    words = escape(page.translate("list_clear"))
    show(element("p", escape(f"{size} · "), link(clear, words, css="quiet"), css="meta"))
    for place, item in enumerate(listed):
        _show_item(place, item, page)


def look_up(kept: Kept, page: Page) -> Shown:
    """Return something of the list as the collection has it now."""
    notice = ""
    if kept.is_passage:
        try:
            there = api().passage(kept.name, page.language)
        except ServiceTrouble as trouble:
            _only_when_gone(trouble)
            notice = "list_passage_gone"
        else:
            changed = "resource_changed" if there.changed else ""
            return Shown(kept, there.resource, there.passage, changed)
    try:
        return Shown(kept, api().resource(kept.resource, page.language).resource, notice=notice)
    except ServiceTrouble as trouble:
        _only_when_gone(trouble)
        return Shown(kept, None)


def _only_when_gone(trouble: ServiceTrouble) -> None:
    """Raise what is no answer: a service that does not answer has lost nothing."""
    if trouble.status not in _GONE:
        raise trouble


def _show_title(page: Page) -> None:
    key = "list title"
    if st.session_state.get("list titled") != page.view.title:
        st.session_state["list titled"] = st.session_state[key] = page.view.title

    def rename() -> None:
        go(replace(page.view, title=str(st.session_state[key]).strip()))

    label = page.translate("list_title")
    st.text_input(label, key=key, max_chars=LONGEST_TITLE, on_change=rename, autocomplete="off")


def export_address(kept: Sequence[Kept], written_as: str, page: Page) -> str:
    """Return where a browser gets the list as a file."""
    parameters = {
        "ids": [item.name for item in kept],
        "note": write_notes(kept),
        "title": [page.view.title] if page.view.title else [],
        "format": [written_as],
        "reader_language": [page.language],
    }
    return f"{public_address()}/v1/export?{urlencode(parameters, doseq=True)}"


def _exports(kept: Sequence[Kept], page: Page) -> Html:
    links = [
        link(
            export_address(kept, written_as, page),
            escape(name),
            css="button" if written_as == "docx" else "quiet",
        )
        for written_as, name in FORMATS
    ]
    label = text("span", f"{page.translate('list_export')}:", css="label")
    return element("div", label, *links, css="actions")


def _show_item(place: int, item: Shown, page: Page) -> None:
    with st.container(key=f"kept-{place}"):
        show(_card(place, item, page))
        if item.resource:
            _show_note(place, item.kept, page)


def _card(place: int, item: Shown, page: Page) -> Html:
    resource = item.resource
    if resource is None:
        gone = page.translate("list_gone", name=item.kept.resource)
        return element(
            "article", text("p", gone, css="note"), _order(place, item, page), css="card"
        )
    number = text("span", f"{place + 1}.", css="label")
    return element(
        "article",
        element("div", number, title(resource, page.view, "h2"), css="numbered"),
        meta(resource, page.translate),
        *([text("p", page.translate(item.notice), css="note")] if item.notice else []),
        *_text(item, resource, page),
        *_warning(resource),
        _order(place, item, page),
        css="card",
    )


def _text(item: Shown, resource: Resource, page: Page) -> list[Html]:
    """Return the beginning of the passage that was kept, with its page, or of the summary."""
    if item.passage is None:
        summary = excerpt(resource.abstract or "", [], _EXCERPT).text
        return [text("p", summary, css="abstract", lang=resource.language)] if summary else []
    passage = item.passage
    shown = excerpt(passage.text, [], _EXCERPT).text
    quote = text("blockquote", shown, lang=passage.language)
    if passage.page is None:
        return [quote]
    return [quote, text("p", page.translate("page_number", page=passage.page), css="where")]


def _warning(resource: Resource) -> list[Html]:
    """Return what the licence asks of whoever hands the resource out, besides naming the author."""
    sentences = " ".join(condition.label for condition in resource.reuse)
    return [text("p", f"⚠ {sentences}", css="restricted")] if sentences else []


def _order(place: int, item: Shown, page: Page) -> Html:
    """Return the links that move an item, and that take it out."""
    kept = page.view.kept
    without = tuple(other for other in kept if other != item.kept)
    choices = [
        *([("list_up", "↑", moved(kept, place, -1))] if place else []),
        *([("list_down", "↓", moved(kept, place, 1))] if place < len(kept) - 1 else []),
        ("list_remove", "×", without),
    ]
    name = item.resource.title if item.resource else item.kept.resource
    links = [
        link(
            address(replace(page.view, kept=changed)),
            element("span", escape(sign), css="sign", attributes={"aria-hidden": "true"}),
            escape(page.translate(key)),
            css="example stay",
            label=f"{page.translate(key)}: {name}",
        )
        for key, sign, changed in choices
    ]
    return element("div", *links, css="examples")


def _show_note(place: int, kept: Kept, page: Page) -> None:
    key, shown = f"note {kept.name}", f"noted {kept.name}"
    if st.session_state.get(shown) != kept.note:  # the address brings another one
        st.session_state[shown] = st.session_state[key] = kept.note

    def write_down() -> None:
        go(replace(page.view, kept=noted(page.view.kept, place, str(st.session_state[key]))))

    label = page.translate("list_note")
    st.text_input(label, key=key, max_chars=_LONGEST_NOTE, on_change=write_down, autocomplete="off")
