"""`balkanetup push` and `pull`: generations shared between machines, through a store."""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    JsonFlag,
    errors_as_exit_codes,
    first_interrupt_sets,
    print_json,
    print_line,
    print_notice,
)

if TYPE_CHECKING:
    from indexer.errors import BalkanetupError

Every = Annotated[
    float | None,
    typer.Option("--every", min=1, metavar="SECONDS", help="Stay, and look again so often."),
]


def push(
    url: Annotated[
        str | None, typer.Argument(help="The store; default: BALKANETUP_PUSH_TO.")
    ] = None,
    every: Every = None,
    as_json: JsonFlag = False,
) -> None:
    """Send the published index to a store, from which other machines pull it.

    A store is a folder or a bucket: /srv/shared/index, s3://bucket/index.

    Example: balkanetup push /srv/shared/index
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage.push import push as send
        from indexer.storage.store import Store

        settings = Settings()
        store = Store(url or settings.push_to)

        def step() -> None:
            pushed = send(settings.data_dir, store, thorough=every is None)
            facts = {"store": store.shown, "generation": pushed.name, "sent": pushed.sent}
            if pushed.sent or every is None:
                _show(facts, f"{pushed.sent:,} bytes sent", as_json=as_json)

        _once_or_every(step, every)


def pull(
    url: Annotated[
        str | None, typer.Argument(help="The store; default: BALKANETUP_PULL_FROM.")
    ] = None,
    every: Every = None,
    as_json: JsonFlag = False,
) -> None:
    """Fetch the index that was pushed to a store, check every byte, and answer from it.

    A service that runs here takes it up by itself. The index here is then a copy: nothing but
    the next pull changes it.

    Example: balkanetup pull /srv/shared/index
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage.pull import pull as fetch
        from indexer.storage.store import Store

        settings = Settings()
        store = Store(url or settings.pull_from)

        def step() -> None:
            pulled = fetch(settings.data_dir, store, thorough=every is None)
            facts = {"store": store.shown, "generation": pulled.name, "fetched": pulled.fetched}
            if pulled.new or every is None:
                _show(facts, f"{pulled.fetched:,} bytes fetched", as_json=as_json)

        _once_or_every(step, every)


def _show(facts: dict[str, object], what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(facts)
    else:
        print_line(f"{facts['store']}: generation {facts['generation']}, {what}.")


def _once_or_every(step: Callable[[], None], seconds: float | None) -> None:
    """Do it once; or, where `seconds` says how often, until Ctrl-C, whatever befalls it once."""
    from indexer.storage.polling import repeat

    if seconds is None:
        step()
        return
    stop = Event()
    with first_interrupt_sets(stop, "generation"):
        repeat(step, seconds, stop, _say)


def _say(problem: "BalkanetupError") -> None:
    print_notice(f"{problem.title}.", problem.message, cure=problem.cure)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(push)
    app.command()(pull)
