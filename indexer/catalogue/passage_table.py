"""Resource, language and kind of every passage, in memory: a question asks of hundreds at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.database import Catalogue
from indexer.domain import Role
from indexer.vectors.sorted_ids import rows_of


@dataclass(frozen=True, slots=True)
class PassageTable:
    """One row for each passage, by id; all arrays have shape (n,). Some 50 bytes a passage.

    `ids` are sorted. `resources` are the keys of the resources they belong to, `languages` tags;
    `answering` tells those that are text, and no list of references, licence or author line.
    """

    ids: NDArray[np.int64]
    resources: NDArray[np.int64]
    languages: NDArray[np.str_]
    answering: NDArray[np.bool_]

    def rows(self, passage_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each of these passages, shape (m,); -1 for one that is not here."""
        return rows_of(self.ids, passage_ids)

    def among(self, passage_ids: NDArray[np.int64]) -> "PassageTable":
        """Return the rows of those passages that are among `passage_ids`."""
        return self.at(np.flatnonzero(np.isin(self.ids, passage_ids, assume_unique=True)))

    def at(self, rows: NDArray[np.int64]) -> "PassageTable":
        """Return these rows, ascending."""
        return PassageTable(
            self.ids[rows], self.resources[rows], self.languages[rows], self.answering[rows]
        )

    def followed_by(self, other: "PassageTable") -> "PassageTable":
        """Return these rows and those of `other`, whose ids are all higher."""
        return PassageTable(
            np.concatenate([self.ids, other.ids]),
            np.concatenate([self.resources, other.resources]),
            np.concatenate([self.languages, other.languages]),
            np.concatenate([self.answering, other.answering]),
        )


def read(catalogue: Catalogue, *, above: int = 0, upto: int = 2**62) -> PassageTable:
    """Return the rows of the passages with an id above `above`, up to `upto`."""
    rows = catalogue.db.execute(
        "SELECT id, resource, language, role FROM passages WHERE id > ? AND id <= ? ORDER BY id",
        (above, upto),
    ).fetchall()
    return PassageTable(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.str_),
        np.array([row[3] == Role.TEXT for row in rows], np.bool_),
    )


def passage_ids(catalogue: Catalogue) -> NDArray[np.int64]:
    """Return the ids of all passages there are, sorted."""
    rows = catalogue.db.execute("SELECT id FROM passages")
    return np.sort(np.fromiter((row[0] for row in rows), np.int64))
