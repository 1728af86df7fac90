"""What the classifier proposes for the empty fields of a resource, as metadata. Pure.

A proposal of which the classifier is SURE also counts as a facet value, so that filters find what
nobody described. Of other collections than ours its weaker claims are wrong too often for that.
"""

from collections.abc import Iterable
from typing import Any

from indexer.domain import Metadata
from indexer.metadata import fields
from indexer.taxonomy.classifier import CLASSIFIED, Proposal

SURE = 0.8  # confidence; the precision that the classifier's thresholds aim at
# The fields that the classifier proposes values for, by its vocabulary.
FIELDS = {field.vocabulary: field for field in fields.FIELDS if field.vocabulary in CLASSIFIED}


def open_proposals(metadata: Metadata, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposals for the fields in which nothing is described."""
    return [proposal for proposal in proposals if FIELDS[proposal.vocabulary].is_empty(metadata)]


def sure_metadata(proposals: Iterable[Proposal]) -> Metadata:
    """Return the sure ones of proposals as the metadata they would be, to count facets by."""
    values: dict[str, Any] = {}
    for proposal in proposals:
        if proposal.confidence < SURE:
            continue
        field = FIELDS[proposal.vocabulary]
        if field.many:
            values[field.name] = (*values.get(field.name, ()), proposal.concept_id)
        else:
            values[field.name] = proposal.concept_id
    return Metadata(**values)
