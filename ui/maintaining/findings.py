"""What nobody described and the text shows, each with its sentence, to be accepted or refused."""

from functools import partial

import streamlit as st

from search_api.schemas.admin import Correction, Finding, Job
from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.naming import field_name
from ui.maintaining.rows import LISTED, resource_link, show_nothing
from ui.maintaining.session import wish
from ui.markup import Html, element, escape, joined, text
from ui.page import Page
from ui.state import LAST_PAGE


def show_findings(client: AdminClient, page: Page) -> None:
    """Show the findings, the surest first."""
    show(text("p", page.translate("maintain_findings_help"), css="meta"))
    answer = client.findings(LISTED, page.view.offset(LISTED), page.language)
    if not answer.findings:
        show_nothing(page)
    for finding in answer.findings:
        show(_card(finding, page))
        with st.container(horizontal=True):
            for name, deed in (("accept", _accept), ("refuse", _refuse)):
                place = f"{finding.resource_id} {finding.field} {finding.value.id}"
                st.button(
                    page.translate(f"maintain_{name}"),
                    key=f"{name} {place}",
                    on_click=wish,
                    args=(partial(deed, finding),),
                )
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _accept(finding: Finding, client: AdminClient) -> Job:
    correction = Correction(set={finding.field: finding.value.id})
    return client.correct(finding.resource_id, correction)


def _refuse(finding: Finding, client: AdminClient) -> Job:
    return client.correct(finding.resource_id, Correction(unset=[finding.field]))


def _card(finding: Finding, page: Page) -> Html:
    sure = f"{finding.confidence:.0%}"
    if finding.used:
        sure += f", {page.translate('maintain_sure')}"
    title = resource_link(finding.resource_id, finding.title, page, finding.language)
    value = f"{field_name(finding.field, page)}: {finding.value.label} ({sure})"
    return element(
        "article",
        element("p", joined([title, escape(value)], " · ")),
        text("blockquote", finding.evidence, lang=finding.language),
        css="card",
    )
