"""The resource screen: what it is, where it comes from, its text, and what goes with it."""

from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from search_api.schemas import Passage, Resource, ResourcePage
from ui.cards import gist, licence, reason, version_links
from ui.citing import show_citation
from ui.client import ServiceTrouble, file_address, public_address
from ui.frame import set_title, show, show_paging
from ui.keep_links import keep_link
from ui.keeping import Kept
from ui.maintaining.rows import maintain_link
from ui.maintaining.session import admin
from ui.markup import Html, element, escape, folded_away, joined, link, text
from ui.memory import see
from ui.page import Page
from ui.passage_text import shown_whole
from ui.service import api
from ui.state import View, address, page_count
from ui.wording import Translator, endonym

PASSAGES = 20
RELATED = 5
CONTEXT = ("class_size", "mode", "cycle")
_NO_PASSAGE = (404, 422)  # it is gone, or the address never was one


def show_resource(page: Page) -> None:
    """Show one resource: the text in the wide column, what goes with it beside."""
    record = api().resource(page.view.resource or "", page.language)
    resource = record.resource
    set_title(f"{resource.title} – {page.translate('app_title')}")
    see("resource", resource.id, resource.title, resource.language)
    if page.view.asks or page.view.browsing:
        back = address(page.view.back_to_results())
        show(element("p", link(back, escape(f"← {page.translate('resource_back')}")), css="back"))
    show(_head(record, page))
    wide, beside = st.columns([5, 3], gap="large")
    with wide:
        _show_text(record, page)
    with beside:
        show(_details(record, page))
        show_citation(resource, page)
        show(_related(page))


def _head(record: ResourcePage, page: Page) -> Html:
    resource, translate = record.resource, page.translate
    by = " · ".join(
        part for part in (", ".join(resource.authors), resource.institution or "") if part
    )
    file = file_address(public_address(), resource.id)
    about = resource.format
    about += (
        f", {translate('page_total', count=resource.page_count)}" if resource.page_count else ""
    )
    return element(
        "section",
        text("h1", resource.title, lang=resource.language),
        *([text("p", by, css="by")] if by else []),
        element(
            "p",
            link(file, escape(translate("resource_file")), css="button"),
            text("span", about, css="meta"),
            keep_link(_kept(page.view, resource), resource, page),
            *([maintain_link(resource.id, page)] if admin() else []),
            css="actions",
        ),
        *(
            [
                text("h2", translate("resource_abstract"), css="label"),
                text("p", resource.abstract, css="abstract", lang=resource.language),
            ]
            if resource.abstract
            else []
        ),
        *gist(resource, page),
        css="head",
    )


def _kept(view: View, resource: Resource) -> str:
    """Return what is kept: the passage that the reader came from, else the resource."""
    name = f"{resource.id}~{view.passage}"
    return name if Kept(name).is_passage else resource.id


def _details(record: ResourcePage, page: Page) -> Html:
    resource = record.resource
    fields = [_field_link(field.id, field.label, page.view) for field in resource.disciplines]
    rows = {
        "facet_type": escape(resource.type.label) if resource.type else None,
        "facet_discipline": joined(fields, ", ") or None,
        "facet_strategy": escape(", ".join(strategy.label for strategy in resource.strategies))
        or None,
        **_context_rows(record, page.translate),
        "facet_language": escape(endonym(resource.language)) if resource.language else None,
        "facet_year": escape(resource.year) if resource.year else None,
        "facet_institution": escape(resource.institution) if resource.institution else None,
        "facet_licence": licence(resource.licence, page.translate) if resource.licence else None,
        "label_keywords": escape(", ".join(record.keywords)) or None,
        "resource_translation": _original(record.translation_of, page.language, page.view),
        "other_versions": joined(version_links(resource, page.view), " · ") or None,
        "label_file": escape(record.file_name),
    }
    hidden_when_empty = (
        "resource_translation",
        "other_versions",
        "label_keywords",
        "facet_strategy",
        *(f"facet_{name}" for name in CONTEXT),
        "label_minutes",
    )
    shown = [
        element(
            "div",
            text("dt", page.translate(key)),
            element("dd", value or escape(page.translate("not_stated"))),
        )
        for key, value in rows.items()
        if value or key not in hidden_when_empty
    ]
    doi = [_doi(record.doi)] if record.doi else []
    heading = text("h2", page.translate("resource_details"))
    return element("section", heading, element("dl", *shown, *doi), css="details")


def _context_rows(record: ResourcePage, translate: Translator) -> dict[str, Html | None]:
    """Return class size, mode, level and time; what is not described, as the text states it."""
    resource = record.resource
    described = {name: getattr(resource, name) for name in CONTEXT}
    rows = {
        f"facet_{name}": escape(concept.label) if concept else None
        for name, concept in described.items()
    }
    for proposed in record.proposed:
        if proposed.field in CONTEXT and described[proposed.field] is None:
            says = translate("as_text_says", sentence=proposed.evidence)
            rows[f"facet_{proposed.field}"] = joined(
                [escape(proposed.value.label), text("small", says)], " "
            )
    rows["label_minutes"] = (
        escape(translate("minutes", count=resource.minutes)) if resource.minutes else None
    )
    return rows


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
        original = api().resource(identifier, language).resource
    except ServiceTrouble:
        return escape(identifier)
    return link(address(view.opening(original.id)), escape(original.title))


def _related(page: Page) -> Html:
    related = api().related(page.view.resource or "", RELATED, page.language).items
    items = [
        _related_item(recommended.resource, reason(recommended, page.translate), page.view)
        for recommended in related
    ]
    return element(
        "section",
        text("h2", page.translate("resource_related")),
        *([] if items else [text("p", page.translate("resource_no_related"), css="meta")]),
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


def _show_text(record: ResourcePage, page: Page) -> None:
    if page.view.passage:
        show(_came_from(page.view.passage, record, page))
    show(text("h2", page.translate("resource_passages"), css="section"))
    if not record.passages:
        show(text("p", page.translate("resource_no_text"), css="meta"))
        return
    last = page_count(len(record.passages), PASSAGES)
    here = replace(page.view, page=min(page.view.page, last))
    part = record.passages[here.offset(PASSAGES) : here.offset(PASSAGES) + PASSAGES]
    show(
        element(
            "div", *[_passage(passage, record.resource, page) for passage in part], css="passages"
        )
    )
    show_paging(page.showing(here), len(record.passages), PASSAGES, last)


def _came_from(name: str, record: ResourcePage, page: Page) -> Html:
    """Return the passage the reader came from, or why it is not there."""
    by_place = {str(passage.ordinal): passage.id for passage in record.passages}
    wanted = by_place.get(name, f"{record.resource.id}~{name}")
    try:
        there = api().passage(wanted, page.language)
    except ServiceTrouble as trouble:
        if trouble.status not in _NO_PASSAGE:
            raise
        return text("p", page.translate("resource_passage_gone"), css="note")
    notes = [
        *(["resource_changed"] if there.changed else []),
        *(["resource_old_link"] if name in by_place else []),
    ]
    around = [beside for beside in (there.before, there.after) if beside]
    folded = folded_away(
        page.translate("resource_around"),
        *[_passage(beside, record.resource, page) for beside in around],
    )
    return element(
        "section",
        text("h2", page.translate("resource_found")),
        *[text("p", page.translate(key), css="note") for key in notes],
        _passage(there.passage, record.resource, page),
        *([folded] if around else []),
        css="found",
    )


def _passage(passage: Passage, resource: Resource, page: Page) -> Html:
    headings = " › ".join(part for part in passage.heading_path if part != resource.title)
    number = page.translate("page_number", page=passage.page) if passage.page is not None else ""
    place = " · ".join(part for part in (number, headings) if part)
    shown = shown_whole(passage, page.translate)
    return element(
        "div",
        *([text("h3", place, css="where", lang=passage.language)] if place else []),
        element("div", *shown, css="text", attributes={"lang": passage.language}),
        *([_similar(passage.id, page)] if passage.role == "text" else []),
        css="passage" if passage.role == "text" else "passage aside",
    )


def _similar(passage: str, page: Page) -> Html:
    """Return a link to the passages of the whole collection that are like one."""
    there = address(page.view.fresh().more_like(passage))
    return element(
        "p", link(there, escape(page.translate("example_similar")), css="quiet"), css="similar"
    )
