"""`balkanetup resource`: show everything about one resource, and correct it."""

from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import JsonFlag, say, say_json, told_to_people

if TYPE_CHECKING:  # heavy: imported inside the commands
    from indexer.catalogue.resource_facts import Fact, Facts
    from indexer.run.edit import Change

app = typer.Typer(help="Show and correct single resources.", no_args_is_help=True)

ResourceId = Annotated[str, typer.Argument(help="The id that `search` prints.")]
_Text = Annotated[str | None, typer.Option()]


@app.command()
def show(resource_id: ResourceId, as_json: JsonFlag = False) -> None:
    """Print everything known of a resource and where each value came from.

    Example: balkanetup resource show silent-large-lecture
    """
    with told_to_people():
        from indexer.catalogue import Catalogue
        from indexer.catalogue.resource_facts import facts_of
        from indexer.settings import Settings

        facts = facts_of(Catalogue.open(Settings().data_dir), resource_id)
        _print(facts, as_json)


@app.command()
def edit(
    resource_id: ResourceId,
    title: _Text = None,
    author: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    institution: _Text = None,
    year: _Text = None,
    language: Annotated[str | None, typer.Option(help="A tag: en, sq, sr-Cyrl.")] = None,
    discipline: Annotated[
        list[str] | None, typer.Option(help="ISCED-F code or name; may be repeated.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Type of resource.")] = None,
    strategy: Annotated[
        list[str] | None, typer.Option(help="Teaching strategy; may be repeated.")
    ] = None,
    class_size: _Text = None,
    mode: _Text = None,
    cycle: _Text = None,
    minutes: Annotated[str | None, typer.Option(help="Contact time: 90, 1.5 h.")] = None,
    licence: Annotated[str | None, typer.Option(help="SPDX identifier: CC-BY-4.0.")] = None,
    doi: _Text = None,
    keyword: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    abstract: _Text = None,
    translation_of: Annotated[str | None, typer.Option(help="Id of the original.")] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(help="FIELD is to stay empty, whatever the file says; may be repeated."),
    ] = None,
    revert: Annotated[
        list[str] | None,
        typer.Option(help="Take back the correction of FIELD; may be repeated."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Correct what is known of a resource. Corrections win over the file and survive indexing.

    Example: balkanetup resource edit silent-large-lecture --discipline 0541 --year 2025
    """
    given = {
        "title": title,
        "authors": author,
        "institution": institution,
        "year": year,
        "language": language,
        "disciplines": discipline,
        "type": type_,
        "strategies": strategy,
        "class_size": class_size,
        "mode": mode,
        "cycle": cycle,
        "minutes": minutes,
        "licence": licence,
        "doi": doi,
        "keywords": keyword,
        "abstract": abstract,
        "translation_of": translation_of,
    }
    with told_to_people():
        change = _change(
            {name: value for name, value in given.items() if value not in (None, [])}, unset, revert
        )
        _print(_edited(resource_id, change), as_json)


def _change(
    given: dict[str, object], unset: list[str] | None, revert: list[str] | None
) -> "Change":
    """Return what the options ask for. Raises UsageError where they make no sense."""
    from indexer.errors import UsageError
    from indexer.metadata.corrections import field_named, nothing, understood
    from indexer.run.edit import Change

    empty = [field_named(name) for name in unset or []]
    back = frozenset(field_named(name) for name in revert or [])
    named = [*given, *empty, *back]
    if not named:
        cure = "Name a field: --title, --discipline ...; balkanetup resource edit --help"
        raise UsageError("There is nothing to correct.", cure=cure)
    if twice := {name for name in named if named.count(name) > 1}:
        raise UsageError(f"{min(twice)} is given twice.", cure="Name each field once.")
    return Change(understood(given) | {name: nothing(name) for name in empty}, back)


def _edited(resource_id: str, change: "Change") -> "Facts":
    """Make the change and publish it, so that it is in the next copy of the index too."""
    from indexer.catalogue import Catalogue
    from indexer.catalogue.resource_facts import facts_of
    from indexer.commands.inspecting import publish_if_needed
    from indexer.encoding import load_encoder
    from indexer.run.edit import edit as correct
    from indexer.run.edit import known
    from indexer.settings import Settings
    from indexer.storage import lock

    settings = Settings()
    known(Catalogue.open(settings.data_dir), resource_id)  # NoIndex, NotFound: nothing is made
    with lock.writing(settings.data_dir) as catalogue:
        correct(catalogue, resource_id, change, lambda: load_encoder(settings))
        publish_if_needed(catalogue, settings.data_dir)
        return facts_of(catalogue, resource_id)


def _print(facts: "Facts", as_json: bool) -> None:
    from indexer.catalogue.resource_facts import as_json as to_json
    from indexer.metadata.proposals import FIELDS
    from indexer.taxonomy import load

    if as_json:
        say_json(to_json(facts))
        return
    one = facts.resource
    say(f"{one.metadata.title or one.path}  [{one.id}]")
    pages = f", {one.page_count} pages" if one.page_count else ""
    say(f"  {one.root}/{one.path}")
    say(f"  {one.media_type}{pages}, {one.passage_count} passages, {one.outcome}, {one.added}")
    if facts.notes:
        say(f"  note: {facts.notes}")
    say(f"  passages by language: {', '.join(f'{k} {n}' for k, n in facts.languages.items())}")
    for fact in facts.facts:
        say(_line(fact))
    for each in facts.proposals:
        term = f"{each.concept_id} ({load(each.vocabulary).label(each.concept_id)})"
        say(f"  {FIELDS[each.vocabulary]:14} {term}  (proposed, confidence {each.confidence:.2f})")
        say(f"  {'':14} as it says: {each.evidence}")
    if facts.versions:
        say(f"Versions of the work [{facts.work}]")
    for version in facts.versions:
        kind = f"{version.relation:11} {version.language or '?':8} {version.media_type}"
        say(f"  {kind}  {version.title}  [{version.id}]")


def _line(fact: "Fact") -> str:
    from indexer.catalogue.resource_facts import shown

    line = f"  {fact.field:14} {shown(fact.field, fact.value)}  ({fact.source})"
    if fact.instead_of is None:
        return line
    was = fact.instead_of
    return f"{line}, instead of: {shown(fact.field, was.value)} ({was.source or 'not known'})"
