"""More like this, not this: a search refined by passages that the reader points at."""

from collections.abc import Mapping

from search_api.schemas import Example, Hit, SearchAnswer
from ui.markup import Html, element, escape, link, removable, text
from ui.page import Page
from ui.state import address
from ui.view import View
from ui.wording import Translator


def example_links(hit: Hit, page: Page) -> list[Html]:
    """Return the two quiet buttons of a result, about its best passage; pressed again, undone."""
    if not hit.matches:
        return []
    passage = hit.matches[0].passage.id
    choices = (
        ("example_more", "+", page.view.more_like(passage), passage in page.view.like),
        ("example_less", "−", page.view.less_like(passage), passage in page.view.unlike),
    )
    return [
        link(
            address(there),
            element("span", escape(sign), css="sign", attributes={"aria-hidden": "true"}),
            escape(page.translate(key)),
            css="example chosen" if chosen else "example",
            label=f"{page.translate(key)}: {hit.resource.title}",
            current=chosen,
        )
        for key, sign, there, chosen in choices
    ]


def example_chips(page: Page, answer: SearchAnswer) -> Html | None:
    """Return the passages that refine the search, each as a link that takes it back."""
    if not (page.view.like or page.view.unlike):
        return None
    examples = {example.id: example for example in answer.examples}
    liked = [
        _chip("example_liked", passage, page.view.more_like(passage), examples, page.translate)
        for passage in page.view.like
    ]
    unliked = [
        _chip("example_unliked", passage, page.view.less_like(passage), examples, page.translate)
        for passage in page.view.unlike
    ]
    clear = link(
        address(page.view.asking(page.view.query)),
        escape(page.translate("examples_clear")),
        css="quiet",
    )
    label = text("span", page.translate("examples_active"), css="label")
    return element("div", label, *liked, *unliked, clear, css="chips")


def _chip(
    key: str, passage: str, away: View, examples: Mapping[str, Example], translate: Translator
) -> Html:
    name = _name(examples[passage], translate) if passage in examples else translate("example_gone")
    css = "chip less" if key == "example_unliked" else "chip"
    return removable(
        address(away), translate(key, name=name), translate("example_remove", name=name), css
    )


def _name(example: Example, translate: Translator) -> str:
    below = [heading for heading in example.heading_path if heading != example.title]
    name = " › ".join([example.title, *below[-1:]])
    return translate("example_changed", name=name) if example.changed else name
