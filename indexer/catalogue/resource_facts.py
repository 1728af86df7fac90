"""Everything known of a resource, and where each value came from."""

from dataclasses import dataclass
from typing import Any

from indexer.catalogue import Catalogue, corrections, files, passages, proposals, resources, works
from indexer.catalogue.works import Version
from indexer.domain import Resource
from indexer.metadata.corrections import Said
from indexer.metadata.fields import BY_NAME
from indexer.taxonomy import load
from indexer.taxonomy.classifier import Proposal


@dataclass(frozen=True, slots=True)
class Fact:
    """One field: its value, its source, and what it would be had nobody corrected it."""

    field: str
    value: Any
    source: str
    instead_of: Said | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A resource with all that is known of it. `work` is the id of the work it belongs to."""

    resource: Resource
    facts: tuple[Fact, ...]
    proposals: tuple[Proposal, ...]
    work: str
    versions: tuple[Version, ...]
    languages: dict[str, int]  # passages by language
    notes: str = ""  # on parts of the file that were not read, or by OCR


def facts_of(catalogue: Catalogue, resource_id: str) -> Facts:
    """Return everything known of a resource. Raises NotFound with the cure."""
    resource = resources.existing(catalogue, resource_id)
    instead_of = corrections.instead_of(catalogue, resource.root, resource.path)
    counts: dict[str, int] = {}
    for stored in passages.of_resource(catalogue, resource.id):
        counts[stored.passage.language] = counts.get(stored.passage.language, 0) + 1
    return Facts(
        resource=resource,
        facts=tuple(
            Fact(name, value, resource.provenance.get(name, ""), instead_of.get(name))
            for name in BY_NAME
            if (value := getattr(resource.metadata, name)) not in (None, ()) or name in instead_of
        ),
        proposals=tuple(proposals.of_resource(catalogue, resource.id)),
        work=works.of_resources(catalogue, [resource.id])[resource.id],
        versions=works.versions(catalogue, [resource.id])[resource.id],
        languages=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        notes=files.notes(catalogue, resource.root, resource.path),
    )


def as_json(facts: Facts) -> dict[str, object]:
    """Return the facts, ready for JSON."""
    resource = facts.resource
    return {
        "id": resource.id,
        "work": facts.work,
        "file": {
            "folder": resource.root,
            "path": resource.path,
            "media_type": resource.media_type,
            "sha256": resource.content_hash,
            "outcome": str(resource.outcome),
            "pages": resource.page_count,
            "passages": resource.passage_count,
            "added": resource.added,
            "notes": facts.notes,
        },
        "languages": facts.languages,
        "fields": {
            fact.field: {
                "value": fact.value,
                "source": fact.source,
                "instead_of": None
                if fact.instead_of is None
                else {"value": fact.instead_of.value, "source": fact.instead_of.source},
            }
            for fact in facts.facts
        },
        "proposed": [
            {
                "vocabulary": proposal.vocabulary,
                "id": proposal.concept_id,
                "label": load(proposal.vocabulary).label(proposal.concept_id),
                "confidence": proposal.confidence,
                "evidence": proposal.evidence,
            }
            for proposal in facts.proposals
        ],
        "versions": [
            {
                "id": version.id,
                "relation": version.relation,
                "language": version.language,
                "media_type": version.media_type,
                "title": version.title,
            }
            for version in facts.versions
        ],
    }


def shown(field: str, value: Any) -> str:
    """Return a value as people read it: concepts with their English labels, lists with commas."""
    parts = value if isinstance(value, tuple) else (value,)
    if BY_NAME[field].concept:
        vocabulary = load(BY_NAME[field].vocabulary)
        parts = tuple(f"{part} ({vocabulary.label(part)})" if part else part for part in parts)
    return ", ".join(str(part) for part in parts if part is not None) or "(nothing)"
