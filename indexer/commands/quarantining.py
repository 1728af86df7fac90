"""`balkanetup quarantine list|retry|drop`: the files that could not be read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    SOME_FAILED,
    JsonFlag,
    errors_as_exit_codes,
    print_json,
    print_line,
    print_notice,
)
from indexer.errors import NotFound, UsageError

if TYPE_CHECKING:
    from indexer.catalogue.files import FileRecord

app = typer.Typer(no_args_is_help=True, help="The files that could not be read.")

Paths = Annotated[
    list[str] | None, typer.Argument(help="As `quarantine list` prints them; all if left out.")
]


@app.command("list")
def list_all(as_json: JsonFlag = False) -> None:
    """List the files that could not be read, each with its reason and its cure.

    Example: balkanetup quarantine list
    """
    with errors_as_exit_codes():
        records = _failed()
    if as_json:
        print_json([_as_dict(root, record) for root, record in records])
        return
    for root, record in records:
        print_line(
            f"{root}/{record.path}  {record.outcome}{'  (dropped)' if record.dismissed else ''}"
        )
        print_line(f"  {record.reason}")
        print_line(f"  -> {record.cure}")
    if not records:
        print_line("No file is in quarantine.")


@app.command()
def retry(paths: Paths = None, as_json: JsonFlag = False) -> None:
    """Try to read the files again, for example after the limits were raised.

    Example: balkanetup quarantine retry
    """
    with errors_as_exit_codes():
        from indexer.commands.running import run_once, show_report
        from indexer.run.plan import Options
        from indexer.settings import Settings

        chosen = _chosen(paths)
        reports = []
        for root in dict.fromkeys(root for root, _ in chosen):
            only = frozenset(record.path for where, record in chosen if where == root)
            options = Options(retry_failed=True, only=only)
            reports.append(run_once(Path(root), Settings(), options, Event()))
        if as_json:
            print_json([report.as_dict() for report in reports])
        else:
            for report in reports:
                show_report(report, as_json=False, file=None)
        if not chosen:
            print_notice("Nothing to do:", "no file is in quarantine.")
    if any(any(report.failures()) for report in reports):
        raise typer.Exit(SOME_FAILED)


@app.command()
def drop(
    paths: Paths = None,
    every: Annotated[bool, typer.Option("--all", help="Drop all of them.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Stop reporting files that cannot be read, until they change. Nothing is deleted.

    Example: balkanetup quarantine drop scans/1998.pdf
    """
    with errors_as_exit_codes():
        from indexer.catalogue import files
        from indexer.commands.inspecting import publish_if_needed
        from indexer.settings import Settings
        from indexer.storage import lock

        if not paths and not every:
            raise UsageError("No file is named.", cure="Name files, or add --all.")
        chosen = _chosen(paths)
        settings = Settings()
        with lock.writing(settings.data_dir) as catalogue:
            with catalogue.transaction():
                for root, record in chosen:
                    files.record(catalogue, root, replace(record, dismissed=True))
            publish_if_needed(catalogue, settings)
    if as_json:
        print_json([_as_dict(root, replace(record, dismissed=True)) for root, record in chosen])
    else:
        print_line(f"{len(chosen)} files will not be reported again until they change.")


def _failed() -> list[tuple[str, "FileRecord"]]:
    from indexer.catalogue import Catalogue, files
    from indexer.settings import Settings

    return files.failed(Catalogue.open(Settings().data_dir))


def _chosen(paths: Sequence[str] | None) -> list[tuple[str, "FileRecord"]]:
    """Return the failed files that are named, all where none is. Raises NotFound for a stranger."""
    records = _failed()
    if not paths:
        return records
    for path in paths:
        if not any(path in (record.path, f"{root}/{record.path}") for root, record in records):
            cure = "See what there is with: balkanetup quarantine list"
            raise NotFound(f"{path} is not in quarantine.", cure=cure)
    return [
        (root, record)
        for root, record in records
        if {record.path, f"{root}/{record.path}"} & set(paths)
    ]


def _as_dict(root: str, record: "FileRecord") -> dict[str, object]:
    return {
        "folder": root,
        "path": record.path,
        "outcome": str(record.outcome),
        "reason": record.reason,
        "cure": record.cure,
        "dropped": record.dismissed,
    }


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="quarantine")
