"""The systems that are compared: what each recommends beside a seed, best first, by work.

Each takes the searcher, the id of a seed and how many, and returns ids, one of each work: that of
its original. None may recommend a version of the seed's own work, or what has no text.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from indexer.catalogue import passages, resources, works
from indexer.encoding import Vectors
from search_api.recommend import Wish, related_to, same_strategy_elsewhere
from search_api.recommend.profiles import profiles
from search_api.recommend.reasons import differ
from search_api.recommend.suggestion import centre
from search_api.retrieval.index_reader import Searcher

System = Callable[[Searcher, str, int], list[str]]


class Points:
    """A vector of length 1 of each of n resources: `vectors`, shape (n, dimension)."""

    def __init__(self, ids: list[str], vectors: Vectors) -> None:
        self.ids = ids
        self.vectors = vectors


class Means(Points):
    """The mean of the passages of each resource, references and the like left out."""


class Titles(Points):
    """The vector of each resource's title."""


def means(searcher: Searcher) -> Points:
    """Return the means of an index, computed once."""
    return searcher.state.derived.get(Means, lambda: _means(searcher))


def titles(searcher: Searcher) -> Points:
    """Return the vectors of the titles of an index, computed once."""
    return searcher.state.derived.get(Titles, lambda: _titles(searcher))


def ours(searcher: Searcher, seed: str, k: int) -> list[str]:
    """Return what the service recommends."""
    items = related_to(searcher, Wish((seed,), k=k)).items
    return [original(searcher, item.resource.id) for item in items]


def nearest(
    points: Callable[[Searcher], Points], searcher: Searcher, seed: str, k: int
) -> list[str]:
    """Return the plain nearest neighbours of the seed's vector."""
    every, of = points(searcher), profiles(searcher)
    scores = every.vectors @ every.vectors[every.ids.index(seed)]
    seen = {int(of.table.works[of.rows[seed]])}
    near: list[str] = []
    for at in np.argsort(-scores, kind="stable").tolist():
        work = int(of.table.works[of.rows[every.ids[at]]])
        if work not in seen:
            seen.add(work)
            near.append(every.ids[at])
        if len(near) == k:
            break
    return [original(searcher, name) for name in near]


def elsewhere(searcher: Searcher, seed: str, k: int) -> list[str]:
    """Return what the service recommends as the same strategy elsewhere."""
    items = same_strategy_elsewhere(searcher, Wish((seed,), k=k)).items
    return [original(searcher, item.resource.id) for item in items]


def nearest_elsewhere(searcher: Searcher, seed: str, k: int) -> list[str]:
    """Return the nearest neighbours of the mean vector that are in no field of the seed."""
    of = profiles(searcher)
    near = nearest(means, searcher, seed, len(of.rows))
    return [name for name in near if differ(of, of.rows[seed], of.rows[name])][:k]


def original(searcher: Searcher, name: str) -> str:
    """Return the id of the original of a resource's work: what grades belong to."""
    versions = works.versions(searcher.catalogue, [name])[name]
    return versions[0].id if versions else name


def with_text(searcher: Searcher) -> list[str]:
    """Return the ids of the resources that have text."""
    state = searcher.state
    rows = np.unique(state.resource_rows[state.passage_table.answering])
    return [state.resources.ids[row] for row in rows]


def _means(searcher: Searcher) -> Means:
    ids = with_text(searcher)
    every = [centre(passages.answering_vectors(searcher.catalogue, name)) for name in ids]
    return Means(ids, np.array(every))


def _titles(searcher: Searcher) -> Titles:
    ids = with_text(searcher)
    every = {it.id: it.metadata.title or it.path for it in resources.several(searcher.catalogue)}
    return Titles(ids, searcher.encoder.encode_passages([every[name] for name in ids]))


SYSTEMS: dict[str, System] = {
    "ours": ours,
    "mean vector": partial(nearest, means),
    "title vector": partial(nearest, titles),
}
ELSEWHERE: dict[str, System] = {"ours": elsewhere, "nearest in another field": nearest_elsewhere}
