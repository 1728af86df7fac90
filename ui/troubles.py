"""What the reader sees instead of an answer: what happened, whose turn it is, and the cure."""

import re

from ui.connection import SLOW, ServiceTrouble
from ui.frame import show
from ui.markup import Html, element, escape, folded_away, link, text
from ui.page import Page
from ui.state import address

_KINDS = {None: "unreachable", 503: "unready", 404: "missing", 422: "refused", 429: "busy"}
_NAMED = {
    "urn:balkanetup:only-exclusions": "exclusions",
    "urn:balkanetup:busy": "busy",
    SLOW: "slow",
}
_LASTING = frozenset({"missing", "refused", "exclusions"})  # the same when tried again
_COMMAND = re.compile(r"balkanetup [^.\n]+")


def show_trouble(trouble: ServiceTrouble, page: Page) -> None:
    """Show a calm page about the trouble, in place of the screen."""
    show(trouble_card(trouble, page))


def trouble_card(trouble: ServiceTrouble, page: Page) -> Html:
    """Return the words for a trouble, with the command that is its cure.

    What the API says of it, in English, is folded away below.
    """
    kind = _NAMED.get(trouble.kind) or _KINDS.get(trouble.status, "other")
    translate = page.translate
    command = _COMMAND.search(trouble.cure)
    home = link(address(page.view.fresh()), escape(translate("home")))
    again = link(address(page.view), escape(translate("error_again")), css="button")
    said = [text("p", words, lang="en") for words in (trouble.detail, trouble.cure) if words]
    return element(
        "section",
        text("h1", translate(f"error_{kind}_heading")),
        text("p", translate(f"error_{kind}_body")),
        *(_cure(command[0], page) if command else []),
        element("p", home if kind in _LASTING else again, css="actions"),
        folded_away(translate("error_details"), *said),
        css="trouble",
        attributes={"role": "alert"},
    )


def _cure(command: str, page: Page) -> list[Html]:
    return [text("p", page.translate("error_cure"), css="label"), text("pre", command)]
