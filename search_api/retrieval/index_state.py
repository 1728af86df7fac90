"""What of the index is kept in memory: the vectors and places of a generation and of newer rows.

Some 1,600 bytes a passage at 384 dimensions. A passage never changes and its id is never used
twice, so a generation is read once; after each commit only what came or went since is looked at.
Questions share their words: in how many passages one is, is kept until the next commit, because
the full-text index goes through all of them to say it.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, finding, passages, places
from indexer.catalogue.places import Places
from indexer.encoding import Vectors
from indexer.errors import IndexDamaged
from indexer.storage import generations
from indexer.vectors import Condition, Engine, VectorIndex, build
from search_api.retrieval import whitening
from search_api.retrieval.edit_distance import Vocabulary, vocabulary_of

NO_GENERATION = "(none)"
_KEPT_WORDS = 32_768  # at some 200 bytes a word: 6 MiB
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index as of one revision of the catalogue.

    `published` holds the vectors of the generation and `published_places` where they belong;
    `newer` the vectors committed since. `places` are those of all passages that exist: those
    in `gone` do not any more. `whitening` is the matrix for questions, of the published.
    `counted` is filled by `frequencies`, `vocabularies` by `vocabulary` with the only one.
    """

    key: tuple[object, ...]  # what was loaded; another key is another index
    generation: str
    last_passage_id: int  # of the generation
    published: VectorIndex
    published_places: Places
    newer: VectorIndex
    places: Places
    whitening: Vectors
    gone: NDArray[np.int64] | None = None  # ids of the published that no longer exist
    revision: int = -1
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    vocabularies: list[Vocabulary] = field(default_factory=list)

    def frequencies(
        self, catalogue: Catalogue, words: Iterable[str], column: str
    ) -> dict[str, int]:
        """See finding.frequencies; `catalogue` is the one as of this revision."""
        known = {word: self.counted.get((column, word)) for word in words}
        fresh = [word for word, count in known.items() if count is None]
        if fresh:
            found = finding.frequencies(catalogue, fresh, column)
            known |= {word: found.get(word, 0) for word in fresh}
            if len(self.counted) < _KEPT_WORDS:
                self.counted.update({(column, word): found.get(word, 0) for word in fresh})
        return {word: count for word, count in known.items() if count}

    def vocabulary(self, catalogue: Catalogue) -> Vocabulary:
        """Return the words of the texts, made ready when somebody first asks for them."""
        if not self.vocabularies:
            self.vocabularies.append(vocabulary_of(finding.vocabulary(catalogue)))
        return self.vocabularies[0]

    def nearest(
        self, vector: Vectors, limit: int, within: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """See Searcher.nearest."""
        found = self.published.search(vector, limit, Condition(within, self.gone))
        found += self.newer.search(vector, limit, Condition(within))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def vectors_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of the passages `ids` that exist, shape (m,), and their vectors."""
        known, vectors = self.published.vectors_of(ids[self.places.rows(ids) >= 0])
        others, more = self.newer.vectors_of(ids)
        return np.concatenate([known, others]), np.concatenate([vectors, more])


def load(
    catalogue: Catalogue, data_dir: Path, key: tuple[object, ...], dimension: int
) -> IndexState:
    """Load the generation `key[0]`, or the newest whole one before it, or the catalogue's rows.

    `dimension` is the length of a vector.
    """
    generation, last, published = _vectors(catalogue, data_dir, key, dimension)
    there = places.read(catalogue, upto=last)
    nothing = _index(published.ids[:0], np.zeros(0, np.float32), dimension, published.engine)
    matrix = whitening.root(_sample(published))
    return IndexState(key, generation, last, published, there, nothing, there, matrix)


def brought_up_to_date(state: IndexState, catalogue: Catalogue) -> IndexState:
    """Return `state` as the catalogue is now."""
    if state.revision == catalogue.revision:
        return state
    last = state.last_passage_id
    there = state.published_places.among(places.passage_ids(catalogue))
    published = state.published
    gone = published.ids[there.rows(published.ids) < 0]
    fresh = passages.vectors(catalogue, above=last)
    return replace(
        state,
        newer=_index(*fresh, published.dimension, published.engine),
        places=there.followed_by(places.read(catalogue, above=last)),
        gone=gone if len(gone) else None,
        revision=catalogue.revision,
        counted={},
        vocabularies=[],
    )


def _vectors(
    catalogue: Catalogue, data_dir: Path, key: tuple[object, ...], dimension: int
) -> tuple[str, int, VectorIndex]:
    """Return the name of what could be loaded, its last passage id, and its vectors."""
    name = str(key[0])
    others = [one for one in reversed(generations.names(data_dir)) if one != name]
    for candidate in others if name == NO_GENERATION else (name, *others):
        try:
            generation = generations.load(data_dir, candidate)
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
    """Return the vectors of up to whitening.MOST passages, evenly spread: always the same."""
    step = -(-index.count // whitening.MOST) or 1
    return index.vectors_of(index.ids[::step])[1]


def _index(ids: NDArray[np.int64], vectors: Vectors, dimension: int, engine: Engine) -> VectorIndex:
    return build(ids, vectors.reshape(len(ids), dimension), engine)
