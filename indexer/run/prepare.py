"""From what was read to what is stored: metadata merged, text cut into passages. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.domain import Block, Extraction, Metadata, Outcome, Passage, Resource
from indexer.extraction.emptiness import no_text
from indexer.extraction.registry import suffix_of, suffixes
from indexer.metadata import merging as layers
from indexer.metadata.corrections import UNCORRECTED, Correction, Said, apply
from indexer.run.descriptions import Description
from indexer.run.plan import Item
from indexer.text.language import main_language, refine
from indexer.text.splitting import encoded_text, split

_DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A resource that lacks only its vectors.

    `texts[i]` is what the encoder reads of `passages[i]`. `notes` are problems with parts of it.
    `instead_of` is what the file itself says in the fields that a maintainer corrected.
    """

    item: Item
    resource: Resource
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: float
    blocks: tuple[Block, ...] = ()
    instead_of: Mapping[str, Said] = field(default_factory=dict)
    needs_ocr: bool = False


def prepare(
    root: str,
    item: Item,
    extraction: Extraction,
    beside: Sequence[Description],
    seconds: float,
    correction: Correction = UNCORRECTED,
) -> Prepared:
    """Return the resource that a file becomes. Raises Unreadable when there is no text in it.

    `beside` are the descriptions that stand next to the file, the one that wins first;
    `correction`, a maintainer's, wins over them all.
    """
    vague = [layer for layer in beside if layer.is_vague]
    described = [(layer.source, layer.metadata) for layer in beside if not layer.is_vague]
    described.append((_DOCUMENT, _without_found_contact(extraction)))
    described += [(layer.source, layer.metadata) for layer in vague]
    described.append(layers.last_resort(item.path, extraction.blocks))
    metadata, provenance = layers.merge(described)
    for name, source in provenance.items():
        if source == _DOCUMENT:
            provenance[name] = extraction.sources.get(name, _DOCUMENT)
    metadata, provenance, instead_of = apply(metadata, provenance, correction)
    kind = suffixes()[suffix_of(item.path)]
    passages = split(extraction.blocks, language=metadata.language)
    if not passages:
        raise no_text(kind, needs_ocr=extraction.needs_ocr)
    metadata, provenance = with_language(metadata, provenance, passages)
    resource = Resource(
        id=layers.slug(metadata, item.path),
        root=root,
        path=item.path,
        content_hash=item.content_hash,
        media_type=kind.media_type,
        metadata=metadata,
        provenance=provenance,
        page_count=extraction.page_count,
        passage_count=len(passages),
        outcome=Outcome.PARTIAL if extraction.problems else Outcome.OK,
    )
    title = metadata.title or ""
    return Prepared(
        item=item,
        resource=resource,
        passages=passages,
        texts=tuple(encoded_text(title, passage) for passage in passages),
        notes=(*extraction.problems, *extraction.findings, *_findings(beside)),
        seconds=seconds,
        blocks=extraction.blocks,
        instead_of=instead_of,
        needs_ocr=extraction.needs_ocr,
    )


def _without_found_contact(extraction: Extraction) -> Metadata:
    """Return what a document says of itself, its contact only where its author declares one.

    A page or a property may hold the address of somebody who never agreed to be asked.
    """
    if extraction.sources.get("contact") == "front matter":
        return extraction.metadata
    return replace(extraction.metadata, contact=None)


def with_language(
    metadata: Metadata, provenance: dict[str, str], passages: Sequence[Passage]
) -> tuple[Metadata, dict[str, str]]:
    """Add the language most passages are in, or make the declared one exact (sr to sr-Cyrl)."""
    detected = main_language(passage.language for passage in passages)
    if metadata.language is None:
        source = {"language": "detected"} if detected else {}
        return replace(metadata, language=detected), provenance | source
    exact = refine(detected, metadata.language) if detected else metadata.language
    same = exact.startswith(metadata.language)
    return (replace(metadata, language=exact) if same else metadata), provenance


def _findings(beside: Sequence[Description]) -> tuple[str, ...]:
    return tuple(
        finding.sentence(description.source)
        for description in beside
        for finding in description.findings
    )
