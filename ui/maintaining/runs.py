"""The runs of the indexer: when, over which folder, with which result."""

from search_api.schemas.admin import Run
from ui.admin_client import AdminClient
from ui.frame import show, show_paging
from ui.maintaining.rows import LISTED, counted, said_time, show_nothing
from ui.markup import Html, element, text
from ui.page import Page
from ui.state import LAST_PAGE


def show_runs(client: AdminClient, page: Page) -> None:
    """Show the runs, the latest first."""
    answer = client.runs(LISTED, page.view.offset(LISTED))
    if not answer.runs:
        show_nothing(page)
    for run in answer.runs:
        show(_card(run, page))
    show_paging(page, answer.total, LISTED, LAST_PAGE)


def _card(run: Run, page: Page) -> Html:
    when = said_time(run.started, page)
    if run.ended is None:
        when += f" · {page.translate('run_open')}"
    elif run.interrupted:
        when += f" · {page.translate('run_interrupted')}"
    elif run.seconds is not None:
        when += f" · {run.seconds:.1f} s"
    return element(
        "article",
        text("p", f"{run.folder}: {counted(run.tally, 'tally', page)}"),
        text("p", when, css="meta"),
        *[text("p", note, css="meta", lang="en") for note in run.notes],
        css="card",
    )
