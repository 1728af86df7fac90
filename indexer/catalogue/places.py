"""Where each resource is on the map of the collection: one value, read and written whole."""

import json
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import passage_table, passages
from indexer.catalogue.database import Catalogue
from indexer.encoding import Vectors

_KEY = "map"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Map:
    """The place of each resource, by id. `fitted` is how many were there when all of it was laid
    out, by the vectors of this `encoder`."""

    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    fitted: int = 0
    encoder: str = ""


def read(catalogue: Catalogue) -> Map:
    """Return the map; an empty one before the first."""
    written = json.loads(catalogue.about(_KEY) or "{}")
    places = {name: (x, y) for name, (x, y) in written.get("places", {}).items()}
    return Map(places, written.get("fitted", 0), written.get("encoder", ""))


def write(catalogue: Catalogue, drawn: Map) -> None:
    """Store the map in the place of the former one. Within a transaction."""
    places = {name: [round(x, _DIGITS), round(y, _DIGITS)] for name, (x, y) in drawn.places.items()}
    written = {"fitted": drawn.fitted, "encoder": drawn.encoder, "places": places}
    catalogue.set_about(_KEY, json.dumps(written, separators=(",", ":")))


def resource_ids(catalogue: Catalogue) -> list[str]:
    """Return the ids of all resources that have a vector, by when they came."""
    rows = catalogue.db.execute(
        "SELECT DISTINCT resources.key, resources.id FROM resources"
        " JOIN passages ON passages.resource = resources.key"
        " JOIN vectors USING (text_hash) ORDER BY resources.key"
    )
    return [row[1] for row in rows]


def centres(catalogue: Catalogue) -> tuple[list[str], Vectors]:
    """Return the ids of the resources, by when they came, and where their text points.

    The vectors have shape (n, dimension) and length 1: the means of those of each text, of its
    references and the like only where there is nothing else.
    """
    ids, vectors = passages.vectors(catalogue)
    table = passage_table.read(catalogue).among(ids)
    keys, rows = np.unique(table.resources, return_inverse=True)
    answers = np.zeros(len(keys), np.bool_)
    answers[rows[table.answering]] = True
    counts = table.answering | ~answers[rows]
    sums = np.zeros((len(keys), vectors.shape[1]), np.float32)
    np.add.at(sums, rows[counts], vectors[counts])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return _names(catalogue, keys), sums / np.maximum(lengths, 1e-12)


def _names(catalogue: Catalogue, keys: NDArray[np.int64]) -> list[str]:
    names = dict(map(tuple, catalogue.db.execute("SELECT key, id FROM resources")))
    return [names[key] for key in keys.tolist()]
