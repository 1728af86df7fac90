"""A passage in words for the wire."""

from indexer import domain
from indexer.catalogue.passages import StoredPassage
from indexer.text.tables import cells, tables
from search_api import schemas


def passage(stored: StoredPassage) -> schemas.Passage:
    """Return a passage."""
    inner = stored.passage
    return schemas.Passage(
        id=stored.address,
        ordinal=inner.ordinal,
        text=inner.text,
        heading_path=list(inner.heading_path),
        page=inner.first_page,
        language=inner.language,
        role=inner.role.value,
        tables=_tables(inner),
    )


def _tables(shown: domain.Passage) -> list[schemas.Table]:
    """Return the tables in a passage; with its first row the one in whose midst it begins."""
    header = shown.table_header
    return [
        schemas.Table(
            start=table.start,
            end=table.end,
            rows=[[schemas.Span(start=a, end=b) for a, b in row] for row in table.rows],
            header=[header[a:b] for a, b in cells(header)] if header and number == 0 else [],
        )
        for number, table in enumerate(tables(shown.text, within=bool(header)))
    ]


def span_of(span: tuple[int, int] | None) -> schemas.Span | None:
    """Return where in the passage something stands."""
    return schemas.Span(start=span[0], end=span[1]) if span else None
