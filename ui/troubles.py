"""What the reader sees instead of an answer: what happened, whose turn it is, and the cure."""

from ui.client import ServiceTrouble
from ui.frame import show
from ui.markup import Html, element, folded_away, text
from ui.wording import Translator

_KINDS = {None: "unreachable", 503: "unready", 404: "missing", 422: "refused"}
_SAID_HERE = {"urn:balkanetup:only-exclusions": "exclusions"}  # by the screen, cure and all


def show_trouble(trouble: ServiceTrouble, translate: Translator) -> None:
    """Show a calm page about the trouble, in place of the screen."""
    show(trouble_card(trouble, translate))


def trouble_card(trouble: ServiceTrouble, translate: Translator) -> Html:
    """Return the words for a trouble; the API's own, in English, are folded away below."""
    kind = _SAID_HERE.get(trouble.kind) or _KINDS.get(trouble.status, "other")
    cure = [
        text("p", translate("error_cure"), css="label"),
        text("pre", trouble.cure, lang="en"),
    ]
    return element(
        "section",
        text("h1", translate(f"error_{kind}_heading")),
        text("p", translate(f"error_{kind}_body")),
        *(cure if trouble.cure and trouble.kind not in _SAID_HERE else []),
        folded_away(translate("error_details"), text("p", trouble.detail, lang="en")),
        css="trouble",
        attributes={"role": "alert"},
    )
