"""Passages, their folded text and their vectors."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import keywords
from indexer.catalogue.database import Catalogue, to_json
from indexer.domain import Passage, Role
from indexer.encoding.base import Vectors, packed, unpacked
from indexer.text.addresses import SEPARATOR, addresses, nearest
from indexer.text.keywords import key_words
from indexer.text.stemming import stem
from indexer.text.terms import folded_words, terms

_PASSAGE = (
    "ordinal", "text", "start", "end", "heading_path", "first_page", "last_page", "language",
    "role", "table_header",
)  # fmt: skip
_COLUMNS = ", ".join(f'"{name}"' for name in _PASSAGE)
_SELECT = (
    f"SELECT passages.id AS number, resources.id AS resource_id, address, {_COLUMNS}"
    " FROM passages JOIN resources ON resources.key = passages.resource"
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its number in this index, and the resource it belongs to.

    `address` is its resource's id and a name made of its text: it outlives every new indexing.
    """

    id: int
    resource_id: str
    address: str
    passage: Passage


class Located(NamedTuple):
    """The passage at an address. `changed`: its text is another one, this is the nearest to it."""

    stored: StoredPassage
    changed: bool


def folded_text(text: str) -> str:
    """Return `text` as the full-text index holds it: folded words, one space between."""
    return " ".join(folded_words(text))


def stemmed_text(text: str, language: str) -> str:
    """Return the stems of the terms of `text`, one space between."""
    return " ".join(stem(term, language) for forms in terms(text) for term in forms)


def put_passages(
    catalogue: Catalogue,
    resource_key: int | None,
    title: str,
    passages: Sequence[Passage],
    text_hashes: Sequence[str],
) -> None:
    """Store the passages of a resource under new ids, with their folded text and key words."""
    names = addresses([passage.text for passage in passages])
    for passage, text_hash, name in zip(passages, text_hashes, names, strict=True):
        row = catalogue.db.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                resource_key,
                passage.ordinal,
                passage.text,
                passage.start,
                passage.end,
                to_json(passage.heading_path),
                passage.first_page,
                passage.last_page,
                passage.language,
                text_hash,
                passage.role,
                passage.table_header,
                name,
            ),
        )
        texts = (title, " ".join(passage.heading_path), passage.text)
        stems = " ".join(stemmed_text(text, passage.language) for text in texts)
        catalogue.db.execute(
            "INSERT INTO passage_text (rowid, title, headings, body, stems) VALUES (?, ?, ?, ?, ?)",
            (row.lastrowid, *map(folded_text, texts), stems),
        )
        keywords.put(catalogue, int(row.lastrowid or 0), key_words(passage.text))


def by_id(catalogue: Catalogue, passage_ids: Iterable[int]) -> dict[int, StoredPassage]:
    """Return the passages with these ids that exist."""
    rows = catalogue.db.execute(
        f"{_SELECT} WHERE passages.id IN (SELECT value FROM json_each(?))",
        (to_json([int(number) for number in passage_ids]),),
    )
    return {row["number"]: _stored(row) for row in rows}


def at(catalogue: Catalogue, address: str) -> Located | None:
    """Return the passage at an address; the one nearest to it where the text has changed.

    None where its resource is gone, or has nothing that resembles it.
    """
    resource_id, _, name = address.rpartition(SEPARATOR)
    rows = catalogue.db.execute(
        "SELECT address, passages.id FROM passages JOIN resources ON resources.key = resource"
        " WHERE resources.id = ? ORDER BY ordinal",
        (resource_id,),
    )
    numbers = dict(map(tuple, rows))
    present = name if name in numbers else nearest(name, numbers)
    if present is None:
        return None
    stored = by_id(catalogue, [numbers[present]])[numbers[present]]
    return Located(stored, changed=present != name)


def neighbours(
    catalogue: Catalogue, stored: StoredPassage
) -> tuple[StoredPassage | None, StoredPassage | None]:
    """Return the passages of its resource before and after one."""
    place = stored.passage.ordinal
    rows = catalogue.db.execute(
        f"{_SELECT} WHERE resources.id = ? AND ordinal IN (?, ?)",
        (stored.resource_id, place - 1, place + 1),
    )
    beside = {row["ordinal"]: _stored(row) for row in rows}
    return beside.get(place - 1), beside.get(place + 1)


def of_resource(catalogue: Catalogue, resource_id: str) -> list[StoredPassage]:
    """Return all passages of a resource, in reading order."""
    rows = catalogue.db.execute(
        f"{_SELECT} WHERE resources.id = ? ORDER BY ordinal", (resource_id,)
    )
    return [_stored(row) for row in rows]


def titled(catalogue: Catalogue) -> list[tuple[int, str, Passage]]:
    """Return the id, the title of the resource and the text of every passage, by id."""
    rows = catalogue.db.execute(
        f"SELECT passages.id AS number, json_extract(metadata, '$.title') AS title, {_COLUMNS}"
        " FROM passages JOIN resources ON resources.key = passages.resource ORDER BY passages.id"
    )
    return [(row["number"], row["title"] or "", _passage(row)) for row in rows]


def repeated(catalogue: Catalogue) -> NDArray[np.int64]:
    """Return the ids, sorted, of the passages whose text stands in several works: boilerplate."""
    rows = catalogue.db.execute(
        "WITH owned AS (SELECT passages.id AS number, address, coalesce(work, resources.id) AS work"
        " FROM passages JOIN resources ON resources.key = passages.resource"
        " LEFT JOIN works ON works.resource = resources.id)"
        " SELECT number FROM owned WHERE address IN"
        " (SELECT address FROM owned GROUP BY address HAVING count(DISTINCT work) > 1)"
        " ORDER BY number"
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def text_hashes(catalogue: Catalogue, resource_id: str) -> list[str]:
    """Return the text hashes of the passages of a resource, in reading order."""
    rows = catalogue.db.execute(
        "SELECT text_hash FROM passages JOIN resources ON resources.key = passages.resource"
        " WHERE resources.id = ? ORDER BY ordinal",
        (resource_id,),
    )
    return [row[0] for row in rows]


def set_text_hashes(catalogue: Catalogue, by_id: Mapping[int, str]) -> None:
    """Give passages, by id, the vectors of these text hashes. Within a transaction."""
    catalogue.db.executemany(
        "UPDATE passages SET text_hash = ? WHERE id = ?",
        ((text_hash, number) for number, text_hash in by_id.items()),
    )


def owners(catalogue: Catalogue, passage_ids: Iterable[int]) -> dict[int, str]:
    """Return the id of the resource of every passage that exists, by passage id."""
    rows = catalogue.db.execute(
        "SELECT passages.id, resources.id FROM passages"
        " JOIN resources ON resources.key = passages.resource"
        " WHERE passages.id IN (SELECT value FROM json_each(?))",
        (to_json([int(number) for number in passage_ids]),),
    )
    return {row[0]: row[1] for row in rows}


def stored_vectors(catalogue: Catalogue, text_hashes: Iterable[str]) -> set[str]:
    """Return which of these vectors are stored."""
    rows = catalogue.db.execute(
        "SELECT text_hash FROM vectors WHERE text_hash IN (SELECT value FROM json_each(?))",
        (to_json(sorted(set(text_hashes))),),
    )
    return {row[0] for row in rows}


def vectors_by_hash(catalogue: Catalogue, text_hashes: Iterable[str]) -> dict[str, Vectors]:
    """Return those of these vectors that are stored, each of shape (dimension,), by text hash."""
    rows = catalogue.db.execute(
        "SELECT text_hash, vector FROM vectors WHERE text_hash IN (SELECT value FROM json_each(?))",
        (to_json(sorted(set(text_hashes))),),
    )
    return {row[0]: unpacked(row[1]) for row in rows}


def put_vectors(catalogue: Catalogue, vectors: Mapping[str, Vectors]) -> None:
    """Store vectors, each of shape (dimension,), by text hash, as little-endian float32."""
    catalogue.db.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
        ((text_hash, packed(vector)) for text_hash, vector in vectors.items()),
    )


def dimension(catalogue: Catalogue) -> int:
    """Return the length of the stored vectors; 1 where there is none yet."""
    row = catalogue.db.execute("SELECT length(vector) FROM vectors LIMIT 1").fetchone()
    return int(row[0]) // 4 if row else 1


def count_with_vectors(catalogue: Catalogue, *, above: int = 0) -> int:
    """Return how many passages with an id above `above` have a vector."""
    query = "SELECT count(*) FROM passages JOIN vectors USING (text_hash) WHERE passages.id > ?"
    return int(catalogue.db.execute(query, (above,)).fetchone()[0])


def drop_unused_vectors(catalogue: Catalogue) -> int:
    """Delete the vectors that no passage uses; return how many."""
    return catalogue.db.execute(
        "DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM passages)"
    ).rowcount


def vectors(
    catalogue: Catalogue, *, above: int = 0, resource_id: str | None = None
) -> tuple[NDArray[np.int64], Vectors]:
    """Return the ids, shape (n,), and vectors, shape (n, dimension), of passages, by id.

    Those with an id above `above`; of one resource where `resource_id` is given.
    """
    query = "SELECT passages.id, vector FROM passages JOIN vectors USING (text_hash)"
    values: tuple[object, ...] = (above,)
    if resource_id is not None:
        query += " JOIN resources ON resources.key = passages.resource AND resources.id = ?"
        values = (resource_id, above)
    ids: list[int] = []
    data = bytearray()
    for row in catalogue.db.execute(f"{query} WHERE passages.id > ? ORDER BY passages.id", values):
        ids.append(row[0])
        data += row[1]
    matrix = unpacked(bytes(data))
    return np.array(ids, dtype=np.int64), matrix.reshape(len(ids), -1 if ids else 0)


def answering_vectors(catalogue: Catalogue, resource_id: str) -> Vectors:
    """Return the vectors, shape (n, dimension), of the text of a resource.

    Those of its references, licence and the like only where there is nothing else.
    """
    ids, every = vectors(catalogue, resource_id=resource_id)
    rows = catalogue.db.execute(
        "SELECT id FROM passages WHERE role = ? AND id IN (SELECT value FROM json_each(?))",
        (Role.TEXT, to_json(ids.tolist())),
    )
    answering = np.isin(ids, [row[0] for row in rows])
    return every[answering] if answering.any() else every


def _stored(row: sqlite3.Row) -> StoredPassage:
    address = f"{row['resource_id']}{SEPARATOR}{row['address']}"
    return StoredPassage(row["number"], row["resource_id"], address, _passage(row))


def _passage(row: sqlite3.Row) -> Passage:
    fields = {key: row[key] for key in _PASSAGE}
    read = {"heading_path": tuple(json.loads(fields["heading_path"])), "role": Role(fields["role"])}
    return Passage(**fields | read)
