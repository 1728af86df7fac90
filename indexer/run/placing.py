"""The map of the collection, brought up to date at the end of a run."""

import numpy as np

from indexer.catalogue import Catalogue, places
from indexer.catalogue.places import Map
from indexer.encoding import Vectors
from indexer.vectors import layout

_GROWTH = 1.5  # the whole is laid out anew when there are so many times as many as then


def refresh(catalogue: Catalogue, encoder: str) -> None:
    """Give every new resource a place on the map, and forget those gone. Within a transaction.

    `encoder` names the vectors: those of another one make another map.
    """
    former = places.read(catalogue)
    names = places.resource_ids(catalogue)
    if former.encoder == encoder and set(names) == set(former.places):
        return
    places.write(catalogue, drawn(former, *places.centres(catalogue), encoder))


def drawn(former: Map, names: list[str], vectors: Vectors, encoder: str) -> Map:
    """Return the map of these resources, whose vectors have shape (n, dimension)."""
    if not names:
        return Map(encoder=encoder)
    before = np.array([former.places.get(name, (np.nan, np.nan)) for name in names])
    placed = np.isfinite(before[:, 0])
    outgrown = len(names) > _GROWTH * former.fitted
    if former.encoder != encoder or outgrown or not placed.any():
        fitted = _laid_out(vectors, before if placed.any() else None)
        return Map(_by_name(names, fitted + layout.apart(names)), len(names), encoder)
    new = layout.among(vectors[~placed], vectors[placed], before[placed])
    before[~placed] = new + layout.apart(
        [n for n, there in zip(names, placed, strict=True) if not there]
    )
    return Map(_by_name(names, before), former.fitted, encoder)


def _laid_out(vectors: Vectors, start: layout.Places | None) -> layout.Places:
    """Return places for all; of very many, some are laid out and the others placed among them."""
    chosen = np.zeros(len(vectors), np.bool_)
    chosen[:: -(-len(vectors) // layout.MOST_FITTED)] = True
    part = start[chosen] if start is not None else None
    if part is not None and not np.isfinite(part).any():
        part = None
    fitted = np.empty((len(vectors), 2))
    fitted[chosen] = layout.fitted(vectors[chosen], part)
    if not chosen.all():
        fitted[~chosen] = layout.among(vectors[~chosen], vectors[chosen], fitted[chosen])
    return fitted


def _by_name(names: list[str], places_of: layout.Places) -> dict[str, tuple[float, float]]:
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, places_of, strict=True)}
