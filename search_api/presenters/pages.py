"""The page of a resource and that of a passage in words for the wire."""

from collections.abc import Sequence

from indexer import domain
from indexer.catalogue.passages import Located, StoredPassage
from indexer.catalogue.works import Version
from indexer.extraction.containers import trail
from indexer.metadata.proposals import FIELDS
from indexer.storage.page_pictures import pages_of
from indexer.taxonomy import load
from indexer.taxonomy.classifier import Proposal
from search_api import schemas
from search_api.presenters.passages import passage
from search_api.presenters.resources import resource


def resource_page(
    described: domain.Resource,
    stored: list[StoredPassage],
    language: str,
    versions: Sequence[Version] = (),
    proposed: Sequence[Proposal] = (),
    page: str | None = None,
) -> schemas.ResourcePage:
    """Return everything about a resource; `page` is the address of its page for people."""
    return schemas.ResourcePage(
        resource=resource(described, language, versions),
        keywords=list(described.metadata.keywords),
        doi=described.metadata.doi,
        translation_of=described.metadata.translation_of,
        affiliations=list(described.metadata.affiliations),
        course=described.metadata.course,
        contributor=described.metadata.contributor,
        contact=described.metadata.contact,
        provenance=described.provenance,
        added=described.added,
        page=page,
        file_name=" › ".join(trail(described.path)),
        pages=pages_of(described),
        passages=[passage(text) for text in stored],
        proposed=[_proposed(proposal, language) for proposal in proposed],
    )


def _proposed(proposal: Proposal, language: str) -> schemas.Proposed:
    return schemas.Proposed(
        field=FIELDS[proposal.vocabulary].public_name,
        value=schemas.Concept(
            id=proposal.concept_id,
            label=load(proposal.vocabulary).label(proposal.concept_id, language),
        ),
        confidence=proposal.confidence,
        evidence=proposal.evidence,
    )


def passage_page(
    located: Located,
    of: domain.Resource,
    neighbours: tuple[StoredPassage | None, StoredPassage | None],
    language: str,
) -> schemas.PassagePage:
    """Return one passage of the resource `of` with those before and after it."""
    before, after = neighbours
    return schemas.PassagePage(
        passage=passage(located.stored),
        changed=located.changed,
        before=passage(before) if before else None,
        after=passage(after) if after else None,
        resource=resource(of, language),
    )
