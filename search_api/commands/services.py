"""`balkanetup serve`, `ui` and `start`: the API, the user interface, or both."""

from typing import Annotated

import typer

from indexer.commands.console import errors_as_exit_codes


def serve(
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, help="Processes that answer, at best one a core. BALKANETUP_WORKERS."
        ),
    ] = None,
) -> None:
    """Start the API; its address is set by BALKANETUP_HOST and BALKANETUP_PORT.

    Example: balkanetup serve --workers 2
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.serving import serve as answer_requests

        answer_requests(Settings() if workers is None else Settings(workers=workers))


def ui() -> None:
    """Start the user interface, which asks the API at BALKANETUP_HOST and BALKANETUP_PORT.

    Or at BALKANETUP_API_URL, where the API runs on another machine.

    Example: balkanetup ui
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.serving import show

        raise typer.Exit(show(Settings()))


def start() -> None:
    """Start the API and the user interface together, and stop both with Ctrl-C.

    Example: balkanetup start
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.serving import serve_and_show

        raise typer.Exit(serve_and_show(Settings()))


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (serve, ui, start):
        app.command()(command)
