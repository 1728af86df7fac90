"""A list of resources, or the agenda of a workshop, as a file to hand out or to cite from."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from indexer.catalogue import finding
from indexer.errors import UsageError
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage
from search_api.handouts.agenda import PARTS, read_marks, read_start
from search_api.handouts.entry import Frame
from search_api.handouts.formats import MEDIA_TYPES, SUFFIXES, ExportFormat, Wish, export
from search_api.handouts.reading_list import collect
from search_api.limits import (
    DEEPEST,
    LONGEST,
    LONGEST_AUDIENCE,
    LONGEST_TITLE,
    MOST_KEPT,
    MOST_MINUTES,
)
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from search_api.routes.downloads import content_of, download

router = APIRouter(tags=["resources"])

Ids = Annotated[
    list[str] | None,
    Parameter(
        max_length=MOST_KEPT,
        description="Resources by their ids, or passages of them by their addresses, in the order "
        "of the list; `*Coffee break` is something of one's own. What is gone is refused with 404. "
        "Without any, what answers the question or what the filters keep.",
    ),
]
Format = Annotated[
    ExportFormat,
    Parameter(
        description="In `csv` a semicolon parts the cells, as Excel takes it in the network's "
        "countries; with `reader_language=en` a comma."
    ),
]


def _marks(description: str) -> object:
    return Parameter(
        max_length=MOST_KEPT,
        description=f"{description}, after its place in `ids`. References have none.",
    )


@router.get(
    "/v1/export",
    response_class=Response,
    openapi_extra={"parameters": FILTER_PARAMETERS},
    responses=content_of("The file.", *MEDIA_TYPES.values()),
)
def export_list(
    request: Request,
    index: Index,
    filters: Filters,
    ids: Ids = None,
    q: Annotated[
        str, Parameter(max_length=LONGEST, description="A question, in place of `ids`.")
    ] = "",
    offset: Annotated[
        int, Parameter(ge=0, lt=DEEPEST, description="Where the list of a question begins.")
    ] = 0,
    format: Format = "docx",
    note: Annotated[list[str] | None, _marks("A note on one of them: `2:Read this first`")] = None,
    part: Annotated[
        list[str] | None,
        _marks(f"The part of a workshop that one is: `2:practice`; of {', '.join(PARTS)}"),
    ] = None,
    minutes: Annotated[
        list[str] | None, _marks(f"The minutes for one, up to {MOST_MINUTES}: `2:15`")
    ] = None,
    title: Annotated[
        str, Parameter(max_length=LONGEST_TITLE, description="Else it has a plain one.")
    ] = "",
    audience: Annotated[
        str, Parameter(max_length=LONGEST_AUDIENCE, description="Whom it is for.")
    ] = "",
    start: Annotated[
        str,
        Parameter(
            max_length=5,
            description="When a workshop begins, `9:30`; else its times count from 0:00.",
        ),
    ] = "",
    reader_language: ReaderLanguage = "en",
) -> Response:
    """Export a list: for each resource who made it, its text, its licence and how to credit it.

    Of the answer to a question, or of what filters keep, the first fifty from `offset` on. Where
    parts or minutes are given, it is the agenda of a workshop and its materials.
    """
    chosen = ids or _listed(index, q, filters, offset)
    marks = read_marks(note or (), part or (), minutes or (), len(chosen))
    items = collect(index.catalogue, chosen, marks)
    frame = Frame(title, audience, read_start(start))
    wish = Wish(format, frame, reader_language, request.app.state.settings.public_url)
    name = " ".join(title.split()).strip(". ") or "reading-list"
    return download(export(items, wish), MEDIA_TYPES[format], f"{name}{SUFFIXES[format]}")


def _listed(
    index: Searcher, question: str, filters: Mapping[str, tuple[str, ...]], offset: int
) -> Sequence[str]:
    """Return the ids of what answers a question, or of what the filters keep.

    Raises UsageError where nothing is asked for, or nothing is left.
    """
    if question.strip():
        ids = search(index, Query(question, filters, k=1)).ranked_ids
    elif filters:
        check_values(index.catalogue, filters)
        ids = tuple(finding.resource_ids(index.catalogue, filters))
    else:
        cure = "Name resources in `ids`, ask a question in `q`, or choose filters."
        raise UsageError("No list is named.", cure=cure, field="ids")
    if not ids[offset:]:
        raise UsageError("The list is empty.", cure="Ask more widely.", field="q")
    return ids[offset : offset + MOST_KEPT]
