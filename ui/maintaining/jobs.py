"""The jobs: what was asked with a key, and how it ended, with the cure."""

from functools import partial

import streamlit as st

from search_api.schemas.admin import Job
from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.rows import LISTED, cured, resource_link, said_time, show_nothing
from ui.maintaining.session import wish
from ui.markup import Html, element, escape, joined, text
from ui.page import Page
from ui.state import LAST_PAGE


def show_jobs(client: AdminClient, page: Page) -> None:
    """Show the jobs, the newest first."""
    answer = client.jobs(LISTED, page.view.offset(LISTED))
    st.button(page.translate("maintain_refresh"), icon=":material/refresh:")
    if not answer.jobs:
        show_nothing(page)
    for job in answer.jobs:
        show(_card(job, page))
        if job.kind == "add" and job.state == "failed" and job.outcome:
            label = page.translate("maintain_delete_file")
            st.button(label, key=f"delete {job.id}", on_click=wish, args=(partial(_delete, job),))
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _delete(job: Job, client: AdminClient) -> Job:
    return client.delete_file(job.id)


def _card(job: Job, page: Page) -> Html:
    about: list[Html] = [escape(page.translate(f"job_{job.kind}"))]
    if job.file_name:
        about.append(escape(job.file_name))
    if job.resource_id:
        about.append(resource_link(job.resource_id, job.resource_id, page))
    about += [resource_link(name, name, page) for name in job.resource_ids[:LISTED]]
    ended = page.translate(f"job_{job.state}")
    if job.outcome:
        ended += f": {page.translate(f'outcome_{job.outcome}')}"
    return element(
        "article",
        element("p", joined(about, " · ")),
        text("p", f"{ended} · {said_time(job.finished or job.received, page)}", css="meta"),
        *cured(job.reason, job.cure if job.state == "failed" else ""),
        *[text("p", note, css="meta", lang="en") for note in job.notes],
        css="card",
    )
