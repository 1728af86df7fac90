"""Proposals for what is not described: asked of the classifier, as metadata, never mixed with it.

Only fields that nobody described are proposed for. The classifier claims nothing below its
threshold, which is set for a precision of .8, so what it does claim is good enough to filter by:
a proposed field counts as a facet value. Everywhere it is shown, it is shown as proposed.
"""

from collections.abc import Sequence
from typing import Any

from indexer.domain import Block, Metadata
from indexer.encoding.base import Encoder, Vectors
from indexer.taxonomy.classifier import Proposal, propose, weigh

# Vocabulary of the classifier -> the field of `Metadata` that it fills.
FIELDS = {
    "isced_f": "disciplines",
    "resource_types": "type",
    "strategies": "strategies",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
    "time_needed": "minutes",
}


def proposals(
    metadata: Metadata, blocks: Sequence[Block], encoder: Encoder, vectors: Vectors
) -> list[Proposal]:
    """Return proposals for the fields of `metadata` that are empty, the surest first.

    `vectors` are those of the passages of `blocks`, shape (passages, dimension).
    """
    title, language = metadata.title or "", metadata.language
    return [
        proposal
        for vocabulary, field in FIELDS.items()
        if is_open(metadata, field)
        for proposal in propose(
            vocabulary, weigh(vocabulary, title, blocks, encoder, language, vectors)
        )
    ]


def is_open(metadata: Metadata, field: str) -> bool:
    """Whether nothing is described in `field`, so that something may be proposed."""
    return getattr(metadata, field) in (None, ())


def as_metadata(found: Sequence[Proposal]) -> Metadata:
    """Return proposals as the metadata they would be, to count facets by."""
    values: dict[str, Any] = {}
    for proposal in found:
        field = FIELDS[proposal.vocabulary]
        if field in ("disciplines", "strategies"):
            values[field] = (*values.get(field, ()), proposal.concept_id)
        elif field != "minutes":  # a band, not a number of minutes
            values[field] = proposal.concept_id
    return Metadata(**values)
