"""Finding: by filter, by word, by title, and how many there are of each kind."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import about
from indexer.catalogue.database import Catalogue, to_json
from indexer.metadata.facets import spellings
from indexer.text.stemming import forms

Filters = Mapping[str, Sequence[str]]
_MATCHES = (
    "SELECT rowid AS id, -bm25(passage_text) AS score FROM passage_text WHERE passage_text MATCH ?"
)
_NUMBER_AND_SCORE = np.dtype([("number", np.int64), ("score", np.float64)])


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
    """Return, per facet and value, how many works have it, the most frequent first.

    A work counts once however many of its versions have the value. Of the resources with ids
    in `among`, where given.
    """
    chosen, values = "resources", []
    if among is not None:
        chosen = "json_each(?) AS chosen CROSS JOIN resources ON resources.id = chosen.value"
        values = [to_json(list(among))]
    rows = catalogue.db.execute(
        "SELECT facet, facets.value, count(DISTINCT coalesce(work, resources.id)) AS many"
        f" FROM {chosen} LEFT JOIN works ON works.resource = resources.id"
        " CROSS JOIN facets ON facets.resource = resources.key"
        " GROUP BY facet, facets.value ORDER BY facet, many DESC, facets.value",
        values,
    )
    counts: dict[str, dict[str, int]] = {}
    for facet, value, many in rows:
        counts.setdefault(facet, {})[value] = many
    return counts


def holders(catalogue: Catalogue, facet: str) -> list[tuple[str, str]]:
    """Return every value of a facet with each work that has it."""
    rows = catalogue.db.execute(
        "SELECT DISTINCT facets.value, coalesce(work, resources.id) FROM facets"
        " CROSS JOIN resources ON resources.key = facets.resource"
        " LEFT JOIN works ON works.resource = resources.id WHERE facet = ?",
        (facet,),
    )
    return [(row[0], row[1]) for row in rows]


def matches(catalogue: Catalogue, expression: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the ids of all passages that match an FTS5 query, and their BM25 scores, shape (n,).

    `expression` is a query of words that are folded and quoted already. In no order; higher
    scores are better.
    """
    return _scored(catalogue, _MATCHES, (expression,))


def matches_of_either(
    catalogue: Catalogue, first: str, second: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the passages that match the query `first` or `second`, as `matches` returns them.

    A passage that matches both is scored by the first alone: scoring takes most of the time.
    """
    query = (
        f"WITH by_first AS MATERIALIZED ({_MATCHES}) SELECT id, score FROM by_first"
        f" UNION ALL {_MATCHES} AND rowid NOT IN (SELECT id FROM by_first)"
    )
    return _scored(catalogue, query, (first, second))


def described(
    catalogue: Catalogue, expression: str, weights: Sequence[float]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the keys of all resources whose metadata match an FTS5 query, and their BM25 scores.

    Both of shape (n,), in no order; higher scores are better. `weights` are those of about.FIELDS.
    """
    marks = ", ".join("?" for _ in about.FIELDS)
    return _scored(
        catalogue,
        f"SELECT rowid, -bm25(about_text, {marks}) FROM about_text WHERE about_text MATCH ?",
        (*weights, expression),
    )


def passages_with(catalogue: Catalogue, expression: str) -> NDArray[np.int64]:
    """Return the ids, sorted, of all passages that match an FTS5 query as `matches` takes it."""
    rows = catalogue.db.execute(
        "SELECT rowid FROM passage_text WHERE passage_text MATCH ? ORDER BY rowid", (expression,)
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def resources_with(catalogue: Catalogue, expression: str, limit: int) -> list[str]:
    """Return the ids of up to `limit` resources of which a passage matches, as `matches` takes it.

    Which of them, where there are more, is left open.
    """
    rows = catalogue.db.execute(
        "SELECT DISTINCT resources.id FROM passage_text"
        " CROSS JOIN passages ON passages.id = passage_text.rowid"
        " CROSS JOIN resources ON resources.key = passages.resource"
        " WHERE passage_text MATCH ? LIMIT ?",
        (expression, limit),
    )
    return [row[0] for row in rows]


def authors_among(catalogue: Catalogue, words: Iterable[str]) -> set[str]:
    """Return those of some folded words that are in an author's name, as far as stems can tell."""
    stems = {word: " OR ".join(f'"{form}"' for form in (word, *forms(word))) for word in words}
    rows = catalogue.db.execute(
        "SELECT DISTINCT asked.key FROM json_each(?) AS asked CROSS JOIN about_text"
        " WHERE about_text MATCH '{authors} : (' || asked.value || ')'",
        (to_json(stems),),
    )
    return {row[0] for row in rows}


def frequencies(catalogue: Catalogue, words: Iterable[str], column: str) -> dict[str, int]:
    """Return in how many passages each of `words` is in `column`; those in none are left out.

    `column` is one of `title`, `headings`, `body` (folded words) and `stems`, or `about`: in how
    many resources' metadata each is, as a stem.
    """
    counted = (
        "about_words WHERE ? = 'about'" if column == "about" else "passage_words WHERE col = ?"
    )
    rows = catalogue.db.execute(
        f"SELECT term, doc FROM json_each(?) AS asked CROSS JOIN {counted} AND term = asked.value",
        (to_json(list(words)), column),
    )
    return {row[0]: row[1] for row in rows}


def words_beginning_with(catalogue: Catalogue, initial: str) -> list[tuple[str, int]]:
    """Return the folded words of the texts with this first letter, and how many passages have each.

    In alphabet.
    """
    rows = catalogue.db.execute(
        "SELECT term, doc FROM passage_words WHERE col = 'body' AND term >= ? AND term < ?",
        (initial, chr(ord(initial) + 1)),
    )
    return [(row[0], row[1]) for row in rows]


def titled(catalogue: Catalogue, expression: str, limit: int) -> list[str]:
    """Return the ids of up to `limit` resources whose title matches an FTS5 query, best first."""
    return [resource for resource, _ in titles(catalogue, expression, limit)]


def titles(catalogue: Catalogue, expression: str, limit: int) -> list[tuple[str, str]]:
    """Return the id and folded title of up to `limit` resources, as `titled` does."""
    rows = catalogue.db.execute(
        "SELECT resources.id, title FROM title_text CROSS JOIN resources"
        " ON resources.key = title_text.rowid"
        " WHERE title_text MATCH ? ORDER BY bm25(title_text), resources.id LIMIT ?",
        (expression, limit),
    )
    return [(row[0], row[1]) for row in rows]


def facet_values(catalogue: Catalogue, facet: str, part: str = "") -> list[tuple[str, int]]:
    """Return the values of a facet that contain `part`, with how many resources have each."""
    rows = catalogue.db.execute(
        "SELECT value, count(*) FROM facets WHERE facet = ? AND instr(value, ?) > 0"
        " GROUP BY value ORDER BY value",
        (facet, part),
    )
    return [(row[0], row[1]) for row in rows]


def _matching(filters: Filters) -> tuple[str, list[str]]:
    """Return a subquery for the keys of the resources that match, and its values."""
    parts: list[str] = []
    values: list[str] = []
    for facet, given in sorted(filters.items()):
        wanted = spellings(facet, given)
        marks = ", ".join("?" for _ in wanted)
        parts.append(f"SELECT resource FROM facets WHERE facet = ? AND value IN ({marks})")
        values += [facet, *wanted]
    return " INTERSECT ".join(parts) or "SELECT key FROM resources", values


def _scored(
    catalogue: Catalogue, query: str, values: Sequence[object]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the two columns of a query, numbers and scores, each of shape (n,).

    There are thousands of rows, so they come as plain tuples and go into one array at once.
    """
    cursor = catalogue.db.cursor()
    cursor.row_factory = None
    rows = np.fromiter(cursor.execute(query, values), _NUMBER_AND_SCORE)
    return rows["number"], rows["score"]
