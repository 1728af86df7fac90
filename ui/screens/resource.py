"""The resource screen: what it is, where it comes from, its text, and what goes with it."""

from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from search_api.schemas import Passage, Resource, ResourcePage
from ui import service
from ui.cards import licence, reason, version_links
from ui.client import ServiceTrouble, configured_address, file_address
from ui.frame import set_title, show, show_paging
from ui.markup import Html, element, escape, joined, link, text
from ui.state import View, address, page_count
from ui.wording import Say, endonym

PASSAGES = 20
RELATED = 5


def show_resource(view: View, language: str, say: Say) -> None:
    """Show one resource: the text in the wide column, what goes with it beside."""
    page = service.resource(view.resource or "", language)
    one = page.resource
    set_title(f"{one.title} – {say('app_title')}")
    if view.asks or view.browsing:
        back = address(view.back_to_results())
        show(element("p", link(back, escape(f"← {say('resource_back')}")), css="back"))
    show(_head(page, say))
    wide, beside = st.columns([5, 3], gap="large")
    with wide:
        _show_text(page, view, say)
    with beside:
        show(_details(page, language, view, say))
        show(_related(view, language, say))


def _head(page: ResourcePage, say: Say) -> Html:
    one = page.resource
    by = " · ".join(part for part in (", ".join(one.authors), one.institution or "") if part)
    file = file_address(configured_address(), one.id)
    about = one.format
    about += f", {say('page_total', count=one.page_count)}" if one.page_count else ""
    return element(
        "section",
        text("h1", one.title, lang=one.language),
        *([text("p", by, css="by")] if by else []),
        element(
            "p",
            link(file, escape(say("resource_file")), css="button"),
            text("span", about, css="meta"),
            css="actions",
        ),
        *(
            [
                text("h2", say("resource_abstract"), css="label"),
                text("p", one.abstract, css="abstract", lang=one.language),
            ]
            if one.abstract
            else []
        ),
        css="head",
    )


def _details(page: ResourcePage, language: str, view: View, say: Say) -> Html:
    one = page.resource
    fields = [_field_link(field.id, field.label, view) for field in one.disciplines]
    rows = {
        "facet_type": escape(one.type.label) if one.type else None,
        "facet_discipline": joined(fields, ", ") or None,
        "facet_strategy": escape(", ".join(each.label for each in one.strategies)) or None,
        "facet_language": escape(endonym(one.language)) if one.language else None,
        "facet_year": escape(one.year) if one.year else None,
        "facet_institution": escape(one.institution) if one.institution else None,
        "facet_licence": licence(one.licence, say) if one.licence else None,
        "label_keywords": escape(", ".join(page.keywords)) or None,
        "resource_translation": _original(page.translation_of, language, view),
        "other_versions": joined(version_links(one, view), " · ") or None,
        "label_file": escape(page.file_name),
    }
    hidden_when_empty = (
        "resource_translation",
        "other_versions",
        "label_keywords",
        "facet_strategy",
    )
    shown = [
        element("div", text("dt", say(key)), element("dd", value or escape(say("not_stated"))))
        for key, value in rows.items()
        if value or key not in hidden_when_empty
    ]
    doi = [_doi(page.doi)] if page.doi else []
    heading = text("h2", say("resource_details"))
    return element("section", heading, element("dl", *shown, *doi), css="details")


def _field_link(code: str, label: str, view: View) -> Html:
    there = replace(view.fresh("browse"), browsing=code)
    return link(address(there), escape(label))


def _doi(doi: str) -> Html:
    there = link(f"https://doi.org/{quote(doi)}", escape(doi))
    return element("div", text("dt", "DOI"), element("dd", there))


def _original(identifier: str | None, language: str, view: View) -> Html | None:
    """Return the name of the work this is a translation of, linked when the collection has it."""
    if identifier is None:
        return None
    try:
        original = service.resource(identifier, language).resource
    except ServiceTrouble:
        return escape(identifier)
    return link(address(view.opening(original.id)), escape(original.title))


def _related(view: View, language: str, say: Say) -> Html:
    found = service.related(view.resource or "", RELATED, language).items
    items = [_related_item(one.resource, reason(one, say), view) for one in found]
    return element(
        "section",
        text("h2", say("resource_related")),
        *([] if items else [text("p", say("resource_no_related"), css="meta")]),
        *items,
        css="related",
    )


def _related_item(resource: Resource, why: str, view: View) -> Html:
    there = address(view.opening(resource.id))
    facts = [
        resource.type.label if resource.type else "",
        endonym(resource.language) if resource.language else "",
    ]
    return element(
        "article",
        element("h3", link(there, escape(resource.title)), attributes={"lang": resource.language}),
        text("p", " · ".join(fact for fact in facts if fact), css="meta"),
        text("p", why, css="reason"),
    )


def _show_text(page: ResourcePage, view: View, say: Say) -> None:
    found = [one for one in page.passages if one.ordinal == view.passage]
    for one in found:
        show(
            element(
                "section",
                text("h2", say("resource_found")),
                _passage(one, page.resource, view, say),
                css="found",
            )
        )
    show(text("h2", say("resource_passages"), css="section"))
    if not page.passages:
        show(text("p", say("resource_no_text"), css="meta"))
        return
    last = page_count(len(page.passages), PASSAGES)
    here = replace(view, page=min(view.page, last))
    part = page.passages[here.offset(PASSAGES) : here.offset(PASSAGES) + PASSAGES]
    show(element("div", *[_passage(one, page.resource, view, say) for one in part], css="passages"))
    show_paging(here, len(page.passages), PASSAGES, last, say)


def _passage(one: Passage, resource: Resource, view: View, say: Say) -> Html:
    headings = " › ".join(each for each in one.heading_path if each != resource.title)
    page = say("page_number", page=one.page) if one.page is not None else ""
    place = " · ".join(part for part in (page, headings) if part)
    paragraphs = [text("p", each) for each in one.text.split("\n\n")]
    return element(
        "div",
        *([text("h3", place, css="where", lang=one.language)] if place else []),
        element("div", *paragraphs, css="text", attributes={"lang": one.language}),
        *([_similar(one.id, view, say)] if one.id is not None else []),
        css="passage",
    )


def _similar(number: int, view: View, say: Say) -> Html:
    """Return a link to the passages of the whole collection that are like one."""
    there = address(view.fresh().more_like(number))
    return element("p", link(there, escape(say("example_similar")), css="quiet"), css="similar")
