"""Vectors laid out on a plane, so that what is alike is near: the map of the collection.

A map is only of use when readers find things where they saw them last. So what is new is placed
among what is there, and nothing else moves; the whole is laid out anew only when it has grown by
half, and then begins with the places there were.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from indexer.encoding import Vectors
from indexer.vectors import tsne

Places = NDArray[np.float64]  # shape (n, 2)

MOST_FITTED = 2_000  # laid out together; the others are placed among them
_FEW = 10  # fewer have no neighbourhoods to keep
_NEIGHBOURS = 5
_DIMENSIONS = 50  # that matter for neighbourhoods
_PERPLEXITY = 20
_ROUNDS = 500
_APART = 0.006  # of the map's side: so far two with the same neighbours stand from their middle


def fitted(vectors: Vectors, start: Places | None = None) -> Places:
    """Return places for vectors of shape (n, dimension), all of length 1, within the unit square.

    `start` are places that they had, or some of them (NaN for those that had none): they keep about
    these. t-SNE, from their principal components where there is no start.
    """
    reduced = _principal(vectors, _DIMENSIONS)
    plain = _within_square(reduced[:, :2])
    if len(vectors) < _FEW:
        return plain
    if start is None:
        return _within_square(_embedded(reduced, plain, exaggeration=12.0))
    placed = np.isfinite(start[:, 0])
    begun = start.copy()
    begun[~placed] = among(vectors[~placed], vectors[placed], start[placed])
    moved = _embedded(reduced, begun, exaggeration=1.0)
    return _laid_over(moved, start, placed)


def among(new: Vectors, placed: Vectors, places: Places) -> Places:
    """Return places for new vectors: in the middle of their nearest neighbours, nearer the nearer.

    `placed`, shape (n, dimension), are those that have `places`, shape (n, 2); n is at least 1.
    """
    similarity = (new @ placed.T).astype(np.float64)
    count = min(_NEIGHBOURS, len(placed))
    nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
    weights = np.maximum(np.take_along_axis(similarity, nearest, axis=1), 1e-3) ** 8
    weights /= weights.sum(axis=1, keepdims=True)
    middle: Places = np.einsum("nk,nkd->nd", weights, places[nearest])
    return middle


def apart(names: Sequence[str]) -> Places:
    """Return a small step for each name, always the same: so that no two stand at one place."""
    digests = [hashlib.blake2b(name.encode(), digest_size=2).digest() for name in names]
    angles = np.array([int.from_bytes(digest) for digest in digests]) * (2 * np.pi / 2**16)
    return _APART * np.stack([np.cos(angles), np.sin(angles)], axis=1).reshape(-1, 2)


def _principal(vectors: Vectors, dimensions: int) -> NDArray[np.float64]:
    """Return the first principal components, shape (n, up to `dimensions`, at least 2)."""
    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(left[np.argmax(np.abs(left), axis=0), np.arange(left.shape[1])])
    components = (left * sizes * np.where(signs == 0, 1, signs))[:, :dimensions]
    missing = max(0, 2 - components.shape[1])
    return np.pad(components, ((0, 0), (0, missing)))


def _embedded(vectors: Places, start: Places, *, exaggeration: float) -> Places:
    spread = start.std() or 1.0
    with threadpool_limits(1):  # its threads wait for one another longer than they work
        return tsne.embedded(
            vectors,
            (start - start.mean(axis=0)) / spread * (1e-4 if exaggeration > 1 else 10.0),
            perplexity=min(_PERPLEXITY, (len(vectors) - 1) / 3),
            exaggeration=exaggeration,
            rounds=_ROUNDS,
        )


def _within_square(places: Places) -> Places:
    """Return the places moved and scaled evenly, so that the unit square just holds them."""
    low, high = places.min(axis=0), places.max(axis=0)
    side = float((high - low).max()) or 1.0
    inside: Places = (places - (low + high) / 2) / side + 0.5
    return inside


def _laid_over(moved: Places, start: Places, rows: NDArray[np.bool_]) -> Places:
    """Return the places turned, scaled and shifted so that `rows` lie best over their start."""
    middle, middle_start = moved[rows].mean(axis=0), start[rows].mean(axis=0)
    ours, theirs = moved[rows] - middle, start[rows] - middle_start
    left, sizes, right = np.linalg.svd(ours.T @ theirs)
    scale = sizes.sum() / max(float((ours**2).sum()), 1e-12)
    over: Places = (moved - middle) @ (left @ right) * scale + middle_start
    return over
