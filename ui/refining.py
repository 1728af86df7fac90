"""More like this, not this: a search refined by passages that the reader points at."""

from collections.abc import Mapping

from search_api.schemas import Example, Hit, SearchAnswer
from ui.markup import Html, element, escape, joined, link, removable, text
from ui.state import View, address
from ui.wording import Say


def example_links(hit: Hit, view: View, say: Say) -> Html:
    """Return the two quiet buttons of a result, about its best passage; pressed again, undone."""
    number = hit.matches[0].passage.id if hit.matches else None
    if number is None:
        return joined([])
    choices = (
        ("example_more", "+", view.more_like(number), number in view.like),
        ("example_less", "−", view.less_like(number), number in view.unlike),
    )
    buttons = [
        link(
            address(there),
            element("span", escape(sign), css="sign", attributes={"aria-hidden": "true"}),
            escape(say(key)),
            css="example chosen" if chosen else "example",
            label=f"{say(key)}: {hit.resource.title}",
            current=chosen,
        )
        for key, sign, there, chosen in choices
    ]
    return element("div", *buttons, css="examples")


def example_chips(view: View, answer: SearchAnswer, say: Say) -> Html | None:
    """Return the passages that refine the search, each as a link that takes it back."""
    if not (view.like or view.unlike):
        return None
    known = {one.id: one for one in answer.examples}
    liked = [
        _chip("example_liked", number, view.more_like(number), known, say) for number in view.like
    ]
    unliked = [
        _chip("example_unliked", number, view.less_like(number), known, say)
        for number in view.unlike
    ]
    clear = link(address(view.asking(view.query)), escape(say("examples_clear")), css="quiet")
    label = text("span", say("examples_active"), css="label")
    return element("div", label, *liked, *unliked, clear, css="chips")


def _chip(key: str, number: int, away: View, known: Mapping[int, Example], say: Say) -> Html:
    name = _name(known[number]) if number in known else say("example_gone")
    css = "chip less" if key == "example_unliked" else "chip"
    return removable(address(away), say(key, name=name), say("example_remove", name=name), css)


def _name(one: Example) -> str:
    below = [each for each in one.heading_path if each != one.title]
    return " › ".join([one.title, *below[-1:]])
