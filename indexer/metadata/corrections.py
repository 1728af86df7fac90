"""What a maintainer puts right in the description of a resource. Pure.

A correction belongs to a file, not to one reading of it. It wins over everything the file, its
sidecar and the manifest say, whenever the file is read again. A field can be corrected to a
value, or to nothing: a wrong author is better unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.domain import Metadata
from indexer.errors import UsageError
from indexer.metadata import fields
from indexer.metadata.concepts import concept_id, resolve
from indexer.metadata.fields import Field
from indexer.metadata.values import BadValueError, is_nothing

SOURCE = "correction"
# The fields that can be corrected, by name.
FIELDS = {field.name: field for field in fields.FIELDS if field.option}


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where it was said. `source` is empty where nothing is known."""

    value: Any
    source: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The corrected fields of one file. An empty value (None or ()) means: stays empty."""

    values: Mapping[str, Any] = field(default_factory=dict)


UNCORRECTED = Correction()


def field_named(name: str) -> str:
    """Return the field that a person calls `name`: author, authors, class-size ..."""
    plain = name.strip().lower().replace("-", "_")
    for correctable in FIELDS.values():
        if plain in (correctable.name, correctable.option):
            return correctable.name
    raise UsageError(
        f"There is no field {name!r} to correct.",
        cure=f"Use {', '.join(_typed(field) for field in FIELDS.values())}.",
        field=name,
    )


def understood(typed: Mapping[str, object]) -> dict[str, Any]:
    """Return what a person typed, by field of `Metadata`, as values of these fields.

    Concepts may be given by id or by name, in any language. Raises UsageError that names the
    field, what is wrong, and the nearest concepts.
    """
    return {name: _value(FIELDS[name], text) for name, text in typed.items()}


def _value(field: Field, typed: object) -> Any:
    try:
        value, unknown = resolve(field, field.parse(_by_id(field, typed)))
    except BadValueError as bad:
        message, cure = bad.args
        raise UsageError(message, cure=cure, field=field.option) from bad
    for part in unknown:
        raise UsageError(part.message, cure=part.cure, field=field.option)
    if value in (None, ()):
        raise _says_nothing(field)
    return value


def apply(
    metadata: Metadata, provenance: Mapping[str, str], correction: Correction
) -> tuple[Metadata, dict[str, str], dict[str, Said]]:
    """Return the corrected metadata and provenance, and what was there instead, by field."""
    instead_of = {
        name: Said(getattr(metadata, name), provenance.get(name, "")) for name in correction.values
    }
    sources = dict(provenance) | dict.fromkeys(correction.values, SOURCE)
    return replace(metadata, **correction.values), sources, instead_of


def take_back(
    metadata: Metadata, provenance: Mapping[str, str], instead_of: Mapping[str, Said]
) -> tuple[Metadata, dict[str, str]]:
    """Return metadata and provenance as they were before these fields were corrected."""
    values = {name: said.value for name, said in instead_of.items()}
    sources = {name: source for name, source in provenance.items() if name not in instead_of}
    sources |= {name: said.source for name, said in instead_of.items() if said.source}
    return replace(metadata, **values), sources


def _by_id(field: Field, typed: object) -> object:
    """Return `typed` with ids for the names of concepts, as far as they are known."""
    if is_nothing(typed):
        raise _says_nothing(field)
    if not field.concept:
        return typed
    parts = typed if isinstance(typed, list | tuple) else [typed]
    ids = [concept_id(field, str(part)) or str(part) for part in parts]
    return ids if isinstance(typed, list | tuple) else ids[0]


def _says_nothing(field: Field) -> UsageError:
    cure = f"Write a value, or use --unset {_typed(field)}."
    return UsageError("This says nothing.", cure=cure, field=field.option)


def _typed(field: Field) -> str:
    return field.option.replace("_", "-")
