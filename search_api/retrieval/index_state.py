"""The index in memory: the vectors and passages of a generation, and those committed since.

Some 1,600 bytes per passage at 384 dimensions. A passage never changes and its id is never used
twice, so a generation is read once; after each commit only new and deleted passages are read.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, passage_table, passages, resource_table
from indexer.catalogue.passage_table import PassageTable
from indexer.catalogue.resource_table import ResourceTable
from indexer.disk import sha256
from indexer.encoding import Vectors
from indexer.errors import IndexDamaged, VectorsUnavailable
from indexer.settings import VectorServer
from indexer.storage import generations
from indexer.storage.generations import Generation
from indexer.vectors import EVERYTHING, Condition, OnServer, ScoresAll, VectorIndex
from indexer.vectors.numpy_index import NumpyIndex
from indexer.vectors.sorted_ids import marked, rows_of
from search_api.retrieval import whitening
from search_api.retrieval.derived import Derived
from search_api.retrieval.passage_shapes import PassageShapes
from search_api.retrieval.term_statistics import TermStatistics

NO_GENERATION = "(none)"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index at one revision of the catalogue.

    `passage_table` has a row for each of the n existing passages, ascending by id; all arrays of
    passages are in this order. `resource_rows`, shape (n,), are their resources' rows in
    `resources`. `published` holds the vectors of the generation, of which those in
    `published_rows` still exist and those with the ids `gone` do not, and `newer` those committed
    since. `whitening` is the matrix for questions, estimated from the published vectors. `derived`
    keeps what others compute of it. `passage_count` is n, also in a `narrowed` state of fewer.
    """

    key: tuple[object, ...]  # what was loaded; another key is another index
    generation: str
    vector_file: str  # the SHA-256 of the generation's, "" where there is none
    last_passage_id: int  # of the vectors published
    published: VectorIndex
    published_table: PassageTable
    newer: NumpyIndex
    whitening: Vectors
    published_rows: NDArray[np.int64]
    gone: NDArray[np.int64]
    passage_table: PassageTable
    passage_count: int
    resources: ResourceTable
    resource_rows: NDArray[np.int64]
    revision: int
    terms: TermStatistics = field(default_factory=TermStatistics)
    shapes: PassageShapes = field(default_factory=PassageShapes)
    derived: Derived = field(default_factory=Derived)

    @property
    def scores_all(self) -> bool:
        """Whether every passage is scored for every question."""
        return isinstance(self.published, ScoresAll)

    def trouble(self) -> VectorsUnavailable | None:
        """Return why the vectors cannot be searched; None where they can."""
        try:
            if isinstance(self.published, OnServer):
                self.published.check()
        except VectorsUnavailable as problem:
            return problem
        return None

    def nearest(
        self, vector: Vectors, limit: int, condition: Condition = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), best first, equal cosines by id.

        Of what was committed since the generation, none is missed; of the generation, some may be
        where its index does not score all.
        """
        existing = replace(condition, without=self.gone)
        nearest = self._searched(self.published, vector, limit, existing)
        if self.newer.count:
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
        """Return the cosine of `vector`, shape (dimension,), with every passage, shape (n,).

        Only where `scores_all`; of a larger index, `narrowed` is what can be asked.
        """
        assert isinstance(self.published, ScoresAll), "some of the passages at a time, of this many"
        published = self.published.inner_products(vector)
        if len(self.published_rows) < len(published):
            published = published[self.published_rows]
        return np.concatenate([published, self.newer.inner_products(vector)])

    def narrowed(self, rows: NDArray[np.int64]) -> "IndexState":
        """Return an index of the passages of `rows` alone, ascending, that scores all of them.

        What is counted of the whole collection stays what it is: frequencies of terms, the number
        of passages, whitening.
        """
        table, vectors = self.passage_table.at(rows), self.vectors(rows)
        return replace(
            self,
            published=NumpyIndex(table.ids, vectors),
            published_table=table,
            newer=NumpyIndex(table.ids[:0], vectors[:0]),
            published_rows=np.arange(len(rows)),
            gone=table.ids[:0],
            passage_table=table,
            resource_rows=self.resource_rows[rows],
            derived=Derived(),
        )

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
    former: IndexState | None = None,
    server: VectorServer | None = None,
    hash_of: Callable[[Path], str] = sha256,
) -> IndexState:
    """Load the generation `key[0]`; else the newest undamaged one; else the catalogue's vectors.

    With what was committed or deleted since. `dimension` is the length of a vector. Where the
    generation took over the vectors of `former`, these are not read again. `server` searches the
    vectors, where the engine is one; `hash_of` may know the SHA-256 of a file that was read before.
    """
    if former is not None and _has_vectors_of(former, data_dir, key):
        taken_over = replace(former, key=key, generation=str(key[0]))
        return brought_up_to_date(taken_over, catalogue)
    load = partial(generations.load, data_dir, server=server, hash_of=hash_of)
    generation, file, last, published = _vectors(catalogue, data_dir, key, dimension, load)
    existing = passage_table.read(catalogue, upto=last).among(published.ids)
    return IndexState(
        key=key,
        generation=generation,
        vector_file=file,
        last_passage_id=last,
        published=published,
        published_table=existing,
        whitening=whitening.root(_sample(published)),
        **_as_committed(catalogue, published, existing, last),
    )


def _has_vectors_of(former: IndexState, data_dir: Path, key: tuple[object, ...]) -> bool:
    """Whether a state holds the vectors of the generation `key[0]` already."""
    if not former.vector_file or former.key[1:] != key[1:]:
        return False
    try:
        manifest = generations.read_manifest(data_dir, str(key[0]))
    except IndexDamaged:
        return False
    same = (manifest.catalogue_id, manifest.encoder, manifest.index_sha256)
    return same == (*key[1:], former.vector_file)


def brought_up_to_date(state: IndexState, catalogue: Catalogue) -> IndexState:
    """Return `state` with the passages committed or deleted since."""
    if state.revision == catalogue.revision:
        return state
    table, last = state.published_table, state.last_passage_id
    return replace(
        state,
        # Reading the words of a large collection takes long: those of a commit may come later.
        terms=state.terms.renewed(with_words=not state.scores_all),
        derived=Derived(),
        **_as_committed(catalogue, state.published, table, last),
    )


def _as_committed(
    catalogue: Catalogue, published: VectorIndex, table: PassageTable, last: int
) -> dict[str, Any]:
    """Return the fields of a state that every commit changes, as the catalogue is now.

    `table` has the passages of the `published` vectors, of which `last` is the highest id.
    """
    resources = resource_table.read(catalogue)
    existing = table.of_resources(resources.keys)  # a passage goes with its resource
    newer = _embedded(*passages.vectors(catalogue, above=last), published.dimension)
    every = existing.followed_by(passage_table.read(catalogue, above=last).among(newer.ids))
    return {
        "newer": newer,
        "published_rows": rows_of(published.ids, existing.ids),
        "gone": published.ids[~marked(published.ids, existing.ids)],
        "passage_table": every,
        "passage_count": len(every.ids),
        "resources": resources,
        "resource_rows": resources.rows(every.resources),
        "revision": catalogue.revision,
    }


def _vectors(
    catalogue: Catalogue,
    data_dir: Path,
    key: tuple[object, ...],
    dimension: int,
    load: Callable[[str], Generation],
) -> tuple[str, str, int, VectorIndex]:
    """Return what could be loaded: its name, the hash of its file, its highest passage id, it."""
    name = str(key[0])
    others = [other for other in reversed(generations.names(data_dir)) if other != name]
    for candidate in others if name == NO_GENERATION else (name, *others):
        try:
            generation = load(candidate)
        except IndexDamaged as problem:
            _log.warning("%s Answering without it. %s", problem.message, problem.cure)
            continue
        manifest = generation.manifest
        same = (manifest.catalogue_id, manifest.encoder) == key[1:]
        if same and manifest.revision <= catalogue.revision:
            last = manifest.last_passage_id
            return candidate, manifest.index_sha256, last, generation.index
    index = _embedded(*passages.vectors(catalogue), dimension)
    return "catalogue", "", catalogue.last_passage_id, index


def _sample(index: VectorIndex) -> Vectors:
    """Return the vectors of up to whitening.SAMPLE passages, evenly spread and never random."""
    step = -(-index.count // whitening.SAMPLE) or 1
    return index.vectors_of(index.ids[::step])[1]


def _embedded(ids: NDArray[np.int64], vectors: Vectors, dimension: int) -> NumpyIndex:
    """Return an index of what no engine has been given, whatever the engine."""
    return NumpyIndex(ids, vectors.reshape(len(ids), dimension))
