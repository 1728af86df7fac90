"""What the classifier proposes for resources, apart from what is described."""

from collections.abc import Sequence

from indexer.catalogue.database import Catalogue
from indexer.metadata.facets import facet_values
from indexer.metadata.proposals import sure_metadata
from indexer.taxonomy.classifier import Proposal


def put(catalogue: Catalogue, resource_id: str, proposals: Sequence[Proposal]) -> None:
    """Keep the proposals for a resource that has none yet; the sure ones are facets of it.

    Within a transaction, after the resource was stored: storing it anew forgets its proposals.
    """
    row = catalogue.db.execute("SELECT key FROM resources WHERE id = ?", (resource_id,)).fetchone()
    catalogue.db.executemany(
        "INSERT INTO proposals VALUES (?, ?, ?, ?, ?)",
        ((row[0], p.vocabulary, p.concept_id, p.confidence, p.evidence) for p in proposals),
    )
    catalogue.db.executemany(
        "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)",
        ((facet, value, row[0]) for facet, value in facet_values(sure_metadata(proposals), ())),
    )


def of_resource(catalogue: Catalogue, resource_id: str) -> list[Proposal]:
    """Return the proposals for a resource, by vocabulary, the surest first."""
    rows = catalogue.db.execute(
        "SELECT vocabulary, concept, confidence, evidence FROM proposals"
        " JOIN resources ON resources.key = proposals.resource WHERE resources.id = ?"
        " ORDER BY vocabulary, confidence DESC, concept",
        (resource_id,),
    )
    return [Proposal(*row) for row in rows]


def page(catalogue: Catalogue, offset: int, k: int) -> tuple[int, list[tuple[str, Proposal]]]:
    """Return how many proposals there are, and `k` of them from `offset` on, the surest first,
    each with the id of its resource."""
    total = catalogue.db.execute("SELECT count(*) FROM proposals").fetchone()[0]
    rows = catalogue.db.execute(
        "SELECT id, vocabulary, concept, confidence, evidence FROM proposals"
        " JOIN resources ON resources.key = proposals.resource"
        " ORDER BY confidence DESC, id, vocabulary, concept LIMIT ? OFFSET ?",
        (k, offset),
    )
    return total, [(row[0], Proposal(*row[1:])) for row in rows]
