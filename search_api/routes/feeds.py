"""Feeds: what is new of a question, a field, or the whole collection."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from indexer.catalogue import finding, records, resources
from search_api import schemas
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.limits import LONGEST, MOST_HITS
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from search_api.routes.downloads import content_of
from search_api.sharing.addresses import Places
from search_api.sharing.atom import MEDIA_TYPE, Entry, Feed, atom

router = APIRouter(tags=["feeds"])
Question = Annotated[
    str,
    Parameter(
        max_length=LONGEST,
        description="What the feed is about; all that the filters keep when left out.",
        examples=["silent lectures"],
    ),
]


@router.get(
    "/feed",
    openapi_extra={"parameters": FILTER_PARAMETERS},
    response_class=Response,
    responses=content_of("The feed.", MEDIA_TYPE),
)
def show_feed(
    request: Request,
    index: Index,
    filters: Filters,
    q: Question = "",
    k: schemas.Limit = MOST_HITS,
    reader_language: ReaderLanguage = "en",
) -> Response:
    """Tell in Atom what is new: the latest resources that match a question and the filters."""
    ids = _matching(index, q, filters)
    latest = resources.newest(index.catalogue, ids, k)
    names = [resource.id for resource in latest]
    changed = {record.id: record.changed for record in records.several(index.catalogue, names)}
    settings = request.app.state.settings
    asked = [(name, value) for name, values in filters.items() for value in values]
    feed = Feed(
        site=settings.repository_name,
        namespace=settings.namespace,
        places=Places(settings.public_address),
        language=reader_language,
        asked=[*([("q", q)] if q.strip() else []), *asked],
    )
    entries = [Entry(resource, changed[resource.id]) for resource in latest]
    return Response(atom(feed, entries), media_type=MEDIA_TYPE)


def _matching(
    index: Searcher, question: str, filters: Mapping[str, tuple[str, ...]]
) -> Sequence[str]:
    """Return the ids of the resources that are about a question; none when nothing is close.

    Without a question, of all that the filters keep.
    """
    if not question.strip():
        check_values(index.catalogue, filters)
        return finding.resource_ids(index.catalogue, filters)
    answer = search(index, Query(question, filters, k=1))
    return () if answer.nothing_close else answer.ranked_ids
