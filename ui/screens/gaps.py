"""The screen of gaps: what nobody has written, and what people ask the network for."""

from dataclasses import replace
from datetime import date
from typing import get_args

import streamlit as st

from search_api.limits import LONGEST_REQUEST
from search_api.schemas.gaps import Dimension, GapCell, GapLine, GapMatrix, OpenRequest
from ui.connection import ServiceTrouble, public_address
from ui.fields import field_address
from ui.frame import go, set_title, show
from ui.markup import Html, element, escape, joined, link, text
from ui.network_client import NetworkClient, gaps_address
from ui.page import Page
from ui.service import api
from ui.state import address
from ui.view import View
from ui.wording import said_date

_SHADES = 5  # of the heat, 0 is an empty cell
_REQUESTS = 20
_REFUSED = 422
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)


def show_gaps(page: Page) -> None:
    """Show the matrix, what to write next, and the requests with a box to send one."""
    heading = page.translate("gaps_heading")
    set_title(f"{heading} – {page.translate('app_title')}")
    client = NetworkClient(api(), page.language)
    show(text("h1", heading))
    show(text("p", page.translate("gaps_intro"), css="tagline"))
    _show_choices(page)
    matrix = client.gaps(page.view.rows, page.view.columns)
    show(_table(matrix, page))
    show(_below(matrix, page))
    show(_next(matrix.write_next, page))
    _show_requests(client, page)


def _show_choices(page: Page) -> None:
    """Show two boxes for the dimensions; choosing one that the other has swaps them."""
    with st.container(horizontal=True, key="dimensions"):
        for name in ("rows", "columns"):
            st.session_state[f"gaps-{name}"] = getattr(page.view, name)
            st.selectbox(
                page.translate(f"gaps_{name}"),
                DIMENSIONS,
                key=f"gaps-{name}",
                format_func=lambda value: page.translate(f"facet_{value}"),
                on_change=_choose,
                args=(page.view, name),
                width=220,
            )


def _choose(view: View, name: str) -> None:
    chosen, former = st.session_state[f"gaps-{name}"], getattr(view, name)
    other = "columns" if name == "rows" else "rows"
    swapped = former if getattr(view, other) == chosen else getattr(view, other)
    go(replace(view, **{name: chosen, other: swapped}))


def _table(matrix: GapMatrix, page: Page) -> Html:
    asked = any(line.unanswered for line in matrix.rows)
    most = max((many for row in matrix.cells for many in row), default=0)
    head = [text("td", "")]
    head += [element("th", escape(it.label), attributes={"scope": "col"}) for it in matrix.columns]
    head += [element("th", escape(page.translate("gaps_all")), attributes={"scope": "col"})]
    if asked:
        head += [element("th", escape(page.translate("gaps_vain")), attributes={"scope": "col"})]
    rows = [
        element(
            "tr",
            element("th", _name(line, matrix, page), attributes={"scope": "row"}),
            *[_cell(many, most) for many in cells],
            text("td", line.works, css="sum"),
            *([text("td", line.unanswered or "", css="sum")] if asked else []),
        )
        for line, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    title = text("caption", page.translate("gaps_heading"), css="unseen")
    table = element("table", title, element("thead", element("tr", *head)), element("tbody", *rows))
    reachable = {"tabindex": "0", "role": "region", "aria-label": page.translate("gaps_heading")}
    return element("div", table, css="table heat", attributes=reachable)


def _name(line: GapLine, matrix: GapMatrix, page: Page) -> Html:
    if matrix.rows_by == "discipline" and line.works:
        return link(field_address(line.value, page.view), escape(line.label))
    if matrix.rows_by == "institution":
        there = replace(page.view.fresh("institution"), resource=line.value)
        return link(address(there), escape(line.label))
    return escape(line.label)


def _cell(many: int, most: int) -> Html:
    shade = 0 if not many else 1 + min(_SHADES - 2, many * (_SHADES - 1) // max(most, 1))
    return text("td", many, css=f"heat-{shade}")


def _below(matrix: GapMatrix, page: Page) -> Html:
    there = gaps_address(public_address(), matrix.rows_by, matrix.columns_by, page.language)
    parts = [element("p", link(there, escape(page.translate("gaps_table"))))]
    if any(line.unanswered for line in (*matrix.rows, *matrix.columns)):
        parts.append(text("p", page.translate("gaps_vain_help"), css="meta"))
    return element("div", *parts)


def _next(cells: list[GapCell], page: Page) -> Html:
    if not cells:
        return element("div")
    items = [element("li", *_pair(cell, page)) for cell in cells]
    return element(
        "section",
        text("h2", page.translate("gaps_next"), css="section"),
        text("p", page.translate("gaps_next_why"), css="meta"),
        element("ul", *items),
        css="write-next",
    )


def _pair(cell: GapCell, page: Page) -> list[Html]:
    asked = [line.unanswered for line in (cell.row, cell.column) if line.unanswered]
    vain = f" · {page.translate('gaps_vain')}: {max(asked)}" if asked else ""
    return [escape(f"{cell.row.label} – {cell.column.label}"), text("span", vain, css="meta")]


def _show_requests(client: NetworkClient, page: Page) -> None:
    kept = client.requests("open", _REQUESTS)
    if not kept.taken:
        return
    show(text("h2", page.translate("requests_heading"), css="section"))
    _show_box(page)
    if kept.requests:
        show(element("ul", *[_request(it, page) for it in kept.requests], css="requests"))
    else:
        show(text("p", page.translate("requests_none"), css="meta"))
    feed = f"{public_address()}/feed/requests"
    show(element("p", link(feed, escape(page.translate("requests_feed"))), css="meta"))
    answered = client.requests("answered", _REQUESTS)
    if answered.requests:
        show(text("h2", page.translate("requests_answered"), css="section"))
        show(element("ul", *[_request(it, page) for it in answered.requests], css="requests"))


def _show_box(page: Page) -> None:
    outcome = st.session_state.pop("request-outcome", "")
    if st.session_state.get("request-for") != page.view.query:  # a text half written stays
        st.session_state["request-for"] = page.view.query
        st.session_state["request"] = page.view.query[:LONGEST_REQUEST]
    with st.form("request_form", border=False):
        st.text_area(
            page.translate("request_label"),
            key="request",
            max_chars=LONGEST_REQUEST,
        )
        show(text("p", page.translate("request_help"), css="meta"))
        st.form_submit_button(page.translate("request_send"), on_click=_send, args=(page,))
    if outcome:
        show(text("p", outcome, css="note"))


def _send(page: Page) -> None:
    try:
        sent = NetworkClient(api(), page.language).send_request(st.session_state["request"])
    except ServiceTrouble as trouble:
        key = "request_refused" if trouble.status == _REFUSED else "request_not_now"
        st.session_state["request-outcome"] = page.translate(key)
        return
    outcome = "request_waiting" if sent.state == "waiting" else "request_sent"
    st.session_state["request-outcome"] = page.translate(outcome)
    st.session_state["request"] = ""


def _request(request: OpenRequest, page: Page) -> Html:
    answers = [
        link(address(page.view.opening(name)), escape(_title(name, page)))
        for name in request.answers
    ]
    about = [escape(request.discipline.label)] if request.discipline else []
    day = said_date(date.fromisoformat(request.received[:10]), page.language)
    return element(
        "li",
        text("span", request.text, lang=request.language),
        element("p", joined([*about, escape(day), *answers], " · "), css="meta"),
    )


def _title(resource: str, page: Page) -> str:
    """Return the title of a resource; its id where it is gone."""
    try:
        return api().resource(resource, page.language).resource.title
    except ServiceTrouble:
        return resource
