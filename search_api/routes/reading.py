"""Reading one resource: the passages that answer a question, and another version beside it."""

from fastapi import APIRouter

from indexer.catalogue import works
from indexer.errors import NotFound
from search_api import schemas
from search_api.dependencies import Index
from search_api.presenters import reading as reading_presenters
from search_api.retrieval.parallel import side_by_side
from search_api.retrieval.query import Query
from search_api.retrieval.within import matches_within
from search_api.routes.resources import existing
from search_api.routes.search import Question
from search_api.schemas import reading as reading_schemas

router = APIRouter(tags=["resources"])


@router.get("/v1/resources/{resource_id}/matches")
def find_within(
    index: Index, resource_id: str, q: Question, k: schemas.Limit = 5
) -> reading_schemas.Matches:
    """Find the passages of one resource that answer a question: the `k` best, in reading order."""
    resource = existing(index, resource_id)
    return reading_presenters.matches(matches_within(index, Query(q, k=k), resource))


@router.get("/v1/resources/{resource_id}/beside/{other_id}")
def show_side_by_side(index: Index, resource_id: str, other_id: str) -> reading_schemas.SideBySide:
    """Show two versions of a work, the passages that say the same in one row."""
    resource = existing(index, resource_id)
    versions = works.versions(index.catalogue, [resource.id])[resource.id]
    by_id = {version.id: version for version in versions}
    if other_id not in by_id or other_id == resource.id:
        cure = f"Use one of: {', '.join(name for name in by_id if name != resource.id) or 'none'}."
        raise NotFound(f"{other_id!r} is no other version of {resource.id!r}.", cure=cure)
    rows = side_by_side(index.catalogue, resource.id, other_id)
    return reading_presenters.side_by_side(by_id[resource.id], by_id[other_id], rows)
