"""Two versions of a work side by side: which of their passages say the same.

Both tell the same things in the same order, but are cut into passages elsewhere, and either may
have what the other lacks. So those that are alike are paired, in order; what is in no pair stands
between its neighbours, beside the passage nearest to it.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, passages
from indexer.catalogue.passages import StoredPassage

_UNLIKE = 0.35  # a cosine below which two passages do not say the same


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

    `similarity`, shape (n, m), is that of each with each; n and m are at least 1.
    """
    pairs = dict(_pairs(similarity))
    ends = sorted(pairs.items())
    rows: list[int] = []
    for place in range(similarity.shape[1]):
        if place not in pairs:  # between its neighbours' rows, beside the one nearest to it
            first = rows[-1] if rows else 0
            last = next((row for later, row in ends if later > place), len(similarity) - 1)
            rows.append(first + int(np.argmax(similarity[first : last + 1, place])))
        else:
            rows.append(pairs[place])
    return rows


def _pairs(similarity: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Return the pairs (place, row) that are alike, in order on both sides: most alike in sum.

    Passages without a counterpart, such as an abstract that was not translated, are in no pair.
    Source: Needleman and Wunsch 1970, J Mol Biol, doi:10.1016/0022-2836(70)90057-4.
    """
    worth = similarity.astype(np.float64) - _UNLIKE
    rows, places = worth.shape
    best = np.zeros((rows + 1, places + 1))
    for row in range(rows):
        paired = np.maximum(best[row, 1:], best[row, :-1] + worth[row])
        best[row + 1, 1:] = np.maximum.accumulate(paired)
    pairs = []
    row, place = rows, places
    while row and place:
        if best[row, place] == best[row - 1, place]:
            row -= 1
        elif best[row, place] == best[row, place - 1]:
            place -= 1
        else:
            row, place = row - 1, place - 1
            pairs.append((place, row))
    return pairs


def _with_vectors(
    catalogue: Catalogue, resource_id: str
) -> tuple[list[StoredPassage], NDArray[np.float32]]:
    """Return the passages of a resource that have vectors, and those, shape (n, dimension)."""
    ids, vectors = passages.vectors(catalogue, resource_id=resource_id)
    stored = passages.by_id(catalogue, ids.tolist())
    order = sorted(range(len(ids)), key=lambda row: stored[int(ids[row])].passage.ordinal)
    return [stored[int(ids[row])] for row in order], vectors[order]
