"""What resources can be filtered and counted by, with labels. Pure."""

from collections.abc import Iterable, Iterator

from indexer.domain import Metadata
from indexer.metadata.fields import FIELDS
from indexer.metadata.institutions import one_name, university_name
from indexer.taxonomy import load
from indexer.text.language import UNKNOWN

FACETS = tuple(field.facet for field in FIELDS if field.facet)
# Facet -> the vocabulary with the labels of its values; other facets speak for themselves.
VOCABULARIES = {
    field.facet: field.vocabulary for field in FIELDS if field.facet and field.vocabulary
}


def label(facet: str, value: str, language: str) -> str:
    """Return the label of a facet's value in `language`, or in the nearest one that has it."""
    if facet == "institution":
        return university_name(value, language)
    name = VOCABULARIES.get(facet)
    return load(name).label(value, language) if name else value


def spellings(facet: str, values: Iterable[str]) -> list[str]:
    """Return the values of a filter, and with the name of a university the one it is counted by."""
    if facet != "institution":
        return list(values)
    return list(dict.fromkeys(name for value in values for name in (value, one_name(value))))


def facet_values(metadata: Metadata, passage_languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield every (facet, value) of a resource.

    It is in the language it declares and in every language that a fifth of its passages are in.
    """
    for field in FIELDS:
        if field.facet and not field.is_empty(metadata):
            for value in field.facet_values(getattr(metadata, field.name)):
                yield field.facet, value
    for tag in _other_languages(metadata, list(passage_languages)):
        yield "language", tag


def _other_languages(metadata: Metadata, passages: list[str]) -> Iterator[str]:
    for tag in sorted(set(passages) - {UNKNOWN, metadata.language}):
        if passages.count(tag) * 5 >= len(passages):
            yield tag
