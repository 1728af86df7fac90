"""Proposals for what is not described: asked of the classifier, as metadata, never mixed with it.

Only fields that nobody described are proposed for. The classifier claims nothing below the
threshold of a vocabulary; a proposal of which it is SURE also counts as a facet value, so that
filters find what nobody described. Of other collections than ours its weaker claims are wrong too
often for that. Wherever a proposal is shown, it is shown as proposed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from indexer.catalogue import Catalogue, passages
from indexer.domain import Block, Metadata, Passage
from indexer.encoding.base import Encoder, Vectors
from indexer.run.encode import text_hash
from indexer.run.prepare import Prepared
from indexer.taxonomy.classifier import Proposal, classify

SURE = 0.8  # confidence; the precision that the classifier's thresholds aim at
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
    metadata: Metadata,
    blocks: Sequence[Block],
    encoder: Encoder,
    pieces: Sequence[Passage],
    vectors: Vectors,
) -> list[Proposal]:
    """Return proposals for the fields of `metadata` that are empty, the surest first.

    `vectors`, shape (passages, dimension), are those of `pieces`, the passages of `blocks`.
    """
    if not any(is_open(metadata, field) for field in FIELDS.values()):
        return []
    found = classify(metadata.title or "", blocks, encoder, metadata.language, pieces, vectors)
    return [
        one
        for one in found
        if one.vocabulary in FIELDS and is_open(metadata, FIELDS[one.vocabulary])
    ]


def proposals_for(
    catalogue: Catalogue, encoder: Encoder, prepared: Prepared, new: Mapping[str, Vectors]
) -> list[Proposal]:
    """Return proposals for a resource whose passages are encoded: no text is encoded again.

    `new` has the vectors, by text hash, that are not in the catalogue yet.
    """
    keys = [text_hash(encoder, text) for text in prepared.texts]
    stored = passages.vectors_by_hash(catalogue, [key for key in keys if key not in new])
    vectors = np.array([new[key] if key in new else stored[key] for key in keys])
    known = prepared.resource.metadata
    return proposals(known, prepared.blocks, encoder, prepared.passages, vectors)


def is_open(metadata: Metadata, field: str) -> bool:
    """Whether nothing is described in `field`, so that something may be proposed."""
    return getattr(metadata, field) in (None, ())


def sure_metadata(found: Sequence[Proposal]) -> Metadata:
    """Return the sure ones of proposals as the metadata they would be, to count facets by."""
    values: dict[str, Any] = {}
    for proposal in (one for one in found if one.confidence >= SURE):
        field = FIELDS[proposal.vocabulary]
        if field in ("disciplines", "strategies"):
            values[field] = (*values.get(field, ()), proposal.concept_id)
        elif field != "minutes":  # a band, not a number of minutes
            values[field] = proposal.concept_id
    return Metadata(**values)
