"""How lists of the maintainer look: what something is, what became of it, what to do."""

from collections.abc import Mapping
from datetime import UTC, datetime

from ui.frame import show
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.state import address
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


def show_nothing(page: Page) -> None:
    """Say that a list is empty."""
    show(element("p", escape(page.translate("maintain_nothing")), css="meta"))
