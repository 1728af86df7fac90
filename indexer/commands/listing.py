"""`balkanetup files`: every file of the indexed folders, and what became of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    NO_MATCH,
    CsvFile,
    JsonFlag,
    errors_as_exit_codes,
    print_json,
    print_line,
)

if TYPE_CHECKING:
    from indexer.catalogue.files import ListedFile


def files(
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", "-o", help="Only files that ended so; may be repeated."),
    ] = None,
    folder: Annotated[
        str | None, typer.Option(help="Only files in this folder, or folder inside one.")
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only files that could not be read.")
    ] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Only files of which there is something to say.")
    ] = False,
    csv: CsvFile = None,
    as_json: JsonFlag = False,
) -> None:
    """List all files with their outcome, the notes of the run that read them, and the cures.

    Example: balkanetup files --outcome partial --outcome empty
    For colleagues: balkanetup files --failed --csv to-mend.csv
    """
    with errors_as_exit_codes():
        chosen = [
            file
            for file in _listed()
            if (not outcome or file.record.outcome in _outcomes(outcome))
            and (folder is None or _is_in(file, folder))
            and (not failed or file.record.failed)
            and (not notes or file.record.reason)
        ]
        if csv is not None:
            _write(chosen, csv)
    if csv is not None and str(csv) != "-":
        print_line(f"{csv}: {len(chosen)} files.")
    elif csv is None and as_json:
        print_json([_as_dict(file) for file in chosen])
    elif csv is None:
        _show(chosen)
    if not chosen:
        raise typer.Exit(NO_MATCH)


def _listed() -> "list[ListedFile]":
    from contextlib import closing

    from indexer.catalogue import Catalogue
    from indexer.catalogue.files import listing
    from indexer.settings import Settings

    with closing(Catalogue.open(Settings().data_dir)) as catalogue:
        return listing(catalogue)


def _outcomes(names: Sequence[str]) -> set[str]:
    """Return the outcomes that are named. Raises UsageError for a name that is none."""
    from indexer.domain import Outcome
    from indexer.errors import UsageError

    for name in names:
        if name not in list(Outcome):
            cure = f"Use one of: {', '.join(Outcome)}."
            raise UsageError(f"There is no outcome {name!r}.", cure=cure, field="outcome")
    return set(names)


def _is_in(file: "ListedFile", folder: str) -> bool:
    """Whether a file is below `folder`: a path of this machine, or one inside an indexed folder."""
    inside = folder.strip("/")
    whole = f"{file.root}/{file.record.path}"
    wanted = str(Path(folder).expanduser().resolve())
    return whole.startswith(f"{wanted}/") or file.record.path.startswith(f"{inside}/")


def _as_dict(file: "ListedFile") -> dict[str, object]:
    record = file.record
    return {
        "folder": file.root,
        "path": record.path,
        "outcome": str(record.outcome),
        "note": record.reason,
        "cure": record.cure,
        "dropped": record.dismissed,
        "resource": file.resource,
        "title": file.title,
        "passages": file.passages,
        "bytes": record.size,
        "checked": file.checked,
    }


def _write(chosen: "Sequence[ListedFile]", file: Path) -> None:
    from indexer.commands.tables import write_csv

    rows = [_as_dict(entry) for entry in chosen]
    for row in rows:
        row["dropped"] = "yes" if row["dropped"] else ""
    columns = (
        *("folder", "path", "outcome", "note", "cure", "dropped", "resource", "title"),
        *("passages", "bytes", "checked"),
    )
    write_csv(columns, [[row[name] for name in columns] for row in rows], file)


def _show(chosen: "Sequence[ListedFile]") -> None:
    """Print the files by folder, what is to be said of each below it, and how many there are."""
    roots = list(dict.fromkeys(file.root for file in chosen))
    for root in roots:
        print_line(f"{root}:")
        for file in (file for file in chosen if file.root == root):
            dropped = "  (dropped)" if file.record.dismissed else ""
            print_line(f"  {file.record.outcome:11} {file.record.path}{dropped}")
            if file.record.reason:
                print_line(f"              {file.record.reason}")
            if file.record.cure:
                print_line(f"              -> {file.record.cure}")
    counts: dict[str, int] = {}
    for file in chosen:
        counts[file.record.outcome] = counts.get(file.record.outcome, 0) + 1
    numbers = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    print_line(f"{len(chosen)} files{f': {numbers}' if numbers else ''}.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(files)
