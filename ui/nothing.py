"""Nothing close: the page says so kindly, and offers what could come closer."""

from dataclasses import replace

from search_api.schemas import NextQuestion, SearchAnswer
from ui.filters import name_of, with_chosen
from ui.markup import Html, element, escape, link, text
from ui.network_client import NetworkClient
from ui.page import Page
from ui.service import api
from ui.state import FACETS, address


def nothing_close(answer: SearchAnswer, page: Page) -> Html:
    """Return a note above the nearest results, with the questions that the API proposes."""
    offers = [text("li", page.translate("nothing_reword"))]
    offers += [element("li", _offer(question, answer, page)) for question in answer.next_questions]
    if page.view.query and NetworkClient(api(), page.language).requests("open", 1).taken:
        there = address(replace(page.view.fresh("gaps"), query=page.view.query))
        offers.append(element("li", link(there, escape(page.translate("nothing_request")))))
    return element(
        "section",
        text("h2", page.translate("nothing_heading")),
        text("p", page.translate("nothing_body")),
        text("p", page.translate("nothing_try"), css="label"),
        element("ul", *offers),
        css="nothing",
        attributes={"role": "status"},
    )


def _offer(question: NextQuestion, answer: SearchAnswer, page: Page) -> Html:
    filters = {name: tuple(question.filters[name]) for name in FACETS if question.filters.get(name)}
    there = replace(page.view.asking(question.q), filters=filters)
    if question.kind == "fewer_filters":
        there = replace(there, like=page.view.like, unlike=page.view.unlike)
        return link(
            address(there),
            escape(page.translate("nothing_without", name=_left_out(question, answer, page))),
        )
    if question.kind == "discipline":
        there = replace(page.view.fresh("browse"), browsing=question.filters["discipline"][0])
        return link(address(there), escape(page.translate("nothing_browse", name=question.label)))
    return link(
        address(there), escape(page.translate(f"nothing_{question.kind}", name=question.label))
    )


def _left_out(question: NextQuestion, answer: SearchAnswer, page: Page) -> str:
    """Return the values of the filter that a question does without."""
    facet = question.label
    offered = with_chosen(answer.facets, page)[facet]
    return ", ".join(name_of(facet, value, offered) for value in page.view.filters[facet])
