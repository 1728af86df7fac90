"""The facet values of passages: those of the resource that each is of."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue.database import Catalogue

Values = Mapping[str, Sequence[str]]  # of each facet that there is something of


def of_passages(catalogue: Catalogue, passage_ids: NDArray[np.int64]) -> list[Values]:
    """Return the facet values of each passage; those of one resource share theirs in memory."""
    by_resource: dict[int, dict[str, list[str]]] = {}
    for resource, facet, value in catalogue.db.execute(
        "SELECT resource, facet, value FROM facets ORDER BY resource, facet, value"
    ):
        by_resource.setdefault(resource, {}).setdefault(facet, []).append(value)
    owners = dict(map(tuple, catalogue.db.execute("SELECT id, resource FROM passages")))
    nothing: Values = {}
    return [by_resource.get(owners[number], nothing) for number in passage_ids.tolist()]
