"""What the commands that ask the index have in common: opening it, their options, printing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # heavy libraries are imported where they are used: `--help` starts fast
    from search_api.retrieval.index_reader import Searcher

Where = Annotated[
    list[str] | None,
    typer.Option("--filter", "-f", help="FACET=VALUE, e.g. language=sq; may be repeated."),
]


@contextmanager
def opened_index() -> Iterator["Searcher"]:
    """Yield the index of the settings. Raises NoIndex where there is none."""
    from indexer.settings import Settings
    from search_api.retrieval.index_reader import IndexReader

    with IndexReader(Settings()).searcher() as searcher:
        yield searcher


def print_json(text: str) -> None:
    """Print a result that is JSON already."""
    sys.stdout.write(text + "\n")


def filters_of(pairs: list[str] | None) -> dict[str, tuple[str, ...]]:
    """Return `facet=value` pairs as filters."""
    filters: dict[str, tuple[str, ...]] = {}
    for pair in pairs or ():
        facet, equals, value = pair.partition("=")
        if not (equals and value):
            raise typer.BadParameter(f"{pair!r} is not FACET=VALUE.")
        filters[facet] = (*filters.get(facet, ()), value)
    return filters
