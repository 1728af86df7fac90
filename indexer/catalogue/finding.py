"""Finding: by filter, by word, and how many there are of each kind."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.database import Catalogue, to_json

Filters = Mapping[str, Sequence[str]]


def passage_ids(catalogue: Catalogue, filters: Filters) -> NDArray[np.int64]:
    """Return the ids, sorted, of the passages of the resources that match every filter.

    A resource matches a filter when it has any of the filter's values.
    """
    condition, values = _matching(filters)
    rows = catalogue.db.execute(
        f"SELECT id FROM passages WHERE resource IN ({condition}) ORDER BY id", values
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def resource_ids(catalogue: Catalogue, filters: Filters) -> list[str]:
    """Return the ids, sorted, of the resources that match every filter."""
    condition, values = _matching(filters)
    rows = catalogue.db.execute(
        f"SELECT id FROM resources WHERE key IN ({condition}) ORDER BY id", values
    )
    return [row[0] for row in rows]


def facet_counts(
    catalogue: Catalogue, among: Sequence[str] | None = None
) -> dict[str, dict[str, int]]:
    """Return, per facet and value, how many resources (those with ids in `among`) have it."""
    within = ""
    values: list[str] = []
    if among is not None:
        within = (
            " WHERE resource IN (SELECT key FROM resources"
            " WHERE id IN (SELECT value FROM json_each(?)))"
        )
        values = [to_json(list(among))]
    rows = catalogue.db.execute(
        f"SELECT facet, value, count(*) FROM facets{within}"
        " GROUP BY facet, value ORDER BY facet, count(*) DESC, value",
        values,
    )
    counts: dict[str, dict[str, int]] = {}
    for facet, value, count in rows:
        counts.setdefault(facet, {})[value] = count
    return counts


def match(
    catalogue: Catalogue,
    expression: str,
    limit: int,
    *,
    weights: tuple[float, float, float],
    within: NDArray[np.int64] | None = None,
) -> list[tuple[int, float]]:
    """Return up to `limit` (passage id, BM25 score), best first, equal scores by id.

    `expression` is an FTS5 query of words that are folded and quoted already. `weights` are
    those of title, headings and body. Higher scores are better. Only passages whose id is in
    `within`, where it is given.
    """
    inside = "" if within is None else " AND +rowid IN (SELECT value FROM json_each(?))"
    filters = [] if within is None else [to_json(within.tolist())]
    rows = catalogue.db.execute(
        "SELECT rowid, -bm25(passage_text, ?, ?, ?) AS score FROM passage_text"
        f" WHERE passage_text MATCH ?{inside} ORDER BY score DESC, rowid LIMIT ?",
        (*weights, expression, *filters, limit),
    )
    return [(row[0], row[1]) for row in rows]


def _matching(filters: Filters) -> tuple[str, list[str]]:
    """Return a subquery for the keys of the resources that match, and its values."""
    parts: list[str] = []
    values: list[str] = []
    for facet, wanted in sorted(filters.items()):
        marks = ", ".join("?" for _ in wanted)
        parts.append(f"SELECT resource FROM facets WHERE facet = ? AND value IN ({marks})")
        values += [facet, *wanted]
    return " INTERSECT ".join(parts) or "SELECT key FROM resources", values
