"""Resource, language and kind of every passage, in memory: a question asks of hundreds at once."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.database import Catalogue
from indexer.domain import Role
from indexer.vectors.sorted_ids import rows_of

_AT_ONCE = 50_000  # passages


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

    def of_resources(self, keys: NDArray[np.int64]) -> "PassageTable":
        """Return the rows of the passages of these resources, their keys sorted."""
        return self.at(np.flatnonzero(rows_of(keys, self.resources) >= 0))

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
    )
    blocks = [_columns([])]
    while block := rows.fetchmany(_AT_ONCE):  # all at once would take 400 bytes a passage
        blocks.append(_columns(block))
    return PassageTable(
        np.concatenate([block.ids for block in blocks]),
        np.concatenate([block.resources for block in blocks]),
        np.concatenate([block.languages for block in blocks]),
        np.concatenate([block.answering for block in blocks]),
    )


def _columns(rows: Sequence[sqlite3.Row]) -> PassageTable:
    ids, resources, languages, roles = zip(*rows, strict=True) if rows else ((), (), (), ())
    return PassageTable(
        np.array(ids, np.int64),
        np.array(resources, np.int64),
        np.array(languages, np.str_),
        np.array([role == Role.TEXT for role in roles], np.bool_),
    )
