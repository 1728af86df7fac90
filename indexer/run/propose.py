"""Proposals for the fields of a resource that nobody described, asked of the classifier.

They are kept apart from the description, and wherever one is shown, it is shown as proposed.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.catalogue import Catalogue, passages
from indexer.domain import Block, Metadata, Passage
from indexer.encoding.base import Encoder, Vectors
from indexer.metadata.proposals import FIELDS, open_proposals
from indexer.run.encode import text_hash
from indexer.run.prepare import Prepared
from indexer.taxonomy.classifier import Proposal, classify


def proposed(
    metadata: Metadata,
    blocks: Sequence[Block],
    encoder: Encoder,
    pieces: Sequence[Passage],
    vectors: Vectors,
) -> list[Proposal]:
    """Return proposals for the fields of `metadata` that are empty, the surest first.

    `vectors`, shape (passages, dimension), are those of `pieces`, the passages of `blocks`.
    """
    if not any(field.is_empty(metadata) for field in FIELDS.values()):
        return []
    title, language = metadata.title or "", metadata.language
    return open_proposals(metadata, classify(title, blocks, encoder, language, pieces, vectors))


def proposals_for(
    catalogue: Catalogue, encoder: Encoder, prepared: Prepared, new: Mapping[str, Vectors]
) -> list[Proposal]:
    """Return proposals for a resource whose passages are encoded: no text is encoded again.

    `new` has the vectors, by text hash, that are not in the catalogue yet.
    """
    keys = [text_hash(encoder, text) for text in prepared.texts]
    stored = passages.vectors_by_hash(catalogue, [key for key in keys if key not in new])
    vectors = np.array([new[key] if key in new else stored[key] for key in keys])
    metadata = prepared.resource.metadata
    return proposed(metadata, prepared.blocks, encoder, prepared.passages, vectors)
