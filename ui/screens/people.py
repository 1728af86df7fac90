"""The screens of people and institutions: who has done it, and what each has in the collection."""

from collections.abc import Sequence
from dataclasses import replace

from search_api.schemas import FacetValue
from search_api.schemas.network import (
    Evidence,
    Experience,
    InstitutionPage,
    Named,
    PartyList,
    PersonPage,
    Profile,
)
from ui.boxes import keep_typed
from ui.cards import resource_card, strength
from ui.connection import ServiceTrouble
from ui.fields import field_address
from ui.frame import go, set_title, show, show_paging
from ui.markup import Html, element, escape, folded_away, joined, link, text
from ui.network_client import Kind, NetworkClient
from ui.page import Page
from ui.passage_text import shown_in_card
from ui.question_box import show_question_box
from ui.service import api
from ui.state import LAST_PAGE, address, name_in_resource
from ui.view import Screen, View
from ui.wording import endonym

LISTED = 10
_EXCERPT = 240  # characters of a passage
_PROFILES: dict[Kind, Screen] = {"people": "person", "institutions": "institution"}
_NOT_FOUND = 404


def show_people(page: Page) -> None:
    """Show the box to ask who has done it, and who has."""
    kind: Kind = "institutions" if page.view.screen == "institutions" else "people"
    heading = page.translate("people_heading")
    set_title(f"{page.view.query or heading} – {page.translate('app_title')}")
    show(text("h1", heading))
    show(text("p", page.translate("people_intro"), css="tagline"))
    _show_box(page)
    show(_kinds(kind, page))
    client = NetworkClient(api(), page.language)
    listed = client.parties(kind, page.view.query, LISTED, page.view.offset(LISTED))
    if not listed.total:
        show(_nobody(listed, page))
    elif not page.view.query:
        show(text("p", page.translate(f"{kind}_total", count=listed.total), css="meta"))
    show(element("div", *[_experience(it, kind, page) for it in listed.items], css="parties"))
    show_paging(page, listed.total, LISTED, LAST_PAGE)
    there = address(replace(page.view.fresh("gaps"), query=page.view.query))
    show(element("p", link(there, escape(page.translate("gaps_link"))), css="weaker"))


def show_person(page: Page) -> None:
    """Show what a person wrote or shared, with whom, and where they can be asked."""
    try:
        person = NetworkClient(api(), page.language).person(page.view.resource or "")
    except ServiceTrouble as trouble:
        _show_missing(trouble, page)
        return
    _show_profile(person, "people", _about_person(person, page), page)


def show_institution(page: Page) -> None:
    """Show what is from an institution, and its people."""
    try:
        institution = NetworkClient(api(), page.language).institution(page.view.resource or "")
    except ServiceTrouble as trouble:
        _show_missing(trouble, page)
        return
    _show_profile(institution, "institutions", _about_institution(institution, page), page)


def _show_box(page: Page) -> None:
    show_question_box(page, keep_typed("who", page.view.query), "people", _ask)


def _ask(view: View, typed: str) -> None:
    go(replace(view, query=typed.strip(), page=1))


def _nobody(listed: PartyList, page: Page) -> Html:
    """Return why nobody is listed; where something answers, with the way to it."""
    query = page.view.query
    if not query or listed.nothing_close:
        return text("p", page.translate("people_none" if query else "people_empty"), css="note")
    there = address(replace(page.view.fresh(), query=query))
    return element(
        "p",
        escape(page.translate("people_unnamed")),
        escape(" "),
        link(there, escape(page.translate("results_for", query=query))),
        css="note",
    )


def _kinds(kind: Kind, page: Page) -> Html:
    kinds: tuple[Kind, Kind] = ("people", "institutions")
    links = [
        link(
            address(replace(page.view, screen=other, page=1)),
            escape(page.translate(f"{other}_tab")),
            css="here" if other == kind else "",
            current=other == kind,
        )
        for other in kinds
    ]
    return element(
        "nav", *links, css="tabs", attributes={"aria-label": page.translate("nav_people")}
    )


def _experience(experience: Experience, kind: Kind, page: Page) -> Html:
    other: Kind = "institutions" if kind == "people" else "people"
    also = joined([_party_link(it, other, page.view) for it in experience.also], " · ")
    band = [strength(experience.band, page.translate)] if experience.band else []
    name = element("h2", _party_link(experience.party, kind, page.view))
    evidence = [_evidence(it, page) for it in experience.evidence]
    return element(
        "article",
        element("div", name, *band, css="top"),
        *_together(experience.others, kind, page),
        *([element("p", also, css="meta")] if experience.also else []),
        *(
            [text("p", page.translate("people_answering", count=experience.answering), css="meta")]
            if experience.answering > 1
            else []
        ),
        *evidence[:1],
        *([folded_away(_others_of(evidence, page), *evidence[1:])] if evidence[1:] else []),
        css="card",
    )


def _others_of(evidence: Sequence[Html], page: Page) -> str:
    return page.translate("results_count", count=len(evidence) - 1)


def _together(others: Sequence[Named], kind: Kind, page: Page) -> list[Html]:
    """Return the names of those for whom the same resources speak: a few, the rest folded away."""
    if not others:
        return []
    shown, rest = others[:4], others[4:]
    line = page.translate("people_together", names="\0").split("\0")
    names = joined([_party_link(it, kind, page.view) for it in shown], ", ")
    more = joined([_party_link(it, kind, page.view) for it in rest], ", ")
    folded = [folded_away(f"+{len(rest)}", more)] if rest else []
    return [element("p", escape(line[0]), names, escape(line[-1]), css="meta"), *folded]


def _evidence(evidence: Evidence, page: Page) -> Html:
    passage = name_in_resource(evidence.match.passage.id) if evidence.match else None
    there = address(page.view.opening(evidence.resource_id, passage))
    year = f" ({evidence.year})" if evidence.year else ""
    title = element(
        "h3",
        link(there, escape(evidence.title)),
        text("span", year, css="meta"),
        attributes={"lang": evidence.language},
    )
    if evidence.match is None:
        return element("div", title, css="passage")
    shown = shown_in_card(evidence.match, _EXCERPT, page.translate)
    language = {"lang": evidence.match.passage.language}
    return element("div", title, element("blockquote", *shown, attributes=language), css="passage")


def _party_link(party: Named, kind: Kind, view: View) -> Html:
    there = replace(view.fresh(_PROFILES[kind]), resource=party.id, query=view.query)
    return link(address(there), escape(party.name))


def _show_missing(trouble: ServiceTrouble, page: Page) -> None:
    if trouble.status != _NOT_FOUND:
        raise trouble
    show(text("h1", page.translate("people_heading")))
    show(text("p", page.translate("people_missing"), css="note"))
    there = address(page.view.fresh("people"))
    show(element("p", link(there, escape(page.translate("nav_people")))))


Rows = dict[str, Html | None]


def _about_person(person: PersonPage, page: Page) -> Rows:
    contacts = [link(it, escape(it)) for it in person.contacts]
    institutions = [_party_link(it, "institutions", page.view) for it in person.institutions]
    colleagues = [_party_link(it, "people", page.view) for it in person.worked_with]
    return {
        "person_contact": joined(contacts, ", ") or None,
        "person_institutions": joined(institutions, " · ") or None,
        "person_colleagues": joined(colleagues, ", ") or None,
    }


def _about_institution(institution: InstitutionPage, page: Page) -> Rows:
    people = [_party_link(it, "people", page.view) for it in institution.people]
    return {
        "institution_parts": escape(" · ".join(institution.parts)) or None,
        "institution_people": joined(people, ", ") or None,
    }


def _show_profile(profile: Profile, kind: Kind, rows: Rows, page: Page) -> None:
    name = profile.party.name
    set_title(f"{name} – {page.translate('app_title')}")
    back = replace(page.view.fresh(kind), query=page.view.query)
    show(element("p", link(address(back), escape(f"← {page.translate('nav_people')}")), css="back"))
    show(text("h1", name))
    others = [form for form in profile.written if form != name]
    if others:
        written = page.translate("person_written", names=" · ".join(others))
        show(text("p", written, css="meta"))
    show(_facts({**rows, **_doings(profile, page)}, page))
    show(text("h2", page.translate("profile_heading"), css="section"))
    for resource in profile.resources:
        show(resource_card(resource, page))


def _doings(profile: Profile, page: Page) -> Rows:
    fields = [
        link(field_address(it.value, page.view), escape(f"{it.label} ({it.count})"))
        for it in profile.fields
    ]
    languages = ", ".join(f"{endonym(it.value)} ({it.count})" for it in profile.languages)
    return {
        "facet_discipline": joined(fields, ", ") or None,
        "facet_strategy": escape(_counted(profile.strategies)) or None,
        "facet_language": escape(languages) or None,
        "person_courses": escape(", ".join(profile.courses)) or None,
    }


def _counted(values: Sequence[FacetValue]) -> str:
    return ", ".join(f"{value.label} ({value.count})" for value in values)


def _facts(rows: Rows, page: Page) -> Html:
    shown = [
        element("div", text("dt", page.translate(key)), element("dd", value))
        for key, value in rows.items()
        if value
    ]
    return element("section", element("dl", *shown), css="details")
