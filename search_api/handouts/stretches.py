"""A passage taken apart into its text and its tables, for documents that can show a table. Pure."""

from collections.abc import Iterator

from indexer.text.tables import tables

Rows = list[list[str]]


def stretches(passage: str) -> Iterator[str | Rows]:
    """Yield the stretches of a passage in order: text, or the cells of a table, row by row."""
    done = 0
    for table in tables(passage):
        if before := passage[done : table.start].strip():
            yield before
        yield [[passage[start:end] for start, end in row] for row in table.rows]
        done = table.end
    if rest := passage[done:].strip():
        yield rest
