"""What colleagues ask the network to write: read by a maintainer, published, closed, deleted."""

from functools import partial
from typing import get_args

import streamlit as st

from search_api.schemas.gaps import OpenRequest, RequestState
from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.rows import LISTED, resource_link, said_time, show_choice, show_nothing
from ui.maintaining.sending import parts_of
from ui.maintaining.session import wish
from ui.markup import Html, element, escape, joined, text
from ui.page import Page
from ui.state import LAST_PAGE


def show_requests(client: AdminClient, page: Page) -> None:
    """Show the requests of one state: first those that nobody has read yet."""
    state = show_choice("requests", get_args(RequestState), page)
    show(text("p", page.translate("maintain_requests_help"), css="meta"))
    answer = client.requests(state, LISTED, page.view.offset(LISTED), page.language)
    if not answer.requests:
        show_nothing(page)
    for request in answer.requests:
        show(_card(request, page))
        _show_decisions(request, page)
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _card(request: OpenRequest, page: Page) -> Html:
    about = [request.id, said_time(request.received, page)]
    if request.discipline:
        about.append(request.discipline.label)
    answers = [resource_link(name, name, page) for name in request.answers]
    return element(
        "article",
        text("p", request.text, lang=request.language),
        text("p", " · ".join(about), css="meta"),
        *([element("p", escape("→ "), joined(answers, ", "))] if answers else []),
        css="card",
    )


def _show_decisions(request: OpenRequest, page: Page) -> None:
    """Show the buttons: to publish what is not shown, to close what is, to delete either."""
    if request.state == "open":
        _show_closing(request, page)
    with st.container(horizontal=True):
        if request.state != "open":
            st.button(
                page.translate("maintain_publish"),
                key=f"publish {request.id}",
                on_click=wish,
                args=(lambda client: client.publish_request(request.id), "maintain_done"),
            )
        with st.popover(page.translate("maintain_delete"), key=f"sure {request.id}"):
            st.button(
                page.translate("maintain_delete_sure"),
                key=f"delete {request.id}",
                on_click=wish,
                args=(lambda client: client.delete_request(request.id), "maintain_done"),
            )


def _show_closing(request: OpenRequest, page: Page) -> None:
    with st.form(f"closing {request.id}"):
        label = page.translate("maintain_answers")
        st.text_input(label, key=_answers(request), autocomplete="off")
        st.form_submit_button(page.translate("maintain_close"), on_click=partial(_close, request))


def _close(request: OpenRequest) -> None:
    answers = parts_of(str(st.session_state[_answers(request)]))
    wish(lambda client: client.close_request(request.id, answers), "maintain_done")


def _answers(request: OpenRequest) -> str:
    return f"answers {request.id}"
