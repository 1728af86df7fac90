"""A list of resources as a file to hand out, or for a reference manager."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from search_api.dependencies import Index, ReaderLanguage
from search_api.handouts.formats import MEDIA_TYPES, SUFFIXES, ExportFormat, Wish, export
from search_api.handouts.reading_list import collect, read_notes
from search_api.limits import LONGEST_TITLE, MOST_KEPT
from search_api.routes.downloads import content_of, download

router = APIRouter(tags=["resources"])


@router.get(
    "/v1/export",
    response_class=Response,
    responses=content_of("The file.", *MEDIA_TYPES.values()),
)
def export_list(
    request: Request,
    index: Index,
    ids: Annotated[
        list[str],
        Parameter(
            min_length=1,
            max_length=MOST_KEPT,
            description="Resources by their ids, or passages of them by their addresses, in the "
            "order of the list. One that is gone is refused with 404.",
        ),
    ],
    format: Annotated[
        ExportFormat,
        Parameter(
            description="In `csv` a semicolon parts the cells, as Excel takes it in the network's "
            "countries; with `reader_language=en` a comma."
        ),
    ] = "docx",
    note: Annotated[
        list[str] | None,
        Parameter(
            max_length=MOST_KEPT,
            description="A note on a resource, after its place in `ids`: `2:Read this first`. "
            "References have none.",
        ),
    ] = None,
    title: Annotated[
        str,
        Parameter(max_length=LONGEST_TITLE, description="Of the list; else it has a plain one."),
    ] = "",
    reader_language: ReaderLanguage = "en",
) -> Response:
    """Export a list: for each resource who made it, its text, its licence and how to credit it."""
    items = collect(index.catalogue, ids, read_notes(note or (), len(ids)))
    wish = Wish(format, title, reader_language, request.app.state.settings.public_url)
    name = " ".join(title.split()).strip(". ") or "reading-list"
    return download(export(items, wish), MEDIA_TYPES[format], f"{name}{SUFFIXES[format]}")
