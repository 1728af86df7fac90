"""`balkanetup generations list|rollback|prune`: the published copies of the index."""

from datetime import datetime
from typing import Annotated

import typer

from indexer.commands.console import JsonFlag, errors_as_exit_codes, print_json, print_line

app = typer.Typer(no_args_is_help=True, help="The published copies of the index.")


@app.command("list")
def list_all(as_json: JsonFlag = False) -> None:
    """List the published copies: which is current, what is in them, whether they are whole.

    Example: balkanetup generations list
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage import generations

        data_dir = Settings().data_dir
        current = generations.current_name(data_dir)
        whole = generations.intact(data_dir)
        rows = [_row(name, current, name in whole) for name in generations.names(data_dir)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        mark = "*" if row["current"] else " "
        state = "whole" if row["whole"] else "DAMAGED"
        print_line(
            f"{mark} {row['name']}  {row['published']}  {row['passages']:>8} passages  {state}"
        )


@app.command()
def rollback(
    name: Annotated[
        str | None, typer.Argument(help="Which one; the one before if left out.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Go back to an earlier state of the index, as it was published.

    The folder is not changed: the next `balkanetup index` applies what is in it.

    Example: balkanetup generations rollback
    """
    with errors_as_exit_codes():
        from indexer.catalogue import refuse_replica
        from indexer.errors import NotFound
        from indexer.settings import Settings
        from indexer.storage import generations, lock, repair

        settings = Settings()
        data_dir = settings.data_dir
        refuse_replica(data_dir)
        with lock.held(data_dir):
            wanted = name or generations.check_current(data_dir).previous
            if wanted not in generations.names(data_dir):
                cure = "See what there is with: balkanetup generations list"
                raise NotFound(f"There is no generation {wanted or 'before this one'}.", cure=cure)
            copy = generations.catalogue_copy(data_dir, wanted)
            published = repair.restore(data_dir, copy, settings.vector_server)
    if as_json:
        print_json({"restored": wanted, "generation": published})
    else:
        print_line(f"The index is as it was in generation {wanted}; published as {published}.")


@app.command()
def prune(
    keep: Annotated[int, typer.Option(min=2, help="How many to keep, at least 2.")] = 2,
    as_json: JsonFlag = False,
) -> None:
    """Delete older copies. The current one and the one before it always stay.

    Example: balkanetup generations prune
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage import generations, lock, publish

        settings = Settings()
        generations.current_name(settings.data_dir)
        with lock.held(settings.data_dir):
            gone = publish.prune(settings.data_dir, settings.vector_server, keep)
    if as_json:
        print_json({"deleted": gone})
    else:
        print_line(f"Deleted: {', '.join(gone) or 'nothing'}.")


def _row(name: str, current: str, whole: bool) -> dict[str, object]:
    from indexer.errors import IndexDamaged
    from indexer.settings import Settings
    from indexer.storage import generations

    data_dir = Settings().data_dir
    folder = generations.folder_of(data_dir, name)
    passages: int | None = None
    try:
        passages = generations.read_manifest(data_dir, name).count
    except IndexDamaged:
        whole = False
    return {
        "name": name,
        "current": name == current,
        "published": datetime.fromtimestamp(folder.stat().st_mtime).isoformat(timespec="seconds"),
        "passages": passages,
        "bytes": sum(file.stat().st_size for file in folder.iterdir()),
        "whole": whole,
    }


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="generations")
