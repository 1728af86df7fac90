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
from indexer.metadata import terms
from indexer.metadata.describe import describe

SOURCE = "correction"
# The field of `Metadata` -> the key that `describe` understands, which is also the option's name.
FIELDS = {
    "title": "title",
    "authors": "author",
    "institution": "institution",
    "year": "year",
    "language": "language",
    "disciplines": "discipline",
    "type": "type",
    "strategies": "strategy",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
    "minutes": "minutes",
    "licence": "licence",
    "doi": "doi",
    "keywords": "keywords",
    "abstract": "abstract",
    "translation_of": "translation_of",
}
_NOTHING = Metadata()


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
    for ours, key in FIELDS.items():
        if plain in (ours, key) or f"{plain}s" == ours:
            return ours
    raise UsageError(
        f"There is no field {name!r} to correct.",
        cure=f"Use {', '.join(key.replace('_', '-') for key in FIELDS.values())}.",
        field=name,
    )


def understood(given: Mapping[str, object]) -> dict[str, Any]:
    """Return what a person typed, by field of `Metadata`, as values of these fields.

    Terms of vocabularies may be given by code or by name, in any language. Raises UsageError
    that names the field, what is wrong, and the nearest terms.
    """
    asked = {FIELDS[name]: _by_code(name, value) for name, value in given.items()}
    metadata, findings = describe(asked)
    for finding in findings:
        raise UsageError(finding.message, cure=finding.cure, field=finding.field)
    values: dict[str, Any] = {}
    for name in given:
        values[name], unknown = terms.known(name, getattr(metadata, name))
        for problem in unknown:
            raise UsageError(problem.message, cure=problem.cure, field=FIELDS[name])
        if values[name] in (None, ()):
            cure = f"Write a value, or use --unset {FIELDS[name].replace('_', '-')}."
            raise UsageError("This says nothing.", cure=cure, field=FIELDS[name])
    return values


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


def nothing(name: str) -> Any:
    """Return what `name` is when it is empty: None, or ()."""
    return getattr(_NOTHING, name)


def _by_code(name: str, value: object) -> object:
    """Return `value` with the names of terms replaced by their ids, as far as they are known."""
    if name not in terms.VOCABULARIES:
        return value
    parts = value if isinstance(value, list | tuple) else [value]
    codes = [terms.term(name, str(part)) or str(part) for part in parts]
    return codes if isinstance(value, list | tuple) else codes[0]
