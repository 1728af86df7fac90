"""Below the question box of the start page: where a reader without a question may begin."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import streamlit as st

from search_api.schemas import Discipline, Readiness, Resource
from ui.cards import title
from ui.fields import field_link
from ui.frame import show
from ui.markup import Html, element, escape, joined, link, text
from ui.memory import show_recent
from ui.page import Page
from ui.service import api
from ui.state import address
from ui.wording import endonym, read_own_yaml, said_date

_NEWEST = 5


def show_home(page: Page) -> None:
    """Show what colleagues ask, what the reader saw lately, what is new, and the fields."""
    show(_questions(page))
    show_recent(page)
    index = api().readiness()
    newest, fields = _collection(index, page.language)
    show(element("div", *_new(newest, page), *_fields(fields, page), css="home"))
    show(_foot(index, page))


# As long as the index is the same, so is what is new in it.
@st.cache_data(ttl=300, max_entries=50, show_spinner=False, hash_funcs={Readiness: repr})
def _collection(index: Readiness, language: str) -> tuple[list[Resource], list[Discipline]]:
    del index
    return api().newest(_NEWEST, language).resources, api().disciplines(language)


@cache
def questions(language: str) -> tuple[str, ...]:
    """Return what colleagues ask in a language of the interface."""
    return tuple(read_own_yaml("questions.yaml")[language])


def _questions(page: Page) -> Html:
    links = [
        link(address(page.view.asking(question)), escape(question), css="worry")
        for question in questions(page.language)
    ]
    heading = text("h2", page.translate("search_examples"), css="label")
    return element("section", heading, *links, css="worries")


def _new(resources: Sequence[Resource], page: Page) -> list[Html]:
    if not resources:
        return []
    items = [_new_item(resource, page) for resource in resources]
    heading = text("h2", page.translate("home_new"), css="label")
    return [element("section", heading, element("ul", *items), css="new")]


def _new_item(resource: Resource, page: Page) -> Html:
    facts = [endonym(resource.language)] if resource.language else []
    facts += [resource.type.label] if resource.type else []
    if resource.added:
        day = said_date(date.fromisoformat(resource.added[:10]), page.language)
        facts.append(page.translate("home_added", date=day))
    about = element("p", joined([escape(fact) for fact in facts], " · "), css="meta")
    return element("li", title(resource, page.view, "h3"), about)


def _fields(fields: Sequence[Discipline], page: Page) -> list[Html]:
    if not fields:
        return []
    items = [element("li", field_link(field, page)) for field in fields]
    heading = text("h2", page.translate("home_fields"), css="label")
    return [element("section", heading, element("ul", *items), css="by-field")]


def _foot(index: Readiness, page: Page) -> Html:
    size = page.translate(
        "collection_size",
        resources=page.translate("results_count", count=index.resources),
        passages=page.translate("passages_count", count=index.passages),
    )
    maintain = address(page.view.fresh("maintain"))
    about = [
        text("p", size),
        text("p", page.translate("privacy")),
        element("p", link(maintain, escape(page.translate("maintain_link")))),
    ]
    return element("footer", *about, css="foot")
