"""The search screen: a question in plain words, and the passages that answer it."""

from dataclasses import replace

import streamlit as st

from search_api.schemas import Concept, SearchAnswer
from ui import service
from ui.cards import result_card
from ui.filters import active, show_active, show_filters
from ui.frame import go, set_title, show, show_paging
from ui.markup import element, escape, link, text
from ui.state import View, address
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
    if view.query:
        set_title(f"{view.query} – {say('app_title')}")
        _show_box(view, say)
        _show_answer(view, language, say)
    else:
        set_title(say("app_title"))
        show(text("h1", say("search_heading"), css="welcome"))
        show(text("p", say("tagline"), css="tagline"))
        _show_box(view, say)
        _show_beginning(view, language, say)


def _show_box(view: View, say: Say) -> None:
    # What is typed and not yet asked stays, unless the address brings another question.
    if st.session_state.get("asked") != view.query:
        st.session_state["asked"] = st.session_state["question"] = view.query
    with (
        st.form("ask", border=False),
        st.container(horizontal=True, vertical_alignment="center", key="askbox"),
    ):
        st.text_input(
            say("search_label"),
            key="question",
            max_chars=LONGEST,
            placeholder=say("search_placeholder"),
            label_visibility="collapsed",
            icon=":material/search:",
        )
        st.form_submit_button(say("search_button"), type="primary", on_click=_ask, args=(view,))


def _ask(view: View) -> None:
    go(replace(view, query=st.session_state["question"].strip(), page=1))


def _show_beginning(view: View, language: str, say: Say) -> None:
    own_first = sorted(WORRIES, key=lambda worry: worry[0].split("-")[0] != language.split("-")[0])
    links = [
        link(address(replace(view, query=worry)), text("span", worry, lang=tag), css="worry")
        for tag, worry in own_first
    ]
    show(element("section", text("h2", say("search_examples"), css="label"), *links, css="worries"))
    known = service.readiness()
    size = say("collection_size", resources=known.resources, passages=known.passages)
    show(element("footer", text("p", size), text("p", say("privacy")), css="foot"))


def _show_answer(view: View, language: str, say: Say) -> None:
    with st.spinner(say("search_loading")):
        answer = service.search(view.query, view.filters, RESULTS, view.offset(RESULTS), language)
    show_filters(view, answer.facets, say)
    show_active(view, answer.facets, say)
    if not answer.total:
        _show_empty(view, say)
        return
    show(text("h1", say("results_for", query=view.query), css="results"))
    if answer.did_you_mean:
        meant = say("did_you_mean", question=answer.did_you_mean)
        there = address(replace(view, query=answer.did_you_mean, page=1))
        show(element("p", link(there, escape(meant)), css="meta"))
    if answer.nothing_close:
        _show_nothing_close(answer, view, say)
    else:
        show(text("p", say("results_ranked", count=answer.total), css="meta"))
    for hit in answer.hits:
        show(result_card(hit, view, say))
    show_paging(view, answer.total, RESULTS, LAST_PAGE, say)


def _show_empty(view: View, say: Say) -> None:
    why = say("empty_filtered") if view.filters else say("empty_plain")
    show(element("section", text("h1", say("empty_heading")), text("p", why), css="trouble"))


def _show_nothing_close(answer: SearchAnswer, view: View, say: Say) -> None:
    """Say so kindly, and offer what could come closer."""
    offers = [text("li", say("nothing_reword"))]
    for facet, value, name in active(view, answer.facets):
        away = link(address(view.without(facet, value)), escape(say("nothing_without", name=name)))
        offers.append(element("li", away))
    for field in _nearest_fields(answer):
        there = View(screen="browse", language=view.language, browsing=field.id)
        offers.append(
            element("li", link(address(there), escape(say("nothing_browse", name=field.label))))
        )
    show(
        element(
            "section",
            text("h2", say("nothing_heading")),
            text("p", say("nothing_body")),
            text("p", say("nothing_try"), css="label"),
            element("ul", *offers),
            css="nothing",
            attributes={"role": "status"},
        )
    )


def _nearest_fields(answer: SearchAnswer) -> list[Concept]:
    """Return the disciplines of the nearest resources, at most three, nearest first."""
    fields = {one.id: one for hit in answer.hits for one in hit.resource.disciplines[:1]}
    return list(fields.values())[:3]
