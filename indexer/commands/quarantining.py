"""`balkanetup quarantine list|retry|drop`: the files that could not be read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import SOME_FAILED, JsonFlag, say, say_json, tell, told_to_people
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
    with told_to_people():
        found = _failed()
    if as_json:
        say_json([_as_dict(root, one) for root, one in found])
        return
    for root, one in found:
        say(f"{root}/{one.path}  {one.outcome}{'  (dropped)' if one.dismissed else ''}")
        say(f"  {one.reason}")
        say(f"  -> {one.cure}")
    if not found:
        say("No file is in quarantine.")


@app.command()
def retry(paths: Paths = None, as_json: JsonFlag = False) -> None:
    """Try to read the files again, for example after the limits were raised.

    Example: balkanetup quarantine retry
    """
    with told_to_people():
        from indexer.commands.running import run_once, show_report
        from indexer.run.plan import Options
        from indexer.settings import Settings

        chosen = _chosen(paths)
        reports = []
        for root in dict.fromkeys(root for root, _ in chosen):
            only = frozenset(one.path for where, one in chosen if where == root)
            options = Options(retry_failed=True, only=only)
            reports.append(run_once(Path(root), Settings(), options, Event()))
        if as_json:
            say_json([one.as_dict() for one in reports])
        else:
            for one in reports:
                show_report(one, as_json=False, file=None)
        if not chosen:
            tell("Nothing to do:", "no file is in quarantine.")
    if any(any(one.failures()) for one in reports):
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
    with told_to_people():
        from indexer.catalogue import files
        from indexer.commands.inspecting import publish_if_needed
        from indexer.settings import Settings
        from indexer.storage import lock

        if not paths and not every:
            raise UsageError("No file is named.", cure="Name files, or add --all.")
        chosen = _chosen(paths)
        with lock.writing(Settings().data_dir) as catalogue:
            with catalogue.transaction():
                for root, one in chosen:
                    files.record(catalogue, root, replace(one, dismissed=True))
            publish_if_needed(catalogue, Settings().data_dir)
    if as_json:
        say_json([_as_dict(root, replace(one, dismissed=True)) for root, one in chosen])
    else:
        say(f"{len(chosen)} files will not be reported again until they change.")


def _failed() -> list[tuple[str, "FileRecord"]]:
    from indexer.catalogue import Catalogue, files
    from indexer.settings import Settings

    return files.failed(Catalogue.open(Settings().data_dir))


def _chosen(paths: Sequence[str] | None) -> list[tuple[str, "FileRecord"]]:
    """Return the failed files that are named, all where none is. Raises NotFound for a stranger."""
    found = _failed()
    if not paths:
        return found
    for path in paths:
        if not any(path in (one.path, f"{root}/{one.path}") for root, one in found):
            cure = "See what there is with: balkanetup quarantine list"
            raise NotFound(f"{path} is not in quarantine.", cure=cure)
    return [(root, one) for root, one in found if {one.path, f"{root}/{one.path}"} & set(paths)]


def _as_dict(root: str, one: "FileRecord") -> dict[str, object]:
    return {
        "folder": root,
        "path": one.path,
        "outcome": str(one.outcome),
        "reason": one.reason,
        "cure": one.cure,
        "dropped": one.dismissed,
    }


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="quarantine")
