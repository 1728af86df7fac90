"""What passages look like, whatever their words: by this one is chosen to be shown."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from indexer.catalogue.database import Catalogue, to_json
from indexer.domain import Role


class StoredShape(NamedTuple):
    """Of a passage: its id, language, headings, number of sentences, and whether it is the last
    text of its resource. A passage of one sentence has 0: none is stored to choose from.
    """

    id: int
    language: str
    headings: tuple[str, ...]
    sentences: int
    is_last: bool


def of_passages(catalogue: Catalogue, passage_ids: Iterable[int]) -> Iterator[StoredShape]:
    """Yield the shape of each of these passages that exists."""
    rows = catalogue.db.execute(
        "SELECT passages.id, language, heading_path, (SELECT count(*) FROM sentences"
        " WHERE sentences.text_hash = passages.text_hash AND vector <> x''),"
        " NOT EXISTS (SELECT 1 FROM passages AS later WHERE later.resource = passages.resource"
        " AND later.ordinal > passages.ordinal AND later.role = ?)"
        " FROM json_each(?) AS asked CROSS JOIN passages ON passages.id = asked.value",
        (Role.TEXT, to_json([int(number) for number in passage_ids])),
    )
    for number, language, headings, sentences, is_last in rows:
        yield StoredShape(number, language, tuple(json.loads(headings)), sentences, bool(is_last))
