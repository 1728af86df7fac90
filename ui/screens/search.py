"""The search screen: a question in plain words, and the passages that answer it."""

from dataclasses import replace

import streamlit as st

from search_api.schemas import SearchAnswer
from ui import service
from ui.cards import result_card
from ui.client import Question
from ui.filters import show_active, show_filters
from ui.frame import go, set_title, show, show_paging
from ui.markup import element, escape, link, text
from ui.nothing import nothing_close
from ui.refining import example_chips
from ui.state import View, address
from ui.suggesting import show_suggestions
from ui.wording import Say

RESULTS = 10
LAST_PAGE = 20  # the API ranks no further than 200 resources
LONGEST = 1000  # characters of a question

# What teachers ask, each in one language of the network.
WORRIES = (
    ("en", "How do I mark 200 essays fairly?"),
    ("sq", "Studentët e mi nuk flasin në auditor"),
    ("sr-Cyrl", "Како да студенти дођу припремљени на вежбе?"),
    ("bs", "Kako motivisati studente na obaveznom predmetu?"),
    ("mk", "Како да дадам повратна информација на голема група?"),
    ("el", "Οι φοιτητές μου φοβούνται τη στατιστική"),
)


def show_search(view: View, language: str, say: Say) -> None:
    """Show the question box, and below it the answer or a way to begin."""
    if view.asks:
        set_title(f"{view.query or say('results_like')} – {say('app_title')}")
        _show_box(view, language, say)
        _show_answer(view, language, say)
    else:
        set_title(say("app_title"))
        show(text("h1", say("search_heading"), css="welcome"))
        show(text("p", say("tagline"), css="tagline"))
        _show_box(view, language, say)
        _show_beginning(view, language, say)


def _show_box(view: View, language: str, say: Say) -> None:
    with st.container(key="ask"):
        _show_form(view, say)
        show_suggestions(view, language, say)


def _show_form(view: View, say: Say) -> None:
    # What is typed and not yet asked stays, unless the address brings another question.
    if st.session_state.get("asked") != view.query:
        st.session_state["asked"] = st.session_state["question"] = view.query
    with (
        st.form("question_form", border=False),
        st.container(horizontal=True, vertical_alignment="center", key="askbox"),
    ):
        st.text_input(
            say("search_label"),
            key="question",
            max_chars=LONGEST,
            placeholder=say("search_placeholder"),
            label_visibility="collapsed",
            autocomplete="off",
            icon=":material/search:",
        )
        st.form_submit_button(say("search_button"), type="primary", on_click=_ask, args=(view,))


def _ask(view: View) -> None:
    go(view.asking(st.session_state["question"]))


def _show_beginning(view: View, language: str, say: Say) -> None:
    own_first = sorted(WORRIES, key=lambda worry: worry[0].split("-")[0] != language.split("-")[0])
    links = [
        link(address(view.asking(worry)), text("span", worry, lang=tag), css="worry")
        for tag, worry in own_first
    ]
    show(element("section", text("h2", say("search_examples"), css="label"), *links, css="worries"))
    known = service.readiness()
    size = say("collection_size", resources=known.resources, passages=known.passages)
    show(element("footer", text("p", size), text("p", say("privacy")), css="foot"))


def _show_answer(view: View, language: str, say: Say) -> None:
    question = Question(view.query, view.filters, view.reads, view.like, view.unlike)
    with st.spinner(say("search_loading")):
        answer = service.search(question, RESULTS, view.offset(RESULTS), language)
    show_filters(view, answer.facets, say)
    show_active(view, answer.facets, say)
    if refined := example_chips(view, answer, say):
        show(refined)
    if not answer.total:
        _show_empty(view, say)
        return
    _show_heading(view, answer, say)
    for hit in answer.hits:
        show(result_card(hit, view, say))
    show_paging(view, answer.total, RESULTS, LAST_PAGE, say)


def _show_heading(view: View, answer: SearchAnswer, say: Say) -> None:
    name = say("results_for", query=view.query) if view.query else say("results_like")
    lines = [text("h1", name, css="results")]
    if not answer.nothing_close:
        lines.append(text("p", say("results_ranked", count=answer.total), css="meta"))
    if answer.did_you_mean:
        meant = say("did_you_mean", question=answer.did_you_mean)
        there = address(replace(view, query=answer.did_you_mean, page=1))
        lines.append(element("p", link(there, escape(meant))))
    show(element("div", *lines))
    if answer.nothing_close:
        show(nothing_close(answer, view, say))


def _show_empty(view: View, say: Say) -> None:
    why = say("empty_filtered") if view.filters else say("empty_plain")
    show(element("section", text("h1", say("empty_heading")), text("p", why), css="trouble"))
