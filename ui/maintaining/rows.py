"""How lists of the maintainer look: what something is, what became of it, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from ui.frame import current_view, go, show
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.state import address
from ui.view import Part
from ui.wording import said_date

LISTED = 20


def said_time(time: str, page: Page) -> str:
    """Return a time as the API has it (ISO 8601) as the reader's language writes it, in UTC."""
    when = datetime.fromisoformat(time).astimezone(UTC)
    return f"{said_date(when.date(), page.language)}, {when:%H:%M} UTC"


def counted(counts: Mapping[str, int], kind: str, page: Page) -> str:
    """Return counts by name in words: `3 new, 117 unchanged`. The names are keys after `kind`."""
    keys = {f"{kind}_{name.replace(' ', '_')}": count for name, count in counts.items()}
    return ", ".join(f"{page.translate(key)} {count}" for key, count in keys.items())


def facts(rows: Mapping[str, Html]) -> Html:
    """Return names and what they are."""
    shown = [element("div", text("dt", name), element("dd", value)) for name, value in rows.items()]
    return element("dl", *shown)


def cured(reason: str, cure: str) -> list[Html]:
    """Return why something is so and what to do, in English as the API words them."""
    parts = [text("p", reason, lang="en")] if reason else []
    return [*parts, *([text("p", f"→ {cure}", css="meta", lang="en")] if cure else [])]


def resource_link(resource: str, title: str, page: Page, language: str | None = None) -> Html:
    """Return the title of a resource, linked to where it is put right."""
    there = page.view.maintaining("resource", resource)
    name = text("span", title or resource, lang=language)
    return link(address(there), name)


def maintain_link(resource: str, page: Page) -> Html:
    """Return the link from the page of a resource to where it is put right."""
    there = page.view.maintaining("resource", resource)
    return link(address(there), escape(page.translate("maintain_link")), css="quiet")


def show_choice(part: Part, names: Sequence[str], page: Page) -> str:
    """Show of what kind the listed things may be; return the one chosen, the first to begin with.

    Another kind begins on its first page. The words are under the part's name: `files_failed`.
    """

    def begin() -> None:
        if page.view.page > 1:
            go(replace(current_view(), page=1))

    kind = st.segmented_control(
        page.translate(f"maintain_part_{part}"),
        names,
        default=names[0],
        key=f"{part} shown",
        required=True,
        on_change=begin,
        format_func=lambda name: page.translate(f"{part}_{name}"),
        label_visibility="collapsed",
    )
    return str(kind)


def show_nothing(page: Page) -> None:
    """Say that a list is empty."""
    show(element("p", escape(page.translate("maintain_nothing")), css="meta"))
