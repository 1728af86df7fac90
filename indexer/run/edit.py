"""Correcting a resource, at once: its facets, its title in the full text, its vectors.

The file is not read again. What it says in the corrected fields is kept with the correction, so
that a correction can be taken back as quickly as it was made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.catalogue import (
    Catalogue,
    corrections,
    passages,
    proposals,
    resources,
    sentences,
    works,
)
from indexer.domain import Metadata, Passage, Resource
from indexer.encoding.base import Encoder
from indexer.metadata.corrections import Correction, apply, take_back
from indexer.metadata.proposals import open_proposals
from indexer.run.encode import encode_missing, text_hash
from indexer.run.prepare import with_language
from indexer.text.language import detect, refine
from indexer.text.splitting import encoded_text


@dataclass(frozen=True, slots=True)
class Change:
    """What to correct: new `values` by field (empty ones stay empty), corrections to `revert`."""

    values: Mapping[str, Any] = field(default_factory=dict)
    revert: frozenset[str] = frozenset()


def edit(
    catalogue: Catalogue, resource_id: str, change: Change, load_encoder: Callable[[], Encoder]
) -> Resource:
    """Correct a resource and return it as it is then.

    `load_encoder` is asked only when what the encoder reads changes: the title. Raises NotFound.
    """
    former = resources.existing(catalogue, resource_id)
    where = (former.root, former.path)
    dropped = corrections.instead_of(catalogue, *where)
    kept = {
        name: value
        for name, value in corrections.of_file(catalogue, *where).values.items()
        if name not in change.revert
    }
    correction = Correction(kept | dict(change.values))
    original = take_back(former.metadata, former.provenance, dropped)
    metadata, provenance, replaced = apply(*original, correction)
    texts = [stored.passage for stored in passages.of_resource(catalogue, former.id)]
    if metadata.language != former.metadata.language:
        metadata, provenance, texts = _in_language(metadata, provenance, texts)
    resource = replace(former, metadata=metadata, provenance=provenance)
    with catalogue.transaction():
        corrections.drop(catalogue, *where, change.revert)
        corrections.put(catalogue, *where, correction.values, replaced)
        _store(catalogue, former, resource, texts, load_encoder)
        works.refresh(catalogue)
    return resources.existing(catalogue, former.id)


def _in_language(
    metadata: Metadata, provenance: dict[str, str], texts: Sequence[Passage]
) -> tuple[Metadata, dict[str, str], list[Passage]]:
    """Label the passages anew under the language that is declared now, or by what they are in."""
    labelled = [
        replace(passage, language=refine(detect(passage.text), metadata.language))
        for passage in texts
    ]
    return *with_language(metadata, provenance, labelled), labelled


def _store(
    catalogue: Catalogue,
    former: Resource,
    resource: Resource,
    texts: Sequence[Passage],
    load_encoder: Callable[[], Encoder],
) -> None:
    """Put `resource` in the place of `former`, encoding anew only what reads differently."""
    if resource.metadata.title == former.metadata.title:
        keys = passages.text_hashes(catalogue, former.id)
    else:
        encoder = load_encoder()
        read = [encoded_text(resource.metadata.title or "", passage) for passage in texts]
        passages.put_vectors(catalogue, encode_missing(catalogue, encoder, read))
        keys = [text_hash(encoder, text) for text in read]
        sentences.copy(
            catalogue, zip(passages.text_hashes(catalogue, former.id), keys, strict=True)
        )
    proposed = proposals.of_resource(catalogue, former.id)
    stored = resources.put(catalogue, resource, texts, keys)
    proposals.put(catalogue, stored, open_proposals(resource.metadata, proposed))
