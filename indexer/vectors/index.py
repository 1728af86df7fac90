"""What a vector index is: the seam behind which FAISS, numpy or a server may answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.settings import Engine
from indexer.vectors.sorted_ids import marked

PassagesWith = Callable[[str, str], NDArray[np.int64]]  # facet and value to sorted passage ids


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Which passages may answer: those that pass every filter, are among `only`, not `without`.

    `filters` maps a facet to values, of which a passage's resource must have any. `only` (None
    for all) and `without` are sorted passage ids, shape (n,); ids that the index does not hold
    mean nothing. A condition says what is wanted, not how to look: an engine that stores facets
    (`stores_facets`) translates the filters into its own terms; for one that does not, `resolved`
    makes ids of them.
    """

    only: NDArray[np.int64] | None = None
    without: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def resolved(self, passages_with: PassagesWith) -> "Condition":
        """Return the same condition in ids alone; `passages_with` looks a facet's value up."""
        only = self.only
        for facet, values in self.filters.items():
            having = [passages_with(facet, value) for value in values]
            passing = np.unique(np.concatenate([np.zeros(0, np.int64), *having]))
            only = passing if only is None else np.intersect1d(only, passing)
        return Condition(only, self.without)

    @property
    def is_open(self) -> bool:
        """Whether any passage may answer."""
        return self.only is None and not self.filters and not len(self.without)

    def ids_among(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of `ids`, sorted, that may answer. Raises ValueError before `resolved`."""
        return ids[self.mask(ids)]

    def mask(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of `ids`, sorted, may answer. Raises ValueError before `resolved`."""
        if self.filters:
            raise ValueError("a condition with filters must be resolved for this engine")
        kept = np.ones(len(ids), np.bool_) if self.only is None else marked(ids, self.only)
        if len(self.without):
            kept &= ~marked(ids, self.without)
        return kept


EVERYTHING = Condition()


class VectorIndex(Protocol):
    """Unit vectors with the ids of their passages, searched by inner product.

    One that can score all of them for every question is a `ScoresAll` as well. Another one may miss
    some of the nearest, never misstates a cosine, and is asked for the nearest few thousand
    (search_api/retrieval/narrowing.py).
    """

    engine: ClassVar[Engine]
    stores_facets: ClassVar[bool]  # whether it takes conditions with filters, not only with ids

    @property
    def method(self) -> str:
        """How it searches, for the record: `exact`, or in the engine's words."""

    @property
    def ids(self) -> NDArray[np.int64]:
        """The passage ids, sorted, shape (count,)."""

    @property
    def count(self) -> int:
        """How many vectors there are."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def search(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `vector` has shape (dimension,).
        """

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of `ids` that are here, shape (m,), and their vectors (m, dimension)."""

    def save(self, file: Path) -> None:
        """Write to a file, to be loaded by the same engine."""


@runtime_checkable
class OnServer(Protocol):
    """What an index can do besides when another process searches it, which may be out of reach."""

    def check(self) -> None:
        """Raise VectorsUnavailable where the server does not answer, or has not got the vectors."""


@runtime_checkable
class ScoresAll(Protocol):
    """What an index can do besides when it is small enough to score all: then nothing is missed."""

    def inner_products(self, vector: Vectors) -> NDArray[np.float32]:
        """Return that of `vector`, shape (dimension,), with every vector, (count,), by id."""
