"""One run: plan -> extract -> passages -> encode -> commit -> publish -> RunReport.

Reading happens in child processes, ahead of encoding. Each resource is committed in one
transaction with its passages, vectors and file record; the index is published at the end, and
at intervals on long runs. Whatever happens to one file, the run goes on; the former version of
a file that can no longer be read stays searchable.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from indexer.catalogue import Catalogue, corrections, files, passages, runs, works
from indexer.encoding.base import Encoder
from indexer.errors import Unreadable
from indexer.run import publish, record
from indexer.run.descriptions import ManifestRows, descriptions, read_manifest
from indexer.run.documents import MANIFEST, walk
from indexer.run.encode import encode_anew, encode_key_words, encode_missing
from indexer.run.plan import Options, Plan, make_plan
from indexer.run.prepare import Prepared, prepare
from indexer.run.propose import proposals_for
from indexer.run.read import Read, read_ahead
from indexer.run.record import Book
from indexer.run.report import Action, FileReport, RunReport
from indexer.settings import Settings
from indexer.storage import lock

__all__ = ["Listeners", "Options", "plan_run", "run", "run_with"]

_BATCH_PASSAGES = 64


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told what, while a run goes on. `stop`, once set, ends it after the file at hand."""

    on_plan: Callable[[Plan], None] = lambda _: None
    on_file: Callable[[FileReport], None] = lambda _: None
    stop: Event = field(default_factory=Event)


def plan_run(
    catalogue: Catalogue | None, folder: Path, settings: Settings, options: Options
) -> Plan:
    """Return what a run over `folder` would do. Changes nothing."""
    return _plan(catalogue, folder.resolve(), settings, options)[0]


def run(
    folder: Path,
    settings: Settings,
    encoder: Encoder,
    *,
    options: Options | None = None,
    on_plan: Callable[[Plan], None] = lambda _: None,
    on_file: Callable[[FileReport], None] = lambda _: None,
    stop: Event | None = None,
) -> RunReport:
    """Bring the index up to date with `folder` and publish it.

    Raises NoSuchFolder, MassDelete, IndexLocked, IndexDamaged. `stop`, once set, ends the run
    after the file at hand; what was done until then is published.
    """
    listeners = Listeners(on_plan, on_file, stop or Event())
    with lock.writing(settings.data_dir) as catalogue:
        return run_with(catalogue, folder, settings, encoder, options or Options(), listeners)


def run_with(
    catalogue: Catalogue,
    folder: Path,
    settings: Settings,
    encoder: Encoder,
    options: Options,
    listeners: Listeners,
) -> RunReport:
    """Do what `run` does, with the catalogue that `lock.writing` gave."""
    root = folder.resolve()
    one_run = _Run(catalogue, root, settings, encoder, options, listeners)
    plan, manifest = _plan(catalogue, root, settings, options)
    listeners.on_plan(plan)
    return one_run.carry_out(plan, manifest)


def _plan(
    catalogue: Catalogue | None, root: Path, settings: Settings, options: Options
) -> tuple[Plan, ManifestRows]:
    known = files.known(catalogue, str(root)) if catalogue is not None else {}
    forgotten = known and options.allow_mass_delete and not root.exists()
    entries = [] if forgotten else walk(root)  # a known folder that is gone is an empty one
    manifest = read_manifest(root, {entry.path for entry in entries})
    limit = settings.max_file_bytes
    return make_plan(root, entries, known, manifest, options, max_file_bytes=limit), manifest


class _Run:
    """One run's state: the book of the folder, and the report that grows."""

    def __init__(
        self,
        catalogue: Catalogue,
        root: Path,
        settings: Settings,
        encoder: Encoder,
        options: Options,
        listeners: Listeners,
    ) -> None:
        self._catalogue = catalogue
        self._book = Book(catalogue, str(root), files.known(catalogue, str(root)), self._tell)
        self._settings = settings
        self._encoder = encoder
        self._options = options
        self._listeners = listeners
        self._report = RunReport(str(root))
        self._actions: dict[str, Action] = {}
        self._started = self._published_at = time.monotonic()

    def carry_out(self, plan: Plan, manifest: ManifestRows) -> RunReport:
        """Do all that the plan says, and publish if anything changed or was left unpublished."""
        self._report.notes += [one.sentence(MANIFEST) for one in manifest.findings]
        self._adopt_encoder()
        self._adopt_engine()
        record.without_reading(self._book, plan)
        self._actions.update({item.path: "new" for item in plan.new})
        self._actions.update({item.path: "changed" for item in plan.changed})
        self._read_and_commit(plan, manifest)
        if not publish.is_published(self._catalogue, self._settings.data_dir):
            self._publish()
        self._report.seconds = time.monotonic() - self._started
        return self._report

    def _adopt_encoder(self) -> None:
        """Note which encoder the vectors are from; encode anew what another one encoded."""
        former = self._catalogue.about("encoder")
        if former == self._encoder.fingerprint:
            return
        with self._catalogue.transaction():
            if former is not None:
                note = f"The encoder changed from {former} to {self._encoder.fingerprint}: "
                self._report.notes.append(note + "every passage was encoded anew.")
                encode_anew(self._catalogue, self._encoder)
            self._catalogue.set_about("encoder", self._encoder.fingerprint)

    def _adopt_engine(self) -> None:
        """Note which engine the vectors are published for: another one makes it publish anew."""
        wanted = self._settings.vector_index
        if wanted != self._catalogue.engine:
            with self._catalogue.transaction():
                self._catalogue.set_about("vector_index", wanted)

    def _read_and_commit(self, plan: Plan, manifest: ManifestRows) -> None:
        batch: list[Prepared] = []
        with closing(read_ahead(plan.to_read, self._settings, self._options.workers)) as reads:
            for read in reads:
                prepared = self._prepare(read, manifest)
                batch += [prepared] if prepared is not None else []
                if sum(len(one.passages) for one in batch) >= _BATCH_PASSAGES:
                    self._commit(batch)
                    batch = []
                if self._listeners.stop.is_set():
                    self._report.interrupted = True
                    break
        self._commit(batch)

    def _prepare(self, read: Read, manifest: ManifestRows) -> Prepared | None:
        """Return the resource of a file that was read; book the failure of one that was not."""
        try:
            if isinstance(read.result, Unreadable):
                raise read.result
            beside = descriptions(read.item.entry, manifest)
            corrected = corrections.of_file(self._catalogue, self._book.root, read.item.path)
            return prepare(self._book.root, read.item, read.result, beside, read.seconds, corrected)
        except Unreadable as problem:
            record.failure(self._book, self._actions[read.item.path], read, problem)
            return None

    def _commit(self, batch: list[Prepared]) -> None:
        """Encode what is not encoded yet, store each resource; publish now and then."""
        texts = [text for prepared in batch for text in prepared.texts]
        vectors = encode_missing(self._catalogue, self._encoder, texts)
        for prepared in batch:
            action = self._actions[prepared.item.path]
            found = proposals_for(self._catalogue, self._encoder, prepared, vectors)
            record.success(self._book, action, prepared, self._encoder, vectors, found)
        if batch and time.monotonic() - self._published_at > self._options.publish_every:
            self._publish()

    def _publish(self) -> None:
        catalogue = self._catalogue
        self._report.seconds = time.monotonic() - self._started
        with catalogue.transaction():
            passages.drop_unused_vectors(catalogue)
            encode_key_words(catalogue, self._encoder)
            works.refresh(catalogue)
            number = runs.begin(catalogue, self._book.root)
            runs.end(catalogue, number, self._report.summary())
        self._report.generation = publish.publish(
            catalogue, self._settings.data_dir, self._encoder.dimension
        )
        self._published_at = time.monotonic()

    def _tell(self, report: FileReport) -> None:
        self._report.files.append(report)
        self._listeners.on_file(report)
