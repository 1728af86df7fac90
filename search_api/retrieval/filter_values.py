"""Which values a filter takes, and the nearest of them to one that it does not.

A filter whose values are concepts takes those of its vocabulary, and what the collection has
besides; a year is four ASCII digits. Names of people and institutions are free: a filter by one
that the collection does not have is an honest question with an empty answer.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from indexer.catalogue import Catalogue, finding
from indexer.errors import UsageError
from indexer.metadata.facets import VOCABULARIES
from indexer.taxonomy import load
from indexer.taxonomy.vocabulary import Concept, Vocabulary

_YEAR = re.compile(r"[0-9]{4}")


def check_values(catalogue: Catalogue, filters: Mapping[str, Sequence[str]]) -> None:
    """Raise UsageError for a value that a filter does not take; the cure names the nearest."""
    for facet, values in filters.items():
        for value in values:
            if facet == "year" and not _YEAR.fullmatch(value):
                raise UsageError(
                    f"{value!r} is no year.", cure="Use four digits: 2024.", field=facet
                )
            if facet in VOCABULARIES:
                _check_concept(catalogue, facet, value)


def _check_concept(catalogue: Catalogue, facet: str, value: str) -> None:
    vocabulary = load(VOCABULARIES[facet])
    if value in vocabulary or value in dict(finding.facet_values(catalogue, facet, value)):
        return
    concept = nearest(vocabulary, value)
    if concept is None:
        wide = ", ".join(top.id for top in vocabulary.children())
        cure = f"Use one of: {wide}."
    else:
        cure = f"The nearest is {concept.id} ({vocabulary.label(concept.id)})."
    raise UsageError(f"There is no {facet.replace('_', ' ')} {value!r}.", cure=cure, field=facet)


def nearest(vocabulary: Vocabulary, value: str) -> Concept | None:
    """Return the concept that `value` may have been meant for: named in any language, with
    digits of another script, a wider code, a slip of typing. None when nothing is near."""
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in value.strip())
    if named := vocabulary.match(digits):
        return named
    for length in range(len(digits) - 1, 1, -1):
        if digits.isascii() and digits.isdecimal() and digits[:length] in vocabulary:
            return vocabulary.get(digits[:length])
    names = {name.casefold(): concept.id for concept in vocabulary for name in _names(concept)}
    close = get_close_matches(digits.casefold(), names, n=1)
    if close:
        return vocabulary.get(names[close[0]])
    wider = digits.rpartition("-")[0]  # en-US: en
    return nearest(vocabulary, wider) if wider else None


def _names(concept: Concept) -> tuple[str, ...]:
    return (concept.id, *(name for tag in concept.labels for name in concept.names(tag)))
