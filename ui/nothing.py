"""Nothing close: the page says so kindly, and offers what could come closer."""

from dataclasses import replace

from search_api.schemas import NextQuestion, SearchAnswer
from ui.filters import name_of
from ui.markup import Html, element, escape, link, text
from ui.state import FACETS, View, address
from ui.wording import Say


def nothing_close(answer: SearchAnswer, view: View, say: Say) -> Html:
    """Return a note above the nearest results, with the questions that the API proposes."""
    offers = [text("li", say("nothing_reword"))]
    offers += [element("li", _offer(one, answer, view, say)) for one in answer.next_questions]
    return element(
        "section",
        text("h2", say("nothing_heading")),
        text("p", say("nothing_body")),
        text("p", say("nothing_try"), css="label"),
        element("ul", *offers),
        css="nothing",
        attributes={"role": "status"},
    )


def _offer(one: NextQuestion, answer: SearchAnswer, view: View, say: Say) -> Html:
    filters = {name: tuple(one.filters[name]) for name in FACETS if one.filters.get(name)}
    there = replace(view.asking(one.q), filters=filters)
    if one.kind == "fewer_filters":
        there = replace(there, like=view.like, unlike=view.unlike)
        return link(
            address(there), escape(say("nothing_without", name=_left_out(one, answer, view)))
        )
    if one.kind == "discipline":
        there = replace(view.fresh("browse"), browsing=one.filters["discipline"][0])
        return link(address(there), escape(say("nothing_browse", name=one.label)))
    return link(address(there), escape(say(f"nothing_{one.kind}", name=one.label)))


def _left_out(one: NextQuestion, answer: SearchAnswer, view: View) -> str:
    """Return the values of the filter that a question does without."""
    offered = answer.facets.get(one.label, [])
    return ", ".join(
        name_of(one.label, value, offered) for value in view.filters.get(one.label, ())
    )
