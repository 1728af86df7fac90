"""The index in memory: the vectors and passages of a generation, and those committed since.

Some 1,600 bytes per passage at 384 dimensions. A passage never changes and its id is never used
twice, so a generation is read once; after each commit only new and deleted passages are read.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, finding, passage_table, passages, resource_table
from indexer.catalogue.passage_table import PassageTable
from indexer.catalogue.resource_table import ResourceTable
from indexer.encoding import Vectors
from indexer.errors import IndexDamaged
from indexer.storage import generations
from indexer.vectors import Condition, Engine, VectorIndex, build
from indexer.vectors.sorted_ids import rows_of
from search_api.retrieval import whitening
from search_api.retrieval.derived import Derived
from search_api.retrieval.edit_distance import Vocabulary
from search_api.retrieval.passage_shapes import PassageShapes

NO_GENERATION = "(none)"
_KEPT_TERMS = 32_768  # at some 200 bytes a term: 6 MiB
_log = logging.getLogger(__name__)


class TermStatistics:
    """The number of passages that each term occurs in, at one revision of the catalogue.

    Counts are kept: questions share words, and the full-text index takes long to count one.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._vocabulary: Vocabulary | None = None

    def frequencies(
        self, catalogue: Catalogue, terms: Iterable[str], column: str
    ) -> dict[str, int]:
        """Return in how many passages each of `terms` occurs; terms without one are left out.

        `catalogue` must be a view of this revision, `column` is one of the full-text index.
        """
        counts = {term: self._counts.get((column, term)) for term in terms}
        fresh = [term for term, count in counts.items() if count is None]
        if fresh:
            counted = finding.frequencies(catalogue, fresh, column)
            counts |= {term: counted.get(term, 0) for term in fresh}
            if len(self._counts) < _KEPT_TERMS:
                self._counts.update({(column, term): counted.get(term, 0) for term in fresh})
        return {term: count for term, count in counts.items() if count}

    def vocabulary(self, catalogue: Catalogue) -> Vocabulary:
        """Return the words of all texts, for spelling candidates; made on first use."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(finding.vocabulary(catalogue))
        return self._vocabulary


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index at one revision of the catalogue.

    `passage_table` has a row for each of the n existing passages, ascending by id; all arrays of
    passages are in this order. `resource_rows`, shape (n,), are their resources' rows in
    `resources`. `published` holds the vectors of the generation, of which those in
    `published_rows` still exist, and `newer` those committed since. `whitening` is the matrix for
    questions, estimated from the published vectors. `derived` keeps what others compute of it.
    """

    key: tuple[object, ...]  # what was loaded; another key is another index
    generation: str
    last_passage_id: int  # of the generation
    published: VectorIndex
    published_table: PassageTable
    newer: VectorIndex
    whitening: Vectors
    published_rows: NDArray[np.int64]
    passage_table: PassageTable
    resources: ResourceTable
    resource_rows: NDArray[np.int64]
    terms: TermStatistics = field(default_factory=TermStatistics)
    shapes: PassageShapes = field(default_factory=PassageShapes)
    derived: Derived = field(default_factory=Derived)
    revision: int = -1

    def nearest(
        self, vector: Vectors, limit: int, filters: Mapping[str, Sequence[str]] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        `filters` maps a facet to values, of which a passage's resource must have any.
        """
        gone = np.delete(self.published.ids, self.published_rows)
        condition = Condition(without=gone, filters=filters or {})
        nearest = self._searched(self.published, vector, limit, condition)
        nearest += self._searched(self.newer, vector, limit, condition)
        return sorted(nearest, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def passages_with(self, facet: str, value: str) -> NDArray[np.int64]:
        """Return the ids, sorted, of the passages whose resource has the value of a facet."""
        return self.passage_table.ids[self.resources.having(facet, value)[self.resource_rows]]

    def _searched(
        self, index: VectorIndex, vector: Vectors, limit: int, condition: Condition
    ) -> list[tuple[int, float]]:
        if not index.stores_facets:
            condition = condition.resolved(self.passages_with)
        return index.search(vector, limit, condition)

    def cosines(self, vector: Vectors) -> NDArray[np.float32]:
        """Return the cosine of `vector`, shape (dimension,), with every passage, shape (n,)."""
        published = self.published.inner_products(vector)
        if len(self.published_rows) < len(published):
            published = published[self.published_rows]
        return np.concatenate([published, self.newer.inner_products(vector)])

    def vectors(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors, shape (len(rows), dimension), of passages given by ascending rows."""
        ids = self.passage_table.ids[rows]
        _, published = self.published.vectors_of(ids)
        _, newer = self.newer.vectors_of(ids)
        return np.concatenate([published, newer])


def load(
    catalogue: Catalogue,
    data_dir: Path,
    key: tuple[object, ...],
    dimension: int,
    *,
    mapped: bool = False,
) -> IndexState:
    """Load the generation `key[0]`; else the newest undamaged one; else the catalogue's vectors.

    `dimension` is the length of a vector. `mapped`: share memory with other processes.
    """
    generation, last, published = _vectors(catalogue, data_dir, key, dimension, mapped=mapped)
    existing = passage_table.read(catalogue, upto=last).among(published.ids)
    resources = resource_table.read(catalogue)
    return IndexState(
        key=key,
        generation=generation,
        last_passage_id=last,
        published=published,
        published_table=existing,
        newer=_index(published.ids[:0], np.zeros(0, np.float32), dimension, published.engine),
        whitening=whitening.root(_sample(published)),
        published_rows=rows_of(published.ids, existing.ids),
        passage_table=existing,
        resources=resources,
        resource_rows=resources.rows(existing.resources),
    )


def brought_up_to_date(state: IndexState, catalogue: Catalogue) -> IndexState:
    """Return `state` with the passages committed or deleted since."""
    if state.revision == catalogue.revision:
        return state
    last = state.last_passage_id
    existing = state.published_table.among(passage_table.passage_ids(catalogue))
    published = state.published
    fresh = passages.vectors(catalogue, above=last)
    newer = _index(*fresh, published.dimension, published.engine)
    every = existing.followed_by(passage_table.read(catalogue, above=last).among(newer.ids))
    resources = resource_table.read(catalogue)
    return replace(
        state,
        newer=newer,
        published_rows=rows_of(published.ids, existing.ids),
        passage_table=every,
        resources=resources,
        resource_rows=resources.rows(every.resources),
        terms=TermStatistics(),
        derived=Derived(),
        revision=catalogue.revision,
    )


def _vectors(
    catalogue: Catalogue, data_dir: Path, key: tuple[object, ...], dimension: int, *, mapped: bool
) -> tuple[str, int, VectorIndex]:
    """Return the name of what could be loaded, its highest passage id, and its vectors."""
    name = str(key[0])
    others = [other for other in reversed(generations.names(data_dir)) if other != name]
    for candidate in others if name == NO_GENERATION else (name, *others):
        try:
            generation = generations.load(data_dir, candidate, mapped=mapped)
        except IndexDamaged as problem:
            _log.warning("%s Answering without it. %s", problem.message, problem.cure)
            continue
        manifest = generation.manifest
        same = (manifest.catalogue_id, manifest.encoder) == key[1:]
        if same and manifest.revision <= catalogue.revision:
            return candidate, manifest.last_passage_id, generation.index
    index = _index(*passages.vectors(catalogue), dimension, catalogue.engine)
    return "catalogue", catalogue.last_passage_id, index


def _sample(index: VectorIndex) -> Vectors:
    """Return the vectors of up to whitening.SAMPLE passages, evenly spread and never random."""
    step = -(-index.count // whitening.SAMPLE) or 1
    return index.vectors_of(index.ids[::step])[1]


def _index(ids: NDArray[np.int64], vectors: Vectors, dimension: int, engine: Engine) -> VectorIndex:
    return build(ids, vectors.reshape(len(ids), dimension), engine)
