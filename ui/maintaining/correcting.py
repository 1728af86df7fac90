"""One resource: what is known of it and from where; correcting, reading again, replacing,
withdrawing."""

from dataclasses import replace

import streamlit as st

from search_api.schemas import ResourcePage
from search_api.schemas.admin import Correction, Job
from ui.admin_client import AdminClient
from ui.boxes import keep_typed
from ui.connection import ServiceTrouble
from ui.frame import go, show
from ui.maintaining.naming import FIELDS, field_name
from ui.maintaining.rows import facts
from ui.maintaining.sending import parts_of
from ui.maintaining.session import wish
from ui.markup import Html, element, escape, link, text
from ui.page import Page
from ui.service import api
from ui.state import address
from ui.troubles import trouble_card

_ID, _FIELD, _VALUE, _FILE = "id typed", "field to correct", "value typed", "newer file"
_MANY = ("author", "discipline", "strategy", "keyword")


def show_correcting(_: AdminClient, page: Page) -> None:
    """Show the resource of the address, and what can be done with it."""
    _show_choice(page)
    if not page.view.resource:
        return
    try:
        record = api().resource(page.view.resource, page.language)
    except ServiceTrouble as trouble:
        show(trouble_card(trouble, page))
        return
    show(_head(record, page))
    _show_correction(record.resource.id, page)
    _show_file(record.resource.id, page)


def _show_choice(page: Page) -> None:
    key = keep_typed(_ID, page.view.resource or "")

    def choose() -> None:
        go(replace(page.view, resource=str(st.session_state[key]).strip() or None))

    st.text_input(
        page.translate("maintain_identifier"), key=key, on_change=choose, autocomplete="off"
    )


def _head(record: ResourcePage, page: Page) -> Html:
    """Return what is known, each with where it was said."""
    resource = record.resource
    there = link(address(page.view.fresh().opening(resource.id)), escape(resource.title))
    values = _values(record)
    rows = {
        field_name(option, page): escape(
            " · ".join(filter(None, (values[option], record.provenance.get(stored, ""))))
        )
        for option, stored in FIELDS.items()
        if values.get(option)
    }
    heading = element("h2", there, attributes={"lang": resource.language})
    file = text("p", record.file_name, css="meta")
    return element("section", heading, file, facts(rows), css="details")


def _values(record: ResourcePage) -> dict[str, str]:
    resource = record.resource
    concepts = {"type": resource.type, "class_size": resource.class_size}
    concepts |= {"mode": resource.mode, "cycle": resource.cycle}
    plain = {
        "title": resource.title,
        "author": "; ".join(resource.authors),
        "institution": resource.institution,
        "year": resource.year,
        "language": resource.language,
        "discipline": "; ".join(f"{field.id} {field.label}" for field in resource.disciplines),
        "strategy": "; ".join(strategy.label for strategy in resource.strategies),
        "minutes": resource.minutes,
        "licence": resource.licence,
        "doi": record.doi,
        "keyword": "; ".join(record.keywords),
        "abstract": resource.abstract,
        "translation_of": record.translation_of,
    }
    named = {name: concept.label if concept else None for name, concept in concepts.items()}
    return {name: str(value) for name, value in {**plain, **named}.items() if value}


def _show_correction(resource: str, page: Page) -> None:
    with st.form("correcting"):
        st.selectbox(
            page.translate("maintain_correct_what"),
            list(FIELDS),
            key=_FIELD,
            format_func=lambda option: field_name(option, page),
        )
        st.text_input(page.translate("maintain_correct_value"), key=_VALUE, autocomplete="off")
        show(text("p", page.translate("maintain_several"), css="meta"))
        with st.container(horizontal=True):
            for how in ("set", "unset", "revert"):
                st.form_submit_button(
                    page.translate(f"maintain_{how}"), on_click=_correct, args=(resource, how)
                )


def _correct(resource: str, how: str) -> None:
    """Correct a field: to what was typed, to nothing, or back to what the file says."""
    field, typed = st.session_state[_FIELD], str(st.session_state[_VALUE]).strip()
    value = parts_of(typed) if field in _MANY else typed
    sent = {"set": {field: value}} if how == "set" else {how: [field]}

    def deed(client: AdminClient) -> Job:
        return client.correct(resource, Correction.model_validate(sent))

    wish(deed)


def _show_file(resource: str, page: Page) -> None:
    st.button(
        page.translate("maintain_read_again"),
        on_click=wish,
        args=(lambda client: client.reindex(resource),),
    )
    with st.form("replacing", clear_on_submit=True):
        st.file_uploader(page.translate("maintain_newer_file"), key=_FILE)
        label = page.translate("maintain_replace")
        st.form_submit_button(label, on_click=_replace, args=(resource,))
    with st.form("withdrawing"):
        st.checkbox(page.translate("maintain_withdraw_sure"), key=f"sure {resource}")
        label = page.translate("maintain_withdraw")
        st.form_submit_button(label, on_click=_withdraw, args=(resource,))


def _replace(resource: str) -> None:
    file = st.session_state[_FILE]
    if file is not None:
        wish(lambda client: client.replace(resource, file.name, file.getvalue()))


def _withdraw(resource: str) -> None:
    if st.session_state[f"sure {resource}"]:
        wish(lambda client: client.withdraw(resource))
