"""`balkanetup vocab`: show the vocabularies and check them."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from indexer.taxonomy.check import check
from indexer.taxonomy.vocabulary import NAMES, Concept, Vocabulary, load, name_key

app = typer.Typer(help="Show and check the controlled vocabularies.")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]


@app.callback(invoke_without_command=True)
def list_vocabularies(context: typer.Context, as_json: AsJson = False) -> None:
    """List the vocabularies, when no other command is given."""
    if context.invoked_subcommand is not None:
        return
    rows = [(name, load(name).title, len(load(name))) for name in NAMES]
    if as_json:
        _write([{"name": name, "title": title, "concepts": n} for name, title, n in rows])
        return
    _table(["name", "title", "concepts"], [(name, title, str(n)) for name, title, n in rows])


@app.command()
def show(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(NAMES)}.")],
    language: Annotated[str, typer.Option(help="Language of the labels, e.g. sq or sr-Cyrl.")] = "",
    find: Annotated[
        str, typer.Option(help="Only concepts with this in their id or a name, in any language.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show the concepts of one vocabulary, in one language or with all their labels as JSON.

    Example: balkanetup vocab show isced_f --find nurs
    """
    if name not in NAMES:
        typer.echo(f"No vocabulary is called {name!r}. Choose of: {', '.join(NAMES)}.", err=True)
        raise typer.Exit(2)
    vocabulary = load(name)
    concepts = [concept for concept in vocabulary if _has(concept, find)]
    if not concepts:
        cure = f"All are shown by: balkanetup vocab show {name}"
        typer.echo(f"No concept of {name} has {find!r} in its names. {cure}", err=True)
        raise typer.Exit(1)
    if as_json:
        _write([_as_json(concept, vocabulary, language) for concept in concepts])
        return
    tag = language or "en"
    rows = [
        (
            "  " * len(vocabulary.ancestors(concept.id)) + concept.id,
            vocabulary.label(concept.id, tag),
            ", ".join(concept.synonyms.get(tag, ())),
        )
        for concept in concepts
    ]
    _table(["id", "label", "synonyms"], rows)


def _has(concept: Concept, words: str) -> bool:
    """Whether a concept has `words` in its id or one of its names, however they are written."""
    names = (name for language in concept.labels for name in concept.names(language))
    return any(name_key(words) in name_key(name) for name in (concept.id, *names))


@app.command("check")
def check_vocabularies(as_json: AsJson = False) -> None:
    """Look for missing labels, ids and names that stand twice, unknown parents, wrong letters."""
    findings = check()
    if as_json:
        fields = ("vocabulary", "line", "concept", "what", "cure")
        _write([{field: getattr(finding, field) for field in fields} for finding in findings])
    else:
        for finding in findings:
            typer.echo(str(finding))
        typer.echo(f"{len(findings)} findings in {len(NAMES)} vocabularies.", err=True)
    if findings:
        raise typer.Exit(1)


def _as_json(concept: Concept, vocabulary: Vocabulary, language: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": concept.id, "parent": concept.parent, "uri": concept.uri}
    if language:
        entry["label"] = vocabulary.label(concept.id, language)
        entry["synonyms"] = list(concept.synonyms.get(language, ()))
    else:
        entry["labels"] = dict(concept.labels)
        entry["synonyms"] = {tag: list(names) for tag, names in concept.synonyms.items()}
    return entry | {"definition": concept.definition, **concept.details}


def _write(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _table(columns: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="vocab")
