"""The search screen: a question in plain words, and the passages that answer it."""

from dataclasses import replace

import streamlit as st

from search_api.limits import DEEPEST
from search_api.schemas import SearchAnswer
from ui.boxes import keep_typed
from ui.cards import result_card
from ui.client import Question
from ui.filters import show_active, show_filters, with_chosen
from ui.frame import go, last_of, set_title, show, show_paging, within
from ui.home import show_home
from ui.markup import Html, element, escape, joined, link, text
from ui.memory import see
from ui.nothing import nothing_close
from ui.page import Page
from ui.question_box import show_question_box
from ui.refining import example_chips
from ui.service import api
from ui.state import address
from ui.suggesting import show_suggestions
from ui.taking import taking_links

RESULTS = 10
LAST_PAGE = DEEPEST // RESULTS


def show_search(page: Page) -> None:
    """Show the question box, and below it the answer or a way to begin."""
    if page.view.asks:
        set_title(
            f"{page.view.query or page.translate('results_like')} – {page.translate('app_title')}"
        )
        _show_box(page)
        _show_answer(page)
    else:
        set_title(page.translate("app_title"))
        show(text("h1", page.translate("search_heading"), css="welcome"))
        show(text("p", page.translate("tagline"), css="tagline"))
        _show_box(page)
        show_home(page)


def _show_box(page: Page) -> None:
    with st.container(key="ask"):
        _show_form(page)
        show_suggestions(page)


def _show_form(page: Page) -> None:
    key = keep_typed("question", page.view.query)
    show_question_box(page, key, "search", lambda view, typed: go(view.asking(typed)))


def _ask_api(page: Page) -> tuple[Page, SearchAnswer]:
    """Return the answer, and the page of it that there is: the last one for any after it."""
    view, here = page.view, within(page, LAST_PAGE)
    question = Question(view.query, view.filters, view.reads, view.like, view.unlike, view.weaker)
    with st.spinner(page.translate("search_loading")):
        answer = api().search(question, RESULTS, here.view.offset(RESULTS), page.language)
        last = last_of(here, answer.total, RESULTS)
        if last is None:
            return here, answer
        return last, api().search(question, RESULTS, last.view.offset(RESULTS), page.language)


def _show_answer(page: Page) -> None:
    page, answer = _ask_api(page)
    if page.view.query:
        see("question", page.view.query, page.view.query)
    facets = with_chosen(answer.facets, page)
    show_filters(page, facets)
    show_active(page, facets)
    if refined := example_chips(page, answer):
        show(refined)
    if answer.words_only:
        said = escape(page.translate("words_only"))
        show(element("p", said, css="outside", attributes={"role": "status"}))
    if not answer.total:
        _show_empty(page)
        return
    _show_heading(page, answer)
    for number, hit in enumerate(answer.hits):
        show(result_card(hit, page, first=number == 0 and page.view.page == 1))
    show_paging(page, answer.total, RESULTS, LAST_PAGE)
    _show_weaker(page, answer)
    show(taking_links(page.view.query, page.view.filters, page))


def _show_weaker(page: Page, answer: SearchAnswer) -> None:
    """Offer what follows the matches, or to leave it out again."""
    if page.view.weaker:
        words = page.translate("weaker_hide")
    elif answer.weaker:
        words = page.translate("weaker_show", count=answer.weaker)
    else:
        return
    there = address(page.view.with_weaker(not page.view.weaker))
    show(element("p", link(there, escape(words), css="quiet"), css="weaker"))


def _show_heading(page: Page, answer: SearchAnswer) -> None:
    name = (
        page.translate("results_for", query=page.view.query)
        if page.view.query
        else page.translate("results_like")
    )
    lines = [text("h1", name, css="results")]
    if not answer.nothing_close:
        count = escape(page.translate("results_ranked", count=answer.total))
        lines.append(element("p", joined([count, *_on_the_map(page)], " · "), css="meta"))
    if answer.outside_language:
        named = page.translate("outside_language", language=answer.outside_language.label)
        lines.append(text("p", named, css="outside"))
    if answer.did_you_mean:
        meant = page.translate("did_you_mean", question=answer.did_you_mean)
        there = address(replace(page.view, query=answer.did_you_mean, page=1))
        lines.append(element("p", link(there, escape(meant))))
    show(element("div", *lines))
    if answer.nothing_close:
        show(nothing_close(answer, page))


def _on_the_map(page: Page) -> list[Html]:
    """Return a link to the map with the answers to the question lit up on it."""
    if not page.view.query:
        return []
    there = replace(page.view.fresh("discover"), query=page.view.query)
    return [link(address(there), escape(page.translate("map_of_answers")))]


def _show_empty(page: Page) -> None:
    why = page.translate("empty_filtered") if page.view.filters else page.translate("empty_plain")
    show(
        element(
            "section", text("h1", page.translate("empty_heading")), text("p", why), css="trouble"
        )
    )
