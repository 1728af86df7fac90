"""The teaching strategies: what each is, where in the collection it is used, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search_api.schemas import FacetValue, Term
from ui.cards import resource_card
from ui.frame import show, show_paging
from ui.markup import Html, element, escape, joined, link, text
from ui.page import Page
from ui.service import api
from ui.state import LAST_PAGE, address
from ui.wording import endonym

_LISTED = 20
_WHERE = {  # a facet, and under which name its values are shown
    "discipline": "strategy_where",
    "institution": "strategy_who",
    "language": "facet_language",
}


def show_strategies(page: Page) -> None:
    """Show all strategies by family, or the one that was chosen."""
    terms = api().vocabulary("strategies", page.language).terms
    chosen = next(iter(page.view.filters.get("strategy", ())), None)
    term = next((term for term in terms if term.id == chosen), None)
    if term is not None:
        _show_strategy(term, page)
        return
    show(text("p", page.translate("strategies_intro"), css="tagline"))
    facets = api().resources({}, 1, 0, (), page.language).facets
    counts = {value.value: value.count for value in facets.get("strategy", [])}
    families = [term for term in terms if term.parent is None]
    show(element("div", *[_family(family, terms, counts, page) for family in families], css="tree"))


def _family(family: Term, terms: Sequence[Term], counts: Mapping[str, int], page: Page) -> Html:
    members = [term for term in terms if term.parent == family.id]
    return element(
        "section",
        text("h2", family.label),
        text("p", family.definition, css="meta", lang=family.definition_language),
        element("ul", *[_name(term, counts.get(term.id, 0), page) for term in members]),
    )


def _name(term: Term, count: int, page: Page) -> Html:
    """Return the name of a strategy, linked to what the collection has of it, if anything."""
    if not count:
        return text("li", term.label, css="aside")
    everything = replace(page.view.fresh("discover"), sight=page.view.sight)
    there = replace(everything, filters={"strategy": (term.id,)})
    return element("li", link(address(there), page.counted(term.label, count)))


def _show_strategy(term: Term, page: Page) -> None:
    """Show one strategy: its definition, where it is used, and the resources that use it."""
    everything = replace(page.view.fresh("discover"), sight=page.view.sight)
    show(
        element(
            "p",
            link(address(everything), escape(f"← {page.translate('strategies_all')}")),
            css="back",
        )
    )
    show(text("h2", term.label))
    show(text("p", term.definition, css="tagline", lang=term.definition_language))
    filters = {"strategy": (term.id,)}
    reads = page.view.reads
    answer = api().resources(filters, _LISTED, page.view.offset(_LISTED), reads, page.language)
    rows = [
        element("div", text("dt", page.translate(name)), element("dd", where))
        for facet, name in _WHERE.items()
        if (where := _where(answer.facets.get(facet, []), facet, page))
    ]
    show(element("div", element("dl", *rows, css="facts"), css="details"))
    size = page.translate("results_count", count=answer.total)
    show(text("h3", size if answer.total else page.translate("empty_plain"), css="section"))
    for resource in answer.resources:
        show(resource_card(resource, page))
    show_paging(page, answer.total, _LISTED, LAST_PAGE)


def _where(values: Sequence[FacetValue], facet: str, page: Page) -> Html:
    """Return the values of a facet with how often each is used; broad fields only."""
    shown = [value for value in values if facet != "discipline" or len(value.value) == 2]
    return joined([page.counted(_said(facet, value), value.count) for value in shown], " · ")


def _said(facet: str, value: FacetValue) -> str:
    return endonym(value.value) if facet == "language" else value.label or value.value
