"""An option of the command line for every field of `Metadata` that can be corrected."""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from indexer.metadata.fields import FIELDS, Field
from indexer.taxonomy import load

_FEW = 6  # values that a help text names all


def with_field_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command`, which takes them as keyword arguments, an option for every such field.

    The options come after the arguments of the command and before its own options.
    """
    parameters = signature(command).parameters.values()
    arguments = [it for it in parameters if it.kind is it.POSITIONAL_OR_KEYWORD]
    options = [it for it in parameters if it.kind is it.KEYWORD_ONLY]
    every = [*arguments, *(_option(field) for field in FIELDS if field.option), *options]
    command.__signature__ = signature(command).replace(parameters=every)  # type: ignore[attr-defined]  # typer reads it
    command.__annotations__ = {it.name: it.annotation for it in every} | {"return": None}
    return command


def _values(field: Field) -> str:
    """Return which values a field takes: all of them where they are few, else who lists them."""
    if not field.vocabulary:
        return ""
    vocabulary = load(field.vocabulary)
    if len(vocabulary) <= _FEW:
        return f"One of: {', '.join(concept.id for concept in vocabulary)}."
    return f"Find it: balkanetup vocab show {field.vocabulary} --find WORD"


def _option(field: Field) -> Parameter:
    kind: Any = list[str] if field.many else str
    said = f"{field.help}; may be repeated." if field.many else field.help
    option = typer.Option(
        "--" + field.option.replace("_", "-"), help=f"{said} {_values(field)}".strip()
    )
    annotation = Annotated[kind | None, option]
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
