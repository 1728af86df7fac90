"""`balkanetup push` and `pull`: generations shared between machines, through a store."""

from collections.abc import Callable
from threading import Event
from typing import Annotated, NamedTuple

import typer

from indexer.commands.console import (
    JsonFlag,
    errors_as_exit_codes,
    first_interrupt_sets,
    print_json,
    print_line,
    print_problem,
)

Every = Annotated[
    float | None,
    typer.Option("--every", min=1, metavar="SECONDS", help="Stay, and look again so often."),
]


class Moved(NamedTuple):
    """The generation that is current where it went, how many bytes were `sent` or `fetched`."""

    generation: str
    way: str
    size: int
    new: bool


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
        store = Store(url or settings.push_to, settings.store_seconds)

        def step() -> Moved:
            pushed = send(settings.data_dir, store, thorough=every is None)
            return Moved(pushed.name, "sent", pushed.sent, new=bool(pushed.sent))

        _once_or_every(step, every, store.shown, as_json=as_json)


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
        store = Store(url or settings.pull_from, settings.store_seconds)

        def step() -> Moved:
            pulled = fetch(settings.data_dir, store, thorough=every is None)
            return Moved(pulled.name, "fetched", pulled.fetched, new=pulled.new)

        _once_or_every(step, every, store.shown, as_json=as_json)


def _once_or_every(
    step: Callable[[], Moved], seconds: float | None, store: str, *, as_json: bool
) -> None:
    """Do it once; or, where `seconds` says how often, until Ctrl-C, whatever befalls it once.

    Then only what is new is shown.
    """
    from indexer.storage.polling import repeat

    def show_new() -> None:
        if (moved := step()).new:
            _show(moved, store, as_json=as_json)

    if seconds is None:
        _show(step(), store, as_json=as_json)
        return
    stop = Event()
    with first_interrupt_sets(stop, "generation"):
        repeat(show_new, seconds, stop, print_problem)


def _show(moved: Moved, store: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"store": store, "generation": moved.generation, moved.way: moved.size})
    else:
        print_line(f"{store}: generation {moved.generation}, {moved.size:,} bytes {moved.way}.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(push)
    app.command()(pull)
