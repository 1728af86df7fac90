"""Resources: stored, described, read back."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from indexer.catalogue import about
from indexer.catalogue.database import Catalogue, now, to_json
from indexer.catalogue.passages import folded_text, put_passages
from indexer.domain import Metadata, Outcome, Passage, Resource
from indexer.errors import NotFound
from indexer.metadata.facets import facet_values

_COLUMNS = (
    "id, root, path, content_hash, media_type, metadata, provenance, page_count, passage_count,"
    " outcome, added"
)


def put(
    catalogue: Catalogue,
    resource: Resource,
    passages: Sequence[Passage],
    text_hashes: Sequence[str],
) -> str:
    """Store a resource and its passages in place of its former version; return its id.

    A file keeps the id it has, unless it declares one. Where another file has that id already,
    `-2`, `-3` ... is added. `text_hashes[i]` names the vector of `passages[i]`.
    """
    former = find_by_file(catalogue, resource.root, resource.path)
    where = (resource.root, resource.path)
    catalogue.db.execute("DELETE FROM resources WHERE root = ? AND path = ?", where)
    keeps = former is not None and resource.metadata.identifier is None
    resource_id = _free_id(catalogue, former.id if former and keeps else resource.id)
    values = {
        "id": resource_id,
        "root": resource.root,
        "path": resource.path,
        "content_hash": resource.content_hash,
        "media_type": resource.media_type,
        "metadata": to_json(asdict(resource.metadata)),
        "provenance": to_json(resource.provenance),
        "page_count": resource.page_count,
        "passage_count": len(passages),
        "outcome": resource.outcome,
        "added": former.added if former else now(),
    }
    marks = ", ".join(f":{name}" for name in values)
    row = catalogue.db.execute(
        f"INSERT INTO resources ({', '.join(values)}) VALUES ({marks})", values
    )
    key = int(row.lastrowid or 0)
    catalogue.db.execute(
        "INSERT INTO title_text (rowid, title) VALUES (?, ?)",
        (key, folded_text(resource.metadata.title or "")),
    )
    about.put(catalogue, key, resource, passages)
    put_passages(catalogue, key, resource.metadata.title or "", passages, text_hashes)
    languages = [passage.language for passage in passages]
    catalogue.db.executemany(
        "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)",
        ((facet, value, key) for facet, value in facet_values(resource.metadata, languages)),
    )
    return resource_id


def find(catalogue: Catalogue, resource_id: str) -> Resource | None:
    """Return one resource, or None."""
    return next(iter(several(catalogue, [resource_id])), None)


def existing(catalogue: Catalogue, resource_id: str) -> Resource:
    """Return one resource. Raises NotFound with the cure."""
    resource = find(catalogue, resource_id)
    if resource is None:
        cure = "Find its id with: balkanetup search WORDS"
        raise NotFound(f"There is no resource {resource_id!r}.", cure=cure)
    return resource


def find_by_file(catalogue: Catalogue, root: str, path: str) -> Resource | None:
    """Return the resource made from a file, or None."""
    row = catalogue.db.execute(
        f"SELECT {_COLUMNS} FROM resources WHERE root = ? AND path = ?", (root, path)
    ).fetchone()
    return _resource(row) if row else None


def several(catalogue: Catalogue, ids: Sequence[str] | None = None) -> list[Resource]:
    """Return the resources with these ids (all when None), in the order of their titles."""
    query = f"SELECT {_COLUMNS} FROM resources"
    if ids is None:
        rows = catalogue.db.execute(query)
    else:
        rows = catalogue.db.execute(
            f"{query} WHERE id IN (SELECT value FROM json_each(?))",
            (to_json([name for name in ids if "\0" not in name]),),  # SQLite would end it there
        )
    return sorted(
        map(_resource, rows), key=lambda resource: (resource.metadata.title or "", resource.id)
    )


def added_since(catalogue: Catalogue, ids: Sequence[str], when: str) -> list[str]:
    """Return those of `ids`, in their order, that came at `when` (as `now` writes it) or later."""
    rows = catalogue.db.execute("SELECT id FROM resources WHERE added >= ?", (when,))
    late = {row[0] for row in rows}
    return [name for name in ids if name in late]


def newest(catalogue: Catalogue, ids: Sequence[str], limit: int) -> list[Resource]:
    """Return those `limit` of these resources that came last, the latest first."""
    rows = catalogue.db.execute(
        f"SELECT {_COLUMNS} FROM resources WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY added DESC, id LIMIT ?",
        (to_json(list(ids)), limit),
    )
    return list(map(_resource, rows))


def ids(catalogue: Catalogue, keys: Iterable[int]) -> dict[int, str]:
    """Return the id of each of these resources that exists, by key."""
    rows = catalogue.db.execute(
        "SELECT key, id FROM resources WHERE key IN (SELECT value FROM json_each(?))",
        (to_json(list(keys)),),
    )
    return {row[0]: row[1] for row in rows}


def keys(catalogue: Catalogue, ids: Iterable[str]) -> list[int]:
    """Return the keys of those of these resources that exist."""
    rows = catalogue.db.execute(
        "SELECT key FROM resources WHERE id IN (SELECT value FROM json_each(?))",
        (to_json(list(ids)),),
    )
    return [row[0] for row in rows]


def _free_id(catalogue: Catalogue, wished: str) -> str:
    free, number = wished, 2
    while find(catalogue, free) is not None:
        free, number = f"{wished}-{number}", number + 1
    return free


def _resource(row: sqlite3.Row) -> Resource:
    metadata = json.loads(row["metadata"])
    tuples = {key: tuple(value) for key, value in metadata.items() if isinstance(value, list)}
    read = {
        "metadata": Metadata(**(metadata | tuples)),
        "provenance": json.loads(row["provenance"]),
        "outcome": Outcome(row["outcome"]),
    }
    return Resource(**(dict(row) | read))
