"""From what is read of one resource to the wire models."""

from collections.abc import Sequence
from dataclasses import asdict

from indexer.catalogue.works import Version
from indexer.extraction.page_picture import PagePicture
from search_api import presenters
from search_api.retrieval import parallel
from search_api.retrieval.answer import Match
from search_api.schemas import reading as reading_schemas


def matches(found_within: Sequence[Match]) -> reading_schemas.Matches:
    """Return the passages of one resource that answer a question."""
    return reading_schemas.Matches(matches=[presenters.match(match) for match in found_within])


def side_by_side(
    left: Version, right: Version, rows: Sequence[parallel.Row]
) -> reading_schemas.SideBySide:
    """Return two versions of a work, passage by passage."""
    return reading_schemas.SideBySide(
        left=presenters.version_of_work(left),
        right=presenters.version_of_work(right),
        rows=[
            reading_schemas.Row(
                left=presenters.passage(row.left),
                right=[presenters.passage(stored) for stored in row.right],
            )
            for row in rows
        ],
    )


def picture_of_page(painted: PagePicture, address: str) -> reading_schemas.PagePicture:
    """Return what is known of the picture of a page that is at `address`."""
    return reading_schemas.PagePicture(
        page=painted.page,
        pages=painted.pages,
        width=painted.width,
        height=painted.height,
        marks=[reading_schemas.Mark(**asdict(box)) for box in painted.marks],
        picture=address,
    )
