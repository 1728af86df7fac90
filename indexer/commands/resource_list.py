"""`balkanetup resource list` and `unknown`: all resources in a table, and what is unknown of them.

The table is a manifest: put right in a spreadsheet and saved as manifest.csv in the folder, it
describes the files from then on. That is how many resources are corrected at once.
"""

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
    from indexer.domain import Resource
    from indexer.metadata.fields import Field


def list_all(
    where: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="FACET=VALUE, e.g. language=sq; may be repeated."),
    ] = None,
    lacking: Annotated[
        list[str] | None,
        typer.Option(help="Only resources whose FIELD is unknown, e.g. year; may be repeated."),
    ] = None,
    csv: CsvFile = None,
    as_json: JsonFlag = False,
) -> None:
    """List all resources with what is known of them, by title.

    Example: balkanetup resource list --filter language=sq --lacking discipline
    To describe many at once: balkanetup resource list --csv manifest.csv
    """
    with errors_as_exit_codes():
        from indexer.metadata.corrections import field_named
        from indexer.metadata.unknown import lacks

        fields = [field_named(name) for name in lacking or []]
        chosen = [
            resource
            for resource in _resources(_filters(where or []))
            if all(lacks(resource.metadata, field) for field in fields)
        ]
        if csv is not None:
            _write(chosen, csv)
    if csv is not None and str(csv) != "-":
        print_line(f"{csv}: {len(chosen)} resources.")
    elif csv is None and as_json:
        print_json([_as_dict(resource) for resource in chosen])
    elif csv is None:
        _show(chosen)
    if not chosen:
        raise typer.Exit(NO_MATCH)


def unknown(as_json: JsonFlag = False) -> None:
    """Count the resources of which a field is unknown, for every field.

    Example: balkanetup resource unknown
    """
    with errors_as_exit_codes():
        from indexer.metadata.unknown import count_unknown

        every = _resources({})
        counts = count_unknown(resource.metadata for resource in every)
    if as_json:
        print_json({"resources": len(every), "unknown": counts})
        return
    for name, count in counts.items():
        print_line(f"{name:15} {count:6} of {len(every)}")
    print_line("Which they are: balkanetup resource list --lacking FIELD")


def _resources(filters: dict[str, set[str]]) -> "list[Resource]":
    """Return the resources that have any of the values of each facet, by title."""
    from contextlib import closing

    from indexer.catalogue import Catalogue, resources
    from indexer.settings import Settings

    with closing(Catalogue.open(Settings().data_dir)) as catalogue:
        every = resources.several(catalogue)
    return [
        resource
        for resource in every
        if all(_values(resource, facet) & values for facet, values in filters.items())
    ]


def _values(resource: "Resource", facet: str) -> set[str]:
    from indexer.metadata.facets import facet_values

    return {value for name, value in facet_values(resource.metadata, ()) if name == facet}


def _filters(pairs: Sequence[str]) -> dict[str, set[str]]:
    """Return `facet=value` pairs by facet. Raises UsageError for what is no facet."""
    from indexer.errors import UsageError
    from indexer.metadata.facets import FACETS

    filters: dict[str, set[str]] = {}
    for pair in pairs:
        facet, _, value = pair.partition("=")
        if facet not in FACETS or not value:
            cure = f"Write FACET=VALUE; facets are {', '.join(FACETS)}."
            raise UsageError(f"{pair!r} is no filter.", cure=cure)
        filters.setdefault(facet, set()).add(value)
    return filters


def _fields() -> "list[Field]":
    """Return the fields that a maintainer can fill in, in order."""
    from indexer.metadata.fields import FIELDS

    return [field for field in FIELDS if field.option]


def _as_dict(resource: "Resource") -> dict[str, object]:
    values = {field.name: getattr(resource.metadata, field.name) for field in _fields()}
    place = {"id": resource.id, "folder": resource.root, "path": resource.path}
    return {**place, "passages": resource.passage_count, **values}


def _write(chosen: "Sequence[Resource]", file: Path) -> None:
    """Write the table with the columns of a manifest, and the ids for people to find them by."""
    from indexer.commands.tables import write_csv

    fields = _fields()
    rows = [
        [resource.path, resource.id, *(_cell(resource, field.name) for field in fields)]
        for resource in chosen
    ]
    write_csv(["file", "resource", *(field.keys[0] for field in fields)], rows, file)


def _cell(resource: "Resource", field: str) -> object:
    value = getattr(resource.metadata, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else value


def _show(chosen: "Sequence[Resource]") -> None:
    for resource in chosen:
        metadata = resource.metadata
        short = (metadata.language, metadata.year, metadata.type, *metadata.disciplines[:1])
        facts = ", ".join(str(value) for value in short if value is not None)
        print_line(f"{metadata.title or resource.path}  [{resource.id}]")
        print_line(f"  {facts or 'nothing is known of it'}  {resource.path}")
    print_line(f"{len(chosen)} resources.")


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.command("list")(list_all)
    parent.command()(unknown)
