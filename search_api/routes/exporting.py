"""A list of resources, or the agenda of a workshop, as a file to hand out or to cite from."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from search_api.dependencies import Index, ReaderLanguage
from search_api.handouts.agenda import PARTS, read_marks, read_start
from search_api.handouts.entry import Frame
from search_api.handouts.formats import MEDIA_TYPES, SUFFIXES, ExportFormat, Wish, export
from search_api.handouts.reading_list import collect
from search_api.limits import LONGEST_AUDIENCE, LONGEST_TITLE, MOST_KEPT, MOST_MINUTES
from search_api.routes.downloads import content_of, download

router = APIRouter(tags=["resources"])

Ids = Annotated[
    list[str],
    Parameter(
        min_length=1,
        max_length=MOST_KEPT,
        description="Resources by their ids, or passages of them by their addresses, in the order "
        "of the list; `*Coffee break` is something of one's own. What is gone is refused with 404.",
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
    responses=content_of("The file.", *MEDIA_TYPES.values()),
)
def export_list(
    request: Request,
    index: Index,
    ids: Ids,
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

    Where parts or minutes are given, it is the agenda of a workshop and its materials.
    """
    marks = read_marks(note or (), part or (), minutes or (), len(ids))
    items = collect(index.catalogue, ids, marks)
    frame = Frame(title, audience, read_start(start))
    wish = Wish(format, frame, reader_language, request.app.state.settings.public_url)
    name = " ".join(title.split()).strip(". ") or "reading-list"
    return download(export(items, wish), MEDIA_TYPES[format], f"{name}{SUFFIXES[format]}")
