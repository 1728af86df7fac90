"""`balkanetup inbox`: do what came over the network, once, or as it comes."""

from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    SOME_FAILED,
    JsonFlag,
    errors_as_exit_codes,
    first_interrupt_sets,
    print_json,
    print_line,
    print_notice,
    print_problem,
)

if TYPE_CHECKING:
    from indexer.inbox.jobs import Job
    from indexer.inbox.working import Inbox

_LOOK_SECONDS = 1.0


def inbox(
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and do what comes as it comes.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Index the files that came over the network, and do what else was asked with a key.

    Example: balkanetup inbox --watch
    """
    with errors_as_exit_codes():
        from indexer.inbox.working import Inbox
        from indexer.settings import Settings

        stop = Event()
        with first_interrupt_sets(stop):
            work = Inbox(Settings())
            if watch:
                _keep_watching(work, stop, as_json)
                return
            ended = work.work_through()
            _show(ended, as_json)
    if any(job.state == "failed" for job in ended):
        raise typer.Exit(SOME_FAILED)


def _keep_watching(work: "Inbox", stop: Event, as_json: bool) -> None:
    """Work through the inbox whenever something is in it, until `stop` is set."""
    from indexer.storage.polling import repeat

    def look() -> None:
        if ended := work.work_through() if work.waits() else []:
            _show(ended, as_json)

    print_notice("Watching", "the inbox. Stop with Ctrl-C.")
    repeat(look, _LOOK_SECONDS, stop, print_problem)


def _show(ended: "list[Job]", as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print_json([asdict(job) for job in ended])
        return
    for job in ended:
        about = job.file_name or job.resource_id or ""
        print_line(f"{job.kind} {about}: {job.state}{f', {job.outcome}' if job.outcome else ''}.")
        if job.state == "failed":
            print_notice(f"{job.kind} {about}:", job.reason, cure=job.cure)
        for note in job.notes:
            print_notice(f"{about}:", note)
    if not ended:
        print_line("Nothing is waiting.")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(inbox)
