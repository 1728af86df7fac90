"""What is recommended beside a resource or a list: each with one sentence why, and its passages."""

from collections.abc import Sequence

from search_api.schemas import Evidence, Passage, Recommended, Resource
from ui.connection import ServiceTrouble
from ui.excerpts import excerpt
from ui.keep_links import keep_link
from ui.markup import Html, element, escape, folded_away, link, removable, text
from ui.page import Page
from ui.service import api
from ui.state import address, name_in_resource
from ui.wording import endonym

GONE = 404
_EXCERPT = 320  # characters


def recommended_block(
    heading: str, items: Sequence[Recommended], page: Page, *, choosing: bool = False
) -> Html:
    """Return recommended resources under a heading.

    With `choosing` the reader can say of each that it is not what they look for.
    """
    return element(
        "section",
        text("h2", heading),
        *(passed_over(page) if choosing else []),
        *[_item(recommended, page, choosing) for recommended in items],
        css="related",
    )


def related_to(like: Sequence[str], k: int, page: Page) -> list[Recommended]:
    """Return what is like these resources, and unlike those that are passed over."""
    unlike = [name for name in page.view.passed_over if name not in like]
    reader = (page.reads, page.language)
    try:
        return api().related(like, unlike, k, *reader).items
    except ServiceTrouble as trouble:
        if not (unlike and trouble.status == GONE):
            raise
        return api().related(like, [], k, *reader).items


def passed_over(page: Page) -> list[Html]:
    """Return the resources that nothing shall be like, each to be taken back; nothing without."""
    chips = [
        removable(
            address(page.view.passing_over(name)),
            page.translate("example_unliked", name=(title := _title(name, page))),
            page.translate("example_remove", name=title),
        )
        for name in page.view.passed_over
    ]
    return [element("div", *chips, css="chips")] if chips else []


def _title(name: str, page: Page) -> str:
    """Return the title of a resource; its id where it is gone."""
    try:
        return api().resource(name, page.language).resource.title
    except ServiceTrouble:
        return name


def _item(recommended: Recommended, page: Page, choosing: bool) -> Html:
    resource = recommended.resource
    facts = [
        resource.type.label if resource.type else "",
        ", ".join(field.label for field in resource.disciplines[:1]),
        endonym(resource.language) if resource.language else "",
    ]
    there = link(address(page.view.opening(resource.id)), escape(resource.title))
    return element(
        "article",
        element("h3", there, attributes={"lang": resource.language}),
        text("p", " · ".join(fact for fact in facts if fact), css="meta"),
        text("p", recommended.reason, css="reason"),
        *[_evidence(evidence, page) for evidence in recommended.evidence],
        *_passages([alike.passage for alike in recommended.passages], resource, page),
        element(
            "div",
            keep_link(resource.id, resource, page),
            *([_unlike_link(resource, page)] if choosing else []),
            css="examples",
        ),
    )


def _evidence(evidence: Evidence, page: Page) -> Html:
    """Return a kind of evidence with the sentence that names it."""
    kind = page.translate("evidence_kind", kind=evidence.kind.label)
    return element("p", text("span", f"{kind} "), text("q", evidence.sentence), css="evidence")


def _passages(passages: Sequence[Passage], resource: Resource, page: Page) -> list[Html]:
    if not passages:
        return []
    return [
        folded_away(
            page.translate("related_passages"),
            *[_passage(passage, resource, page) for passage in passages],
        )
    ]


def _passage(passage: Passage, resource: Resource, page: Page) -> Html:
    there = address(page.view.opening(resource.id, name_in_resource(passage.id)))
    shown = excerpt(passage.text, [], _EXCERPT).text
    return element(
        "blockquote",
        text("p", shown, lang=passage.language),
        element("p", link(there, escape(page.translate("read_in_context")), css="quiet")),
    )


def _unlike_link(resource: Resource, page: Page) -> Html:
    words = page.translate("example_less")
    return link(
        address(page.view.passing_over(resource.id)),
        escape(words),
        css="example stay",
        label=f"{words}: {resource.title}",
    )
