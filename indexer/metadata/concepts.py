"""Values that are concepts of a vocabulary: which concept a value names, and, where it names none,
the concepts that it may have been meant for. Pure."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.metadata.fields import Field
from indexer.taxonomy import Vocabulary, load
from indexer.taxonomy.vocabulary import name_key

_NEAREST = 3  # concepts named in a cure
_FEW = 6  # concepts that a cure names all


@dataclass(frozen=True, slots=True)
class UnknownConcept:
    """A value that names no concept: what is wrong, and the cure."""

    message: str
    cure: str


def concept_id(field: Field, text: str) -> str | None:
    """Return the id of the concept that `text` names by id, label or synonym in any language.

    ISCED-F's own 99, 999 and 9999 ("field unknown") name no field.
    """
    concept = _vocabulary(field).match(text)
    return concept.id if concept and not _says_nothing(field, concept.id) else None


def resolve(field: Field, value: Any) -> tuple[Any, list[UnknownConcept]]:
    """Return `value` with ids for the concepts it names, and the parts that name none, left out.

    `value` is text or a tuple of texts. What need not be a concept is returned as it is.
    """
    if not field.concept or value in (None, ()):
        return value, []
    parts = value if isinstance(value, tuple) else (value,)
    ids = {part: concept_id(field, part) for part in parts}
    unknown = [_unknown(field, part) for part, concept in ids.items() if concept is None]
    named = tuple(dict.fromkeys(concept for concept in ids.values() if concept is not None))
    if isinstance(value, tuple):
        return named, unknown
    return (named[0] if named else None), unknown


def _unknown(field: Field, text: str) -> UnknownConcept:
    message = f"{text[:60]!r} is not {field.concept} we know."
    vocabulary = _vocabulary(field)
    if len(vocabulary) <= _FEW:
        return UnknownConcept(message, f"Use {', '.join(concept.id for concept in vocabulary)}.")
    near = [
        f"{concept} ({vocabulary.label(concept)})"
        for concept in nearest(vocabulary, text)
        if not _says_nothing(field, concept)
    ]
    listed = f"All are listed by: balkanetup vocab show {vocabulary.name}"
    return UnknownConcept(message, f"Nearest: {', '.join(near)}. {listed}" if near else listed)


def _vocabulary(field: Field) -> Vocabulary:
    return load(field.vocabulary)


def nearest(vocabulary: Vocabulary, text: str) -> list[str]:
    """Return the ids of up to three concepts that `text` may mean, likeliest first."""
    if text.isdigit():
        codes = [concept.id for concept in vocabulary if concept.id.isdigit()]
        return sorted(codes, key=lambda code: _distance(code, text))[:_NEAREST]
    names = dict(_names(vocabulary))
    close = difflib.get_close_matches(name_key(text), names, n=2 * _NEAREST, cutoff=0.6)
    return list(dict.fromkeys(names[name] for name in close))[:_NEAREST]


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for concept in vocabulary:
        yield name_key(concept.id), concept.id
        for language in concept.labels:
            for name in concept.names(language):
                yield name_key(name), concept.id


def _says_nothing(field: Field, code: str) -> bool:
    return field.vocabulary == "isced_f" and code.startswith("99")


def _distance(code: str, text: str) -> tuple[int, int, str]:
    """Order codes by how near they are to `text`: a shared beginning is the same wider field."""
    same = [ours == theirs for ours, theirs in zip(code, text, strict=False)]
    shared = same.index(False) if False in same else len(same)
    return -shared, -sum(same), code
