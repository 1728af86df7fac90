"""Two versions of a work side by side: which of their passages say the same.

Both tell the same things in the same order, but cut into passages elsewhere. So each passage of
one gets the passage of the other that is nearest in meaning, never one before that of its
predecessor; what nobody chose stands beside the nearer of its neighbours.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, passages
from indexer.catalogue.passages import StoredPassage


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of the one version, and those of the other that stand beside it, if any."""

    left: StoredPassage
    right: list[StoredPassage] = field(default_factory=list)


def side_by_side(catalogue: Catalogue, resource_id: str, other_id: str) -> list[Row]:
    """Return every passage of two resources once, in reading order, those that match in one row."""
    left, left_vectors = _with_vectors(catalogue, resource_id)
    right, right_vectors = _with_vectors(catalogue, other_id)
    rows = [Row(stored) for stored in left]
    if not rows or not right:
        return rows
    for stored, row in zip(right, beside(left_vectors @ right_vectors.T), strict=True):
        rows[row].right.append(stored)
    return rows


def beside(similarity: NDArray[np.float32]) -> list[int]:
    """Return for each of m passages beside which of n it stands, never before an earlier one.

    `similarity`, shape (n, m), is that of each with each.
    """
    chosen = _in_order(similarity)
    rows: list[int] = []
    for place in range(similarity.shape[1]):
        first, end = (int(np.searchsorted(chosen, place, side)) for side in ("left", "right"))
        neighbours = [row for row in (first - 1, first) if 0 <= row < len(chosen)]
        candidates = list(range(first, end)) or neighbours  # those that chose it, if any did
        best = max(candidates, key=lambda row: (similarity[row, place], -row))
        rows.append(max(best, rows[-1]) if rows else best)
    return rows


def _in_order(similarity: NDArray[np.float32]) -> list[int]:
    """Return for each of n passages which of m it goes with, in order: most similar in sum."""
    best = np.zeros(similarity.shape[1])
    before: list[NDArray[np.int64]] = []
    for row in similarity:
        upto = np.maximum.accumulate(best)
        reached = np.where(best == upto, np.arange(len(best)), 0)
        before.append(np.maximum.accumulate(reached))
        best = upto + row
    place = int(np.argmax(best))
    chosen = [place]
    for row_before in reversed(before[1:]):
        place = int(row_before[place])
        chosen.append(place)
    return chosen[::-1]


def _with_vectors(
    catalogue: Catalogue, resource_id: str
) -> tuple[list[StoredPassage], NDArray[np.float32]]:
    """Return the passages of a resource that have vectors, and those, shape (n, dimension)."""
    ids, vectors = passages.vectors(catalogue, resource_id=resource_id)
    stored = passages.by_id(catalogue, ids.tolist())
    order = sorted(range(len(ids)), key=lambda row: stored[int(ids[row])].passage.ordinal)
    return [stored[int(ids[row])] for row in order], vectors[order]
