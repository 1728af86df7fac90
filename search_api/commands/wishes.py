"""`balkanetup gaps` and `requests`: what the collection lacks, and what people ask for."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from indexer.commands.console import (
    NO_MATCH,
    CsvFile,
    JsonFlag,
    errors_as_exit_codes,
    print_json,
    print_line,
)
from search_api.commands.opened import opened_index

if TYPE_CHECKING:
    from search_api.schemas.gaps import GapMatrix

requests_app = typer.Typer(
    no_args_is_help=True, help="What people ask the network to write: list, publish, close, remove."
)
_LABEL = 46  # characters of a row's name


Dimension = Literal["discipline", "strategy", "language", "institution"]
RequestId = Annotated[str, typer.Argument(help="As `requests list` prints it.")]


def gaps(
    rows: Annotated[Dimension, typer.Option(help="What a row is.")] = "discipline",
    columns: Annotated[Dimension, typer.Option(help="What a column is.")] = "strategy",
    full: Annotated[bool, typer.Option(help="Each strategy, not families of them.")] = False,
    csv_file: CsvFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Count works by two dimensions, and say what nobody has written.

    Example: balkanetup gaps --rows language --columns discipline
    """
    with errors_as_exit_codes():
        from indexer.commands.tables import write_csv
        from indexer.settings import Settings
        from search_api import statistics
        from search_api.network.gaps import gaps as gaps_of
        from search_api.presenters import gaps as gap_presenters

        settings = Settings()
        counts = statistics.read(settings.data_dir) if settings.statistics else {}
        dimensions = (rows, columns)
        with opened_index() as searcher:
            lacking = gaps_of(searcher.catalogue, counts, dimensions, "full" if full else "broad")
        shown = gap_presenters.matrix(lacking, dimensions, counts)
        if csv_file is not None:
            head, *body = gap_presenters.cells(shown)
            write_csv([str(cell) for cell in head], body, csv_file)
    if as_json:
        print_json(shown.model_dump())
    elif csv_file is None:
        _print(shown)


def _print(shown: "GapMatrix") -> None:
    """Print the matrix with numbered columns, which any terminal has room for, and their names."""
    numbers = "".join(f"{number:>5}" for number in range(1, len(shown.columns) + 1))
    print_line(f"{'':{_LABEL}}{'works':>6}{'in vain':>9} {numbers}")
    for line, cells in zip(shown.rows, shown.cells, strict=True):
        counts = "".join(f"{many or '·':>5}" for many in cells)
        label = line.label if len(line.label) < _LABEL else f"{line.label[: _LABEL - 2]}…"
        print_line(f"{label:{_LABEL}}{line.works:>6}{line.unanswered or '':>9} {counts}")
    for number, column in enumerate(shown.columns, start=1):
        vain = f", asked for in vain: {column.unanswered}" if column.unanswered else ""
        print_line(f"{number:>5}  {column.label}: {column.works}{vain}")
    for missing in shown.write_next:
        print_line(
            f"Nobody has: {missing.row.label} with {missing.column.label} "
            f"(expected {missing.expected})"
        )


@requests_app.command("list")
def list_requests(as_json: JsonFlag = False) -> None:
    """List all requests, also those that wait to be published.

    Example: balkanetup requests list
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.network import requests
        from search_api.network.directory import directory_of
        from search_api.presenters import gaps as gap_presenters

        with opened_index() as searcher:
            answers = directory_of(searcher.catalogue).answers
        kept = requests.answered_by(requests.every(Settings().data_dir), answers)
    if as_json:
        print_json([gap_presenters.request(it, "en").model_dump() for it in kept])
    for request in () if as_json else kept:
        by = f" by {', '.join(request.answers)}" if request.answers else ""
        print_line(f"{request.id}  {request.state}{by}  {request.received[:10]}  {request.text}")
    if not kept:
        print_line("There is no request.")
        raise typer.Exit(NO_MATCH)


@requests_app.command()
def publish(request_id: RequestId) -> None:
    """Show a request to everybody; open one again that was closed.

    Example: balkanetup requests publish r-7k2m9q4x
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.network import requests

        requests.publish(Settings().data_dir, request_id)
    print_line(f"{request_id} is open.")


@requests_app.command()
def close(
    request_id: RequestId,
    answers: Annotated[
        list[str] | None, typer.Argument(help="Ids of the resources that answer it.")
    ] = None,
) -> None:
    """Close a request, with the resources that answer it.

    Example: balkanetup requests close r-7k2m9q4x peer-instruction-first-year-physics
    """
    with errors_as_exit_codes():
        from indexer.catalogue import resources
        from indexer.settings import Settings
        from search_api.network import requests

        if answers:
            with opened_index() as searcher:
                for name in answers:
                    resources.existing(searcher.catalogue, name)
        requests.close(Settings().data_dir, request_id, answers or [])
    print_line(f"{request_id} is answered.")


@requests_app.command()
def remove(request_id: RequestId) -> None:
    """Delete a request; nothing of it stays.

    Example: balkanetup requests remove r-7k2m9q4x
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.network import requests

        requests.remove(Settings().data_dir, request_id)
    print_line(f"{request_id} is removed.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(gaps)
    app.add_typer(requests_app, name="requests")
