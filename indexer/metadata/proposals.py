"""What the classifier proposes for the empty fields of a resource, as metadata. Pure.

A proposal of which the classifier is SURE also counts as a facet value, so that filters find what
nobody described. Of other collections than ours its weaker claims are wrong too often for that.
"""

from collections.abc import Sequence
from typing import Any

from indexer.domain import Metadata
from indexer.taxonomy.classifier import Proposal

SURE = 0.8  # confidence; the precision that the classifier's thresholds aim at
# Vocabulary of the classifier -> the field of `Metadata` that it fills.
FIELDS = {
    "isced_f": "disciplines",
    "resource_types": "type",
    "strategies": "strategies",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
}


def is_open(metadata: Metadata, field: str) -> bool:
    """Whether nothing is described in `field`, so that something may be proposed."""
    return getattr(metadata, field) in (None, ())


def sure_metadata(proposals: Sequence[Proposal]) -> Metadata:
    """Return the sure ones of proposals as the metadata they would be, to count facets by."""
    values: dict[str, Any] = {}
    for proposal in proposals:
        if proposal.confidence < SURE:
            continue
        field = FIELDS[proposal.vocabulary]
        if field in ("disciplines", "strategies"):
            values[field] = (*values.get(field, ()), proposal.concept_id)
        else:
            values[field] = proposal.concept_id
    return Metadata(**values)
