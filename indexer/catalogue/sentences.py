"""The vectors of the sentences of passages: by these the one nearest to a question is told.

A signed byte for each number of a vector is enough to compare with: the order of the sentences
of a passage is that of the whole numbers. They belong to a text, as its vector does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from indexer.catalogue.database import Catalogue, to_json
from indexer.domain import Role
from indexer.encoding.base import Vectors
from indexer.text.tables import Span

_SCALE = 127


class Sentences(NamedTuple):
    """The spans of n sentences in a passage, and their vectors of shape (n, dimension)."""

    spans: tuple[Span, ...]
    vectors: Vectors


def without_vectors(catalogue: Catalogue, limit: int) -> list[tuple[str, str, bool]]:
    """Return texts whose sentences have no vectors yet: hash, text, whether it is amid a table."""
    rows = catalogue.db.execute(
        "SELECT text_hash, min(text), min(table_header) <> '' FROM passages WHERE role = ?"
        " AND text_hash NOT IN (SELECT text_hash FROM sentences)"
        " GROUP BY text_hash ORDER BY text_hash LIMIT ?",
        (Role.TEXT, limit),
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]


def put(catalogue: Catalogue, text_hash: str, spans: Sequence[Span], vectors: Vectors) -> None:
    """Store the sentences of a text. One without any gets a mark that it was looked at."""
    stored = np.rint(vectors * _SCALE).astype(np.int8)
    rows = [
        (text_hash, start, end, vector.tobytes())
        for (start, end), vector in zip(spans, stored, strict=True)
    ]
    catalogue.db.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?)", rows or [(text_hash, 0, 0, b"")]
    )


def copy(catalogue: Catalogue, renamed: Iterable[tuple[str, str]]) -> None:
    """Give texts that are encoded under another title the sentences they had: (old, new) hash."""
    catalogue.db.executemany(
        'INSERT OR IGNORE INTO sentences SELECT ?, start, "end", vector FROM sentences'
        " WHERE text_hash = ?",
        ((new, old) for old, new in renamed),
    )


def of_passages(catalogue: Catalogue, passage_ids: Iterable[int]) -> Mapping[int, Sentences]:
    """Return the sentences of those of these passages that have any, by passage id."""
    rows = catalogue.db.execute(
        'SELECT passages.id, sentences.start, sentences."end", vector FROM json_each(?) AS asked'
        " CROSS JOIN passages ON passages.id = asked.value"
        " CROSS JOIN sentences USING (text_hash) WHERE vector <> x'' ORDER BY 1, 2",
        (to_json([int(number) for number in passage_ids]),),
    )
    parts: dict[int, tuple[list[Span], bytearray]] = {}
    for number, start, end, vector in rows:
        spans, stored = parts.setdefault(number, ([], bytearray()))
        spans.append((start, end))
        stored += vector
    return {
        number: Sentences(tuple(spans), _unpacked(bytes(stored), len(spans)))
        for number, (spans, stored) in parts.items()
    }


def _unpacked(stored: bytes, count: int) -> Vectors:
    numbers = np.frombuffer(stored, np.int8).reshape(count, -1)
    return numbers.astype(np.float32) / np.float32(_SCALE)
