"""The language, facet values and work of each resource, in memory: filters and counts by arrays.

A search counts hundreds of facet values; asking the database for each takes longer than ranking.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.database import Catalogue
from indexer.vectors.sorted_ids import rows_of

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ResourceTable:
    """One row for each of n resources, by key. About 20 bytes for each of their facet values.

    `keys` are sorted; `works`, shape (n,), numbers the work that each resource is a version of.
    `languages` are those the resources are described with, "" where nothing is.
    `values` numbers every (facet, value), in alphabet. `value_numbers` (sorted) and `value_rows`,
    both of shape (m,), are the pairs of a value and a resource that has it.
    """

    keys: Rows
    ids: tuple[str, ...]
    languages: tuple[str, ...]
    works: Rows
    values: Mapping[tuple[str, str], int]
    value_numbers: Rows
    value_rows: Rows

    def rows(self, keys: Rows) -> Rows:
        """Return the row of the resource with each of these keys; -1 for an unknown one."""
        return rows_of(self.keys, keys)

    def having(self, facet: str, value: str) -> NDArray[np.bool_]:
        """Return which resources have the value of a facet, shape (n,)."""
        number = self.values.get((facet, value), -1)
        first, last = np.searchsorted(self.value_numbers, [number, number + 1]).tolist()
        resources = np.zeros(len(self.keys), np.bool_)
        resources[self.value_rows[first:last]] = True
        return resources


def read(catalogue: Catalogue) -> ResourceTable:
    """Return the table of all resources there are."""
    resources = catalogue.db.execute(
        "SELECT key, id, coalesce(work, id), coalesce(json_extract(metadata, '$.language'), '')"
        " FROM resources"
        " LEFT JOIN works ON works.resource = resources.id ORDER BY key"
    ).fetchall()
    pairs = catalogue.db.execute(
        "SELECT facet, value, resource FROM facets ORDER BY facet, value, resource"
    ).fetchall()
    values: dict[tuple[str, str], int] = {}
    works: dict[str, int] = {}
    keys = np.array([row[0] for row in resources], np.int64)
    return ResourceTable(
        keys=keys,
        ids=tuple(row[1] for row in resources),
        languages=tuple(row[3] for row in resources),
        works=np.array([works.setdefault(row[2], len(works)) for row in resources], np.int64),
        values=values,
        value_numbers=np.array(
            [values.setdefault((pair[0], pair[1]), len(values)) for pair in pairs], np.int64
        ),
        value_rows=rows_of(keys, np.array([pair[2] for pair in pairs], np.int64)),
    )
