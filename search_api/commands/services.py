"""`balkanetup serve`, `ui`, `start`: the API, the screens, or both; `mcp`: for assistants."""

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
        from search_api.starting import show

        raise typer.Exit(show(Settings()))


def start() -> None:
    """Start the API and the user interface together, and stop both with Ctrl-C.

    Example: balkanetup start
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.starting import serve_and_show

        raise typer.Exit(serve_and_show(Settings()))


def mcp() -> None:
    """Answer an assistant over standard input and output (Model Context Protocol).

    The assistant starts this command itself. It reads the index of this machine, needs no running
    service, and writes nothing else to standard output.

    Example: balkanetup mcp
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.assistants import mcp_server
        from search_api.retrieval.index_reader import IndexReader

        settings = Settings()
        mcp_server(settings, IndexReader(settings)).run("stdio")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (serve, ui, start, mcp):
        app.command()(command)
