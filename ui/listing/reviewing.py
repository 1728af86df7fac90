"""A workshop that was suggested, looked at again: what it lacks, what is new, its minutes."""

from dataclasses import dataclass, replace

from search_api.limits import MOST_KEPT
from search_api.schemas.packs import Pack, PackItem
from ui.keeping import Kept, changed
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.service import api
from ui.state import address


@dataclass(frozen=True)
class Review:
    """What the service says of the pack in a list: by place in the list, from 0."""

    pack: Pack
    items: dict[int, PackItem]


def review(page: Page) -> Review | None:
    """Return what is said of the list's pack; None where the list is no pack."""
    plan, kept = page.view.plan, page.view.kept
    places = [place for place, item in enumerate(kept) if item.part]
    if not plan.topic or not places:
        return None
    placed = [f"{kept[place].part}:{kept[place].name}" for place in places]
    pack = api().review_pack(plan, placed, page.language)
    return Review(pack, dict(zip(places, pack.items, strict=True)))


def show_review(reviewed: Review, page: Page) -> Html:
    """Return what the pack is about, what it lacks, what is new, whether its minutes sum up."""
    pack = reviewed.pack
    return element(
        "section",
        text("h2", page.translate("pack_about", topic=pack.topic)),
        element("p", *_minutes(reviewed, page), css="meta"),
        *_listed("pack_lacks", [escape(lack.text) for lack in pack.lacks], page),
        *_listed("pack_news", _news(pack, page), page),
        css="pack",
    )


def _minutes(reviewed: Review, page: Page) -> list[Html]:
    kept = page.view.kept
    now, wanted = sum(item.minutes for item in kept), reviewed.pack.minutes
    total = escape(page.translate("pack_sum", count=now, duration=wanted))
    if now == wanted:
        return [total]
    spread = kept
    for place, item in reviewed.items.items():
        spread = changed(spread, place, minutes=item.minutes)
    there = address(replace(page.view, kept=spread))
    return [total, escape(" · "), link(there, escape(page.translate("pack_spread")), css="stay")]


def _news(pack: Pack, page: Page) -> list[Html]:
    """Return what came since, each with a link that puts it at the end of the list."""
    if len(page.view.kept) >= MOST_KEPT:
        return []
    return [
        element(
            "span",
            text("span", option.title, lang=option.language),
            escape(" "),
            link(
                address(
                    replace(page.view, kept=(*page.view.kept, Kept(option.name, part=option.part)))
                ),
                escape(page.translate("pack_add")),
                css="quiet stay",
                label=f"{page.translate('pack_add')}: {option.title}",
            ),
        )
        for option in pack.news
    ]


def _listed(key: str, lines: list[Html], page: Page) -> list[Html]:
    if not lines:
        return []
    heading = text("p", page.translate(key), css="label")
    return [heading, element("ul", *[element("li", line) for line in lines])]
