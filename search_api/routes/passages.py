"""One passage, by an address that outlives every new indexing."""

from typing import Annotated

from fastapi import APIRouter, Path

from indexer.catalogue import passages
from indexer.errors import NotFound
from indexer.text.addresses import SEPARATOR
from search_api import presenters, schemas
from search_api.dependencies import Index, ReaderLanguage
from search_api.limits import ADDRESS_OR_NUMBER
from search_api.retrieval.index_reader import Searcher
from search_api.routes.resources import existing

router = APIRouter(tags=["passages"])
Address = Annotated[str, Path(pattern=ADDRESS_OR_NUMBER, description="The `id` of a passage.")]


@router.get("/v1/passages/{passage_id}")
def show_passage(
    index: Index, passage_id: Address, reader_language: ReaderLanguage = "en"
) -> schemas.PassagePage:
    """Show one passage with those before and after it.

    Where its text has changed since, the nearest passage of the resource is shown, and `changed`
    says so.
    """
    located = passage_at(index, passage_id)
    stored = located.stored
    return presenters.passage_page(
        located,
        existing(index, stored.resource_id),
        passages.neighbours(index.catalogue, stored),
        reader_language,
    )


def passage_at(index: Searcher, passage_id: str) -> passages.Located:
    """Return the passage at an address, or the one that took its place. Raises NotFound."""
    located = passages.at(index.catalogue, passage_id)
    if located is None:
        raise _gone(index, passage_id)
    return located


def _gone(index: Searcher, passage_id: str) -> NotFound:
    """Return why there is no such passage; raise NotFound where its resource is gone as well."""
    resource_id = passage_id.rpartition(SEPARATOR)[0]
    if not resource_id:  # passages were numbered once, anew at each indexing
        detail = "Numbers of passages lead nowhere: they changed at every indexing."
        return NotFound(detail, cure="Search for the passage anew, and copy its id.")
    existing(index, resource_id)
    detail = f"The passage is no longer in the resource {resource_id!r}."
    return NotFound(detail, cure=f"Read what is there: /v1/resources/{resource_id}")
