"""The resource screen: what it is, where it comes from, its text, and what goes with it."""

from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from search_api.schemas import Resource, ResourcePage
from ui.asking import asking
from ui.cards import gist, licence, version_links
from ui.citing import show_citation
from ui.client import file_address, page_address
from ui.connection import public_address
from ui.found_passage import show_found
from ui.frame import set_title, show, show_paging
from ui.keep_links import keep_link
from ui.keeping import Kept
from ui.maintaining.rows import maintain_link
from ui.maintaining.session import admin
from ui.markup import Html, element, escape, joined, link, text
from ui.memory import see
from ui.page import Page
from ui.passages import passage_block
from ui.recommended import recommended_block
from ui.resource_answers import BESIDE, ResourceAnswers, ask_about
from ui.service import api
from ui.side_by_side import choices, in_rows
from ui.state import address
from ui.view import View, page_count
from ui.wording import Translator, endonym

PASSAGES = 20
TESTS = ("tests_strategy", "tests_problem")
CONTEXT = ("class_size", "mode", "cycle")


def show_resource(page: Page) -> None:
    """Show one resource: the text in the wide column, what goes with it beside."""
    record = api().resource(page.view.resource or "", page.language)
    resource = record.resource
    set_title(f"{resource.title} – {page.translate('app_title')}")
    see("resource", resource.id, resource.title, resource.language)
    if page.view.asks or page.view.browsing:
        back = address(page.view.back_to_results())
        show(element("p", link(back, escape(f"← {page.translate('resource_back')}")), css="back"))
    with asking() as ask:
        _show_answers(record, ask_about(record, page, ask), page)


def _show_answers(record: ResourcePage, answers: ResourceAnswers, page: Page) -> None:
    """Show what the resource is, and all that is asked about it."""
    show(_head(record, page))
    show_picture = show_found(record, answers, page)
    with st.container(
        key="resource"
    ):  # the style sheet sets the first and the last beside the text
        with st.container(key="related"):
            _show_related(answers, page)
        with st.container(key="text"):
            _show_text(record, answers, page)
        with st.container(key="about"):
            show(_details(record, answers.original(), page))
            show_citation(record.resource, answers.citations, page)
    show_picture()


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
            link(
                page_address(public_address(), resource.id),
                escape(translate("resource_share")),
                css="quiet",
            ),
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


def _details(record: ResourcePage, original: ResourcePage | None, page: Page) -> Html:
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
        "facet_institution": escape(_bodies(record)) or None,
        "label_course": escape(record.course) if record.course else None,
        "label_contributor": escape(record.contributor) if record.contributor else None,
        "person_contact": link(record.contact, escape(record.contact)) if record.contact else None,
        "facet_licence": licence(resource.licence, page.translate) if resource.licence else None,
        "label_keywords": escape(", ".join(record.keywords)) or None,
        "resource_translation": _original(record.translation_of, original, page.view),
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
        "label_course",
        "label_contributor",
        "person_contact",
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


def _bodies(record: ResourcePage) -> str:
    """Return the institution, or the bodies that the authors belong to."""
    return record.resource.institution or " · ".join(record.affiliations)


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


def _original(identifier: str | None, original: ResourcePage | None, view: View) -> Html | None:
    """Return the name of the work this is a translation of, linked when the collection has it."""
    if identifier is None or original is None:
        return None if identifier is None else escape(identifier)
    there = original.resource
    return link(address(view.opening(there.id)), escape(there.title))


def _show_related(answers: ResourceAnswers, page: Page) -> None:
    """Show what goes with the resource: related ones, its strategy elsewhere, research on it."""
    related = answers.related()
    show(recommended_block(page.translate("resource_related"), related, page, choosing=True))
    if not related:
        show(text("p", page.translate("resource_no_related"), css="meta"))
    evidence = answers.evidence().items
    shown = {item.resource.id for item in (*related, *evidence)}
    others = answers.elsewhere().items
    elsewhere = [item for item in others if item.resource.id not in shown][:BESIDE]
    research = any(reason.kind in TESTS for item in evidence for reason in item.reasons)
    for key, items in (
        ("resource_elsewhere", elsewhere),
        ("resource_research" if research else "resource_practice", evidence),
    ):
        if items:
            show(recommended_block(page.translate(key), items, page))


def _show_text(record: ResourcePage, answers: ResourceAnswers, page: Page) -> None:
    """Show the text passage by passage, or next to another version of the work."""
    show(text("h2", page.translate("resource_passages"), css="section"))
    if not record.passages:
        show(text("p", page.translate("resource_no_text"), css="meta"))
        return
    for versions in choices(record, page):
        show(versions)
    last = page_count(len(record.passages), PASSAGES)
    here = replace(page.view, page=min(page.view.page, last))
    first = here.offset(PASSAGES)
    both = answers.beside()
    if both is not None:
        show(in_rows(both, first, PASSAGES, record, page))
    else:
        part = record.passages[first : first + PASSAGES]
        shown = [passage_block(passage, record, page) for passage in part]
        show(element("div", *shown, css="passages"))
    show_paging(page.showing(here), len(record.passages), PASSAGES, last)
