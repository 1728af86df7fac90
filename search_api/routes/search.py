"""Asking a question."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter
from pydantic import Field

from indexer.catalogue import passages, resources
from search_api import presenters, schemas, statistics
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage, Reads
from search_api.limits import ADDRESS_OR_NUMBER, DEEPEST, LONGEST, MOST_EXAMPLES
from search_api.paging import Fields, feed_of, next_page, shaped
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.language_tags import read_languages
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

router = APIRouter(tags=["search"])

Question = Annotated[
    str,
    Parameter(
        max_length=LONGEST,
        description="A problem in plain words, in any language of the network. Quotes keep "
        "words together, a minus leaves a word out. May be empty when `like` is given.",
        examples=["my students do not speak in lectures"],
    ),
]
PassageId = Annotated[str, Field(pattern=ADDRESS_OR_NUMBER)]
Like = Annotated[
    list[PassageId] | None,
    Parameter(max_length=MOST_EXAMPLES, description="Passages to find more of."),
]
Unlike = Annotated[
    list[PassageId] | None,
    Parameter(max_length=MOST_EXAMPLES, description="Passages to find less of."),
]


Weaker = Annotated[
    bool, Parameter(description="List after the matches what is nearest to the question, too.")
]


@router.get(
    "/v1/search",
    operation_id="search",
    openapi_extra={"parameters": FILTER_PARAMETERS},
    response_model=schemas.SearchAnswer,
)
def ask(
    request: Request,
    response: Response,
    index: Index,
    filters: Filters,
    q: Question = "",
    k: schemas.Limit = 10,
    offset: Annotated[int, Parameter(ge=0, lt=DEEPEST)] = 0,
    reads: Reads = None,
    like: Like = None,
    unlike: Unlike = None,
    weaker: Weaker = False,
    fields: Fields = "",
    reader_language: ReaderLanguage = "en",
) -> Any:
    """Find the passages that answer a question, grouped by resource, best first."""
    wishes = (
        read_languages(reads or ()),
        tuple(like or ()),
        tuple(unlike or ()),
        weaker,
        reader_language,
    )
    query = Query(q, filters, k, offset, *wishes)
    answer = search(index, query)
    request.state.answer = answer  # for the metrics
    if request.app.state.settings.statistics and (counted := statistics.asked(query, answer)):
        request.app.state.counting.count(counted)
    shown = presenters.search_answer(query, answer, reader_language, _examples(index, query))
    following = next_page(request, response, offset + k, min(shown.total, DEEPEST))
    linked = {"next": following, "feed": feed_of(request) if q.strip() else None}
    return shaped(shown.model_copy(update=linked), fields, response.headers)


def _examples(index: Searcher, query: Query) -> list[schemas.Example]:
    """Return the passages of `like` and `unlike` that exist, in the order they were given."""
    wanted = dict.fromkeys((*query.like, *query.unlike))
    located = {address: passages.at(index.catalogue, address) for address in wanted}
    owners = {there.stored.resource_id for there in located.values() if there}
    listed = {owner.id: owner for owner in resources.several(index.catalogue, sorted(owners))}
    return [
        presenters.example(address, there, listed[there.stored.resource_id])
        for address, there in located.items()
        if there
    ]
