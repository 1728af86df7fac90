"""`balkanetup resource`: show everything about one resource, and correct it."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands import resource_list
from indexer.commands.console import JsonFlag, errors_as_exit_codes, print_json, print_line
from indexer.commands.field_options import with_field_options

if TYPE_CHECKING:  # heavy: imported inside the commands
    from indexer.catalogue.resource_facts import Fact, Facts
    from indexer.run.edit import Change

app = typer.Typer(help="Show and correct single resources.", no_args_is_help=True)

ResourceId = Annotated[str, typer.Argument(help="The id that `search` and `list` print.")]
ResourceIds = Annotated[
    list[str], typer.Argument(help="The ids that `search` and `list` print; all get the same.")
]
resource_list.register(app)


@app.command()
def show(resource_id: ResourceId, as_json: JsonFlag = False) -> None:
    """Print everything known of a resource and where each value came from.

    Example: balkanetup resource show silent-large-lecture
    """
    with errors_as_exit_codes():
        from indexer.catalogue import Catalogue
        from indexer.catalogue.resource_facts import facts_of
        from indexer.settings import Settings

        facts = facts_of(Catalogue.open(Settings().data_dir), resource_id)
        _print(facts, as_json)


@app.command()
@with_field_options
def edit(
    resource_id: ResourceIds,
    *,
    unset: Annotated[
        list[str] | None,
        typer.Option(help="FIELD is to stay empty, whatever the file says; may be repeated."),
    ] = None,
    revert: Annotated[
        list[str] | None,
        typer.Option(help="Take back the correction of FIELD; may be repeated."),
    ] = None,
    as_json: JsonFlag = False,
    **typed: str | list[str] | None,
) -> None:
    """Correct what is known of resources. Corrections win over the file and survive indexing.

    Example: balkanetup resource edit silent-large-lecture --discipline 0541 --year 2025
    Several at once: balkanetup resource edit soil-1 soil-2 --institution "University of Tuzla"
    """
    given = {name: text for name, text in typed.items() if text not in (None, [])}
    with errors_as_exit_codes():
        change = _change(given, unset, revert)
        corrected = _edited(list(dict.fromkeys(resource_id)), change)
        if as_json and len(corrected) > 1:
            from indexer.catalogue.resource_facts import as_json as to_json

            print_json([to_json(facts) for facts in corrected])
            return
        for facts in corrected:
            _print(facts, as_json)


def _change(
    given: Mapping[str, object], unset: list[str] | None, revert: list[str] | None
) -> "Change":
    """Return what the options ask for. Raises UsageError where they make no sense."""
    from indexer.errors import UsageError
    from indexer.metadata.corrections import FIELDS, field_named, understood
    from indexer.run.edit import Change

    empty = [field_named(name) for name in unset or []]
    back = frozenset(field_named(name) for name in revert or [])
    named = [*given, *empty, *back]
    if not named:
        cure = "Name a field: --title, --discipline ...; balkanetup resource edit --help"
        raise UsageError("There is nothing to correct.", cure=cure)
    if twice := {name for name in named if named.count(name) > 1}:
        raise UsageError(f"{min(twice)} is given twice.", cure="Name each field once.")
    return Change(understood(given) | {name: FIELDS[name].empty for name in empty}, back)


def _edited(ids: Sequence[str], change: "Change") -> "list[Facts]":
    """Make the change and publish it, so that it is in the next copy of the index too."""
    from indexer.catalogue import Catalogue, resources
    from indexer.catalogue.resource_facts import facts_of
    from indexer.commands.inspecting import publish_if_needed
    from indexer.encoding import load_encoder
    from indexer.run.edit import edit as correct
    from indexer.settings import Settings
    from indexer.storage import lock

    settings = Settings()
    # Raises NoIndex or NotFound before anything is made.
    with closing(Catalogue.open(settings.data_dir)) as catalogue:
        for resource_id in ids:
            resources.existing(catalogue, resource_id)
    with lock.writing(settings.data_dir) as catalogue:
        for resource_id in ids:
            correct(catalogue, resource_id, change, lambda: load_encoder(settings))
        publish_if_needed(catalogue, settings)
        return [facts_of(catalogue, resource_id) for resource_id in ids]


def _print(facts: "Facts", as_json: bool) -> None:
    from indexer.catalogue.resource_facts import as_json as to_json
    from indexer.metadata.proposals import FIELDS
    from indexer.taxonomy import load

    if as_json:
        print_json(to_json(facts))
        return
    resource = facts.resource
    pages = f", {resource.page_count} pages" if resource.page_count else ""
    read = f"{resource.passage_count} passages, {resource.outcome}, {resource.added}"
    print_line(f"{resource.metadata.title or resource.path}  [{resource.id}]")
    print_line(f"  {resource.root}/{resource.path}")
    print_line(f"  {resource.media_type}{pages}, {read}")
    if facts.notes:
        print_line(f"  note: {facts.notes}")
    print_line(
        f"  passages by language: {', '.join(f'{k} {n}' for k, n in facts.languages.items())}"
    )
    for fact in facts.facts:
        print_line(_line(fact))
    for proposal in facts.proposals:
        name, label = FIELDS[proposal.vocabulary].name, load(proposal.vocabulary).label
        value = f"{proposal.concept_id} ({label(proposal.concept_id)})"
        print_line(f"  {name:14} {value}  (proposed, confidence {proposal.confidence:.2f})")
        print_line(f"  {'':14} as it says: {proposal.evidence}")
    if facts.versions:
        print_line(f"Versions of the work [{facts.work}]")
    for version in facts.versions:
        kind = f"{version.relation:11} {version.language or '?':8} {version.media_type}"
        print_line(f"  {kind}  {version.title}  [{version.id}]")


def _line(fact: "Fact") -> str:
    from indexer.catalogue.resource_facts import shown

    line = f"  {fact.field:14} {shown(fact.field, fact.value)}  ({fact.source})"
    if fact.instead_of is None:
        return line
    was = fact.instead_of
    return f"{line}, instead of: {shown(fact.field, was.value)} ({was.source or 'not known'})"


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="resource")
