"""What is not known: how many resources lack a licence, a language ..., and which."""

import streamlit as st

from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.naming import FIELDS, field_name
from ui.maintaining.rows import LISTED, resource_link, show_nothing
from ui.markup import element, text
from ui.page import Page
from ui.state import LAST_PAGE


def show_unknown(client: AdminClient, page: Page) -> None:
    """Show the fields with how many resources lack them, and those that lack the chosen one."""
    answer = client.unknown()
    lacked = [name for name in FIELDS if answer.fields.get(name)]
    if not lacked:
        show_nothing(page)
        return
    field = st.pills(
        page.translate("maintain_part_unknown"),
        lacked,
        key="field unknown",
        format_func=lambda name: f"{field_name(name, page)} ({answer.fields[name]})",
        label_visibility="collapsed",
    )
    if field is None:
        show(text("p", page.translate("results_count", count=answer.resources), css="meta"))
        return
    listed = client.lacking(field, LISTED, page.view.offset(LISTED))
    for resource in listed.resources:
        title = resource_link(resource.resource_id, resource.title, page, resource.language)
        path = text("p", resource.path, css="meta")
        show(element("article", element("p", title), path, css="card"))
    show_paging(page, listed.total, LISTED, LAST_PAGE)
