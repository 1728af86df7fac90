"""What resources have in common besides their words: a strategy, a problem, a field, a setting.

An aspect is a list of values, and which resources have which. A value that many have tells
little: it weighs log((n + 1) / (f + 0.5)) where f of n resources have it (inverse document
frequency, Spärck Jones 1972, doi:10.1108/eb026526). How alike two resources are in an aspect is
the cosine of their weights, 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.resource_table import ResourceTable
from indexer.encoding import Vectors


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet; `facet` is "problem" for what is read from the text."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """Which of m values n resources have: `has`, shape (n, m).

    `weights` are the values' own, shape (m,), and `rows` what likeness is computed from, shape
    (n, m): of length 1, or 0 where nothing is known.
    """

    values: tuple[Value, ...]
    has: NDArray[np.bool_]
    weights: Vectors
    rows: Vectors

    @classmethod
    def of(
        cls, values: Sequence[Value], strengths: Vectors, has: NDArray[np.bool_] | None = None
    ) -> "Aspect":
        """Make an aspect of how strongly, shape (n, m), resources have `values`.

        They have those that are above 0, unless `has` says which they have surely.
        """
        counts = (strengths > 0).sum(axis=0)
        weights = np.log((len(strengths) + 1) / (counts + 0.5)).astype(np.float32)
        return cls(
            tuple(values),
            strengths > 0 if has is None else has,
            weights,
            of_length_one(strengths * np.maximum(weights, 0)),
        )

    def likeness(self, row: int) -> NDArray[np.float32]:
        """Return how alike each resource is to the one in `row`, shape (n,)."""
        return np.asarray(self.rows @ self.rows[row], np.float32)

    def greatest(self, row: int) -> NDArray[np.float32]:
        """Return the greatest product of a value's weights in each resource and in `row`."""
        return np.asarray((self.rows * self.rows[row]).max(axis=1, initial=0), np.float32)

    def sharing(self, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Return which resources, shape (n,), have a value of any of those in `rows`."""
        values = self.has[list(rows)].any(axis=0)
        return np.asarray((self.has & values).any(axis=1), np.bool_)

    def shared(self, row: int, other: int) -> tuple[Value, ...]:
        """Return the values that two resources have, the rarest first."""
        both = np.flatnonzero(self.has[row] & self.has[other])
        rarest_first = sorted(both.tolist(), key=lambda number: -float(self.weights[number]))
        return tuple(self.values[number] for number in rarest_first)

    def of_row(self, row: int) -> tuple[Value, ...]:
        """Return the values that a resource has, the rarest first."""
        return self.shared(row, row)


def of_facets(table: ResourceTable, facets: Sequence[str], common: frozenset[str]) -> Aspect:
    """Return the aspect of these facets, without the values in `common`, which tell nothing."""
    values = [Value(*key) for key in table.values if key[0] in facets and key[1] not in common]
    columns = [table.having(value.facet, value.value) for value in values]
    strengths = np.zeros((len(table.keys), len(values)), np.float32)
    for number, column in enumerate(columns):
        strengths[column, number] = 1
    return Aspect.of(values, strengths)


def of_length_one(rows: Vectors) -> Vectors:
    """Return rows, shape (n, m), of length 1; those that are 0 stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
