"""Fields of `Metadata` whose values are terms of a vocabulary: what a value names, and, where it
names nothing, the terms it may have been meant for."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.taxonomy import Vocabulary, load
from indexer.taxonomy.vocabulary import name_key

VOCABULARIES = {
    "disciplines": "isced_f",
    "type": "resource_types",
    "strategies": "strategies",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
}
_SAID = {
    "disciplines": "an ISCED-F 2013 field",
    "type": "a type of resource",
    "strategies": "a teaching strategy",
    "class_size": "a class size",
    "mode": "a mode of teaching",
    "cycle": "a study cycle",
}
_NEAREST = 3  # terms named in a cure


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that names no term: what is wrong, and the cure."""

    message: str
    cure: str


def term(field: str, text: str) -> str | None:
    """Return the id of the term that `text` names by id, label or synonym in any language.

    ISCED-F's own 99, 999 and 9999 ("field unknown") name no field.
    """
    found = load(VOCABULARIES[field]).match(text)
    return found.id if found and not _says_nothing(field, found.id) else None


def known(field: str, value: Any) -> tuple[Any, list[Unknown]]:
    """Return `value` of `field` as ids of its vocabulary, without what names no term, and that.

    A field without a vocabulary is returned as it is. `value` is text or a tuple of texts.
    """
    if field not in VOCABULARIES or value in (None, ()):
        return value, []
    parts = value if isinstance(value, tuple) else (value,)
    terms = {part: term(field, part) for part in parts}
    unknown = [_unknown(field, part) for part, found in terms.items() if found is None]
    ids = tuple(dict.fromkeys(found for found in terms.values() if found is not None))
    if isinstance(value, tuple):
        return ids, unknown
    return (ids[0] if ids else None), unknown


def _unknown(field: str, text: str) -> Unknown:
    vocabulary = load(VOCABULARIES[field])
    near = [
        f"{one} ({vocabulary.label(one)})"
        for one in nearest(vocabulary, text)
        if not _says_nothing(field, one)
    ]
    listed = f"All are listed by: balkanetup vocab show {vocabulary.name}"
    cure = f"Nearest: {', '.join(near)}. {listed}" if near else listed
    return Unknown(f"{text[:60]!r} is not {_SAID[field]} we know.", cure)


def nearest(vocabulary: Vocabulary, text: str) -> list[str]:
    """Return the ids of up to three terms that `text` may have been meant for, likeliest first."""
    if text.isdigit():
        codes = [one.id for one in vocabulary if one.id.isdigit()]
        return sorted(codes, key=lambda code: _apart(code, text))[:_NEAREST]
    names = dict(_names(vocabulary))
    close = difflib.get_close_matches(name_key(text), names, n=2 * _NEAREST, cutoff=0.6)
    return list(dict.fromkeys(names[name] for name in close))[:_NEAREST]


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for concept in vocabulary:
        yield name_key(concept.id), concept.id
        for language in concept.labels:
            for name in concept.names(language):
                yield name_key(name), concept.id


def _says_nothing(field: str, code: str) -> bool:
    return field == "disciplines" and code.startswith("99")


def _apart(code: str, text: str) -> tuple[int, int, str]:
    """How far two codes are from each other: a shared beginning is the same wider field."""
    same = [ours == theirs for ours, theirs in zip(code, text, strict=False)]
    shared = same.index(False) if False in same else len(same)
    return -shared, -sum(same), code
