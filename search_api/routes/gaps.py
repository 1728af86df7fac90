"""What the collection lacks: the matrix, as JSON or as a table."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from fastapi.responses import Response

from search_api import statistics
from search_api.dependencies import ReaderLanguage
from search_api.network.gaps import Detail, Dimension, gaps
from search_api.presenters import gaps as gap_presenters
from search_api.routes.downloads import content_of
from search_api.schemas import gaps as gap_schemas

router = APIRouter(tags=["network"])


@router.get(
    "/v1/gaps",
    response_model=gap_schemas.GapMatrix,
    responses=content_of("The matrix, as JSON or as a table for a spreadsheet.", "text/csv"),
)
def show_gaps(
    request: Request,
    rows: Annotated[Dimension, Parameter(description="What a row is.")] = "discipline",
    columns: Annotated[Dimension, Parameter(description="What a column is.")] = "strategy",
    detail: Annotated[
        Detail, Parameter(description="`broad`: families of strategies; `full`: each of them.")
    ] = "broad",
    written_as: Annotated[
        Literal["json", "csv"], Parameter(alias="format", description="How it is written.")
    ] = "json",
    reader_language: ReaderLanguage = "en",
) -> Any:
    """Count works by two dimensions, with the questions that found nothing; say what to write next.

    Of questions only counts by subject are kept, and those of fewer than five are not shown.
    """
    settings = request.app.state.settings
    request.app.state.counting.flush()
    counts = statistics.read(settings.data_dir) if settings.statistics else {}
    with request.app.state.index_reader.searcher() as index:
        lacking = gaps(index.catalogue, counts, (rows, columns), detail, reader_language)
    shown = gap_presenters.matrix(lacking, (rows, columns), counts)
    if written_as == "json":
        return shown
    name = {"Content-Disposition": 'attachment; filename="gaps.csv"'}
    return Response(gap_presenters.table(shown), media_type="text/csv; charset=utf-8", headers=name)
