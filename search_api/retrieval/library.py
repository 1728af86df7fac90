"""The index, opened for reading, always the newest one.

A generation and a connection to its catalogue are one object: a reader never mixes two. When a
new generation is published, the next question opens it; when the catalogue is ahead of the
generation, the newer rows are scanned exactly, so that what is committed can be found.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer import publish
from indexer.catalogue import Catalogue, passages
from indexer.encoding import Encoder, Vectors, load_encoder
from indexer.errors import IndexDamaged, ModelError
from indexer.settings import Settings
from indexer.vectors import VectorIndex

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index, for one question.

    `index` holds the vectors of the generation, `newer` those of passages committed since.
    """

    catalogue: Catalogue
    generation: str
    index: VectorIndex
    newer: VectorIndex | None
    encoder: Encoder

    def nearest(
        self, vector: Vectors, limit: int, within: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine) of passages that exist, best first.

        `within`, sorted, keeps only those passage ids. Equal cosines are ordered by id.
        """
        found = self.index.search(vector, limit, within)
        if self.newer is not None:
            found += self.newer.search(vector, limit, within)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]


@dataclass(frozen=True, slots=True)
class _Opened:
    """Vectors in memory: of a generation, and of the rows committed after it."""

    key: tuple[object, ...]  # what was opened; another key is another index
    generation: str
    index: VectorIndex
    last_passage_id: int
    newer: VectorIndex | None = None
    revision: int = -1  # of the catalogue, as `newer` has it


class Library:
    """Opens snapshots. One per process; safe to use from many threads."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        """Read the index of `settings`, with its encoder unless another one is given."""
        self._settings = settings
        self._encoder = encoder
        self._opened: _Opened | None = None
        self._lock = threading.Lock()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Yield the newest state, unchanged for the length of the block.

        Raises NoIndex before anything was indexed, ModelError when the encoder is not the one
        the index was made with.
        """
        catalogue = Catalogue.open(self._settings.data_dir)
        try:
            with catalogue.snapshot(), self._lock:
                encoder = self._agreed_encoder(catalogue)
                self._opened = opened = self._newest(catalogue)
            with catalogue.snapshot():
                yield Snapshot(catalogue, opened.generation, opened.index, opened.newer, encoder)
        finally:
            catalogue.close()

    def _agreed_encoder(self, catalogue: Catalogue) -> Encoder:
        if self._encoder is None:
            self._encoder = load_encoder(self._settings)
        made_with = catalogue.about("encoder")
        if made_with != self._encoder.fingerprint:
            raise ModelError(
                f"The index was made with the encoder {made_with},"
                f" but the settings name {self._encoder.fingerprint}.",
                cure="Set BALKANETUP_ENCODER as it was, or run: balkanetup index FOLDER",
            )
        return self._encoder

    def _newest(self, catalogue: Catalogue) -> _Opened:
        """Return what is open, brought up to date with what is published and committed."""
        data_dir = self._settings.data_dir
        name = publish.current_name(data_dir)
        key = (name, catalogue.about("catalogue_id"), catalogue.about("encoder"))
        opened = self._opened
        if opened is None or opened.key != key:
            opened = _open(catalogue, data_dir, key)
        if opened.revision == catalogue.revision:
            return opened
        ids, vectors = passages.vectors(catalogue, above=opened.last_passage_id)
        newer = VectorIndex.build(ids, vectors) if len(ids) else None
        return replace(opened, newer=newer, revision=catalogue.revision)


def _open(catalogue: Catalogue, data_dir: Path, key: tuple[object, ...]) -> _Opened:
    """Load the generation `key[0]`, or, where it is damaged or not ours, the catalogue's rows."""
    name = str(key[0])
    try:
        generation = publish.load(data_dir, name)
    except IndexDamaged as problem:
        _log.warning("%s Answering from the catalogue instead. %s", problem.message, problem.cure)
    else:
        manifest = generation.manifest
        if (manifest.catalogue_id, manifest.encoder) == key[1:]:
            return _Opened(key, name, generation.index, manifest.last_passage_id)
    ids, vectors = passages.vectors(catalogue)
    index = VectorIndex.build(ids, vectors.reshape(len(ids), -1 if len(ids) else 1))
    return _Opened(key, "catalogue", index, catalogue.last_passage_id)
