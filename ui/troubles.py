"""What the reader sees instead of an answer: what happened, whose turn it is, and the cure."""

from ui.client import SLOW, ServiceTrouble
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
_PASSING = frozenset({"busy", "slow", "other"})  # may be gone when tried again
_COMMANDS = frozenset({"unreachable", "unready"})  # their cure is typed, in any language


def show_trouble(trouble: ServiceTrouble, page: Page) -> None:
    """Show a calm page about the trouble, in place of the screen."""
    show(trouble_card(trouble, page))


def trouble_card(trouble: ServiceTrouble, page: Page) -> Html:
    """Return the words for a trouble; the API's own, in English, are folded away below."""
    kind = _NAMED.get(trouble.kind) or _KINDS.get(trouble.status, "other")
    translate = page.translate
    cure = [
        text("p", translate("error_cure"), css="label"),
        text("pre", trouble.cure, lang="en"),
    ]
    again = link(address(page.view), escape(translate("error_again")), css="button")
    home = link(address(page.view.fresh()), escape(translate("home")))
    said = [trouble.detail] if kind in _COMMANDS else [trouble.detail, trouble.cure]
    return element(
        "section",
        text("h1", translate(f"error_{kind}_heading")),
        text("p", translate(f"error_{kind}_body")),
        *(cure if trouble.cure and kind in _COMMANDS else []),
        element("p", *([again] if kind in _PASSING else []), home, css="actions"),
        folded_away(translate("error_details"), *[text("p", it, lang="en") for it in said if it]),
        css="trouble",
        attributes={"role": "alert"},
    )
