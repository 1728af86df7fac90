"""The index, opened for reading, always the newest one.

A generation's vectors and a view of the catalogue are one object, a searcher: a question never
mixes two states of the index. When a new generation is published, the next question opens it;
when the catalogue is ahead of the generation, the newer passages are searched too, so that what
is committed can be found.

Damage does not stop the search. The newest undamaged generation is used; where the catalogue
itself is damaged, the copy in that generation is read instead.
"""

import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from indexer.catalogue import FILE_NAME, Catalogue
from indexer.checked_files import NAME, CheckedFiles
from indexer.disk import explained
from indexer.encoding import EncodedQuestion, Encoder, Vectors, load_encoder
from indexer.errors import (
    BalkanetupError,
    IndexDamaged,
    ModelError,
    NoIndex,
    StorageError,
    VectorsUnavailable,
)
from indexer.settings import Settings
from indexer.storage import generations
from indexer.storage.catalogue_state import state_of
from indexer.storage.damage import refuse_damaged
from indexer.text import language
from indexer.text.lexicon import Lexicon
from indexer.vectors import Condition
from search_api.retrieval import index_state
from search_api.retrieval.index_state import NO_GENERATION, IndexState

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Searcher:
    """The index for one question: a view of the catalogue, and the matching state in memory."""

    catalogue: Catalogue
    encoder: Encoder
    state: IndexState
    lexicon: Lexicon
    _encoded: dict[str, EncodedQuestion] = field(default_factory=dict, repr=False)

    def encoded(self, question: str) -> EncodedQuestion:
        """Return a question encoded: once, also where a pack asks it with several filters."""
        if question not in self._encoded:
            self._encoded[question] = self.encoder.encode_question(question)
        return self._encoded[question]

    @property
    def generation(self) -> str:
        """The name of the generation, `catalogue` where its vectors are those of the catalogue."""
        return self.state.generation

    def nearest(
        self, vector: Vectors, limit: int, filters: Mapping[str, Sequence[str]] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` (passage id, cosine), as IndexState.nearest does.

        `filters` maps a facet to values, of which a passage's resource must have any.
        """
        return self.state.nearest(vector, limit, Condition(filters=filters or {}))

    def trouble(self) -> VectorsUnavailable | None:
        """Return why only words can be searched; None where the vectors can be, too."""
        return self.state.trouble()

    def frequencies(self, terms: Iterable[str], column: str) -> dict[str, int]:
        """Return in how many passages each of `terms` occurs; terms without one are left out."""
        return self.state.terms.frequencies(self.catalogue, terms, column)

    def words_beginning_with(self, initial: str) -> Mapping[str, int]:
        """Return the words of all texts with this first letter, for spelling candidates."""
        return self.state.terms.words_beginning_with(self.catalogue, initial)


class IndexReader:
    """Opens searchers. One per process; safe to use from many threads."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        """Read the index of `settings`, with its encoder unless another one is given."""
        # Numpy's products of a question are too small to share: threads that wait for each other
        # cost 8 ms a product on a busy machine. Questions still run side by side.
        threadpool_limits(1, user_api="blas")
        self._settings = settings
        self._encoder = encoder
        self._lexicon = Lexicon(settings.data_dir / "models")
        language.find_tables_in(settings.data_dir / "models")
        self._state: IndexState | None = None
        self._lock = threading.Lock()
        self._files = CheckedFiles(settings.data_dir / NAME)
        self._checked = False
        self._damaged: tuple[int, ...] | None = None  # which catalogue file must not be used
        self._doubted = False

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Yield the newest state, unchanged for the length of the block.

        Raises NoIndex before anything was indexed, ModelError when the encoder is not the one
        the index was made with, IndexDamaged when nothing whole is left.
        """
        with (
            closing(self._open_catalogue()) as catalogue,
            self._noticing_damage(),
            catalogue.snapshot(),
        ):
            with self._lock:
                # The name first: the catalogue may be newer than the vectors, never older.
                name = _current(self._settings.data_dir)
                encoder = self._agreed_encoder(catalogue)
                self._state = newest = self._newest(catalogue, name, encoder.dimension)
            yield Searcher(catalogue, encoder, newest, self._lexicon)

    def doubt(self, *, catalogue_is_damaged: bool) -> None:
        """Read the files of the index in full for the next question: some are damaged.

        The catalogue cannot be read beside open connections: whether it is damaged is told.
        """
        with self._lock:
            self._doubted = True
            self._files.forget()
            self._state = None
            if catalogue_is_damaged:
                self._damaged = _identity(self._settings.data_dir)

    def trust(self) -> None:
        """Say that every file of the index was found whole."""
        self._doubted = False

    @property
    def is_damaged(self) -> bool:
        """Whether files of the index are damaged, as far as is known; answers come from others."""
        return self._doubted or self._damaged == _identity(self._settings.data_dir)

    def _open_catalogue(self) -> Catalogue:
        """Open the catalogue, or, where it is damaged or out of reach, its last whole copy."""
        data_dir = self._settings.data_dir
        try:
            self._check_once(data_dir)
            if self._damaged is None or self._damaged != _identity(data_dir):
                return Catalogue.open(data_dir)
        except (IndexDamaged, StorageError, NoIndex) as problem:
            return self._last_whole_copy(problem)
        damage = IndexDamaged("The catalogue is damaged.", cure="Run: balkanetup doctor --fix")
        return self._last_whole_copy(damage)

    def _last_whole_copy(self, problem: BalkanetupError) -> Catalogue:
        """Open the newest copy of the catalogue that passes its checksum, or raise `problem`."""
        data_dir = self._settings.data_dir
        for name in reversed(generations.names(data_dir)):
            try:
                file = generations.catalogue_copy(data_dir, name, self._files.hash_of)
                copy = Catalogue.open_copy(file)
            except BalkanetupError:
                continue
            _log.warning("%s Answering from generation %s. %s", problem.message, name, problem.cure)
            return copy
        raise problem

    def _check_once(self, data_dir: Path) -> None:
        """Compare the catalogue with what was published, before this process opens it."""
        with self._lock:
            if not self._checked:
                self._checked = True
                try:
                    refuse_damaged(data_dir, partial(self._files.hash_of, read=state_of))
                except IndexDamaged:
                    self._damaged = _identity(data_dir)
                    raise

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as problem:
            translated = explained(problem)
            if isinstance(translated, IndexDamaged):  # the next question is answered from the copy
                self._damaged = _identity(self._settings.data_dir)
            raise translated from problem

    def _agreed_encoder(self, catalogue: Catalogue) -> Encoder:
        made_with = catalogue.about("encoder")
        if made_with is None:  # the first run has only just begun
            cure = "Make one with: balkanetup index FOLDER"
            raise NoIndex("There is nothing in the index yet.", cure=cure)
        if self._encoder is None:
            self._encoder = load_encoder(self._settings)
        if made_with != self._encoder.fingerprint:
            raise ModelError(
                f"The index was made with the encoder {made_with},"
                f" but the settings name {self._encoder.fingerprint}.",
                cure="Set BALKANETUP_ENCODER as it was, or run: balkanetup index FOLDER",
            )
        return self._encoder

    def _newest(self, catalogue: Catalogue, name: str, dimension: int) -> IndexState:
        """Return generation `name`, brought up to date with what was committed since."""
        key = (name, catalogue.about("catalogue_id"), catalogue.about("encoder"))
        state = self._state
        if state is not None and state.key == key:
            return index_state.brought_up_to_date(state, catalogue)
        data_dir, server = self._settings.data_dir, self._settings.vector_server
        return index_state.load(
            catalogue,
            data_dir,
            key,
            dimension,
            former=state,
            server=server,
            hash_of=self._files.hash_of,
        )


def _current(data_dir: Path) -> str:
    """Return the current generation's name, or NO_GENERATION where only a catalogue exists."""
    try:
        return generations.current_name(data_dir)
    except NoIndex:
        return NO_GENERATION


def _identity(data_dir: Path) -> tuple[int, ...]:
    """Return (inode, size, time of change): another tuple means another catalogue file."""
    try:
        facts = (data_dir / FILE_NAME).stat()
    except OSError:
        return ()
    return facts.st_ino, facts.st_size, facts.st_mtime_ns
