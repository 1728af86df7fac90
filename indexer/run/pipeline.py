"""One run: plan -> extract -> passages -> encode -> commit -> publish -> RunReport.

Reading happens in child processes, ahead of encoding. Each resource is committed in one
transaction with its passages, vectors and file record; the index is published at the end, and
at intervals on long runs. Whatever happens to one file, the run goes on; the former version of
a file that can no longer be read stays searchable.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from indexer import encoding
from indexer.catalogue import Catalogue, corrections, passages, runs, works
from indexer.encoding import Encoder
from indexer.errors import Unreadable
from indexer.run import file_reports, placing, record
from indexer.run.descriptions import descriptions
from indexer.run.documents import MANIFEST
from indexer.run.encode import encode_anew, encode_key_words, encode_missing, encode_sentences
from indexer.run.plan import Options, Plan, make_plan
from indexer.run.prepare import Prepared, prepare
from indexer.run.propose import proposals_for
from indexer.run.read import OpenReader, Read, read_ahead
from indexer.run.record import RunLedger
from indexer.run.report import FileReport, RunReport
from indexer.run.unpacking import Unpacked
from indexer.settings import Settings
from indexer.storage import lock, publish
from indexer.text import dictionaries, language

__all__ = ["Listeners", "Options", "run"]

_BATCH_PASSAGES = 64
_BATCH_ON_RAY = 2_000  # passages, so that every worker has some


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears what, while a run goes on. `stop`, once set, ends it after the file at hand."""

    on_plan: Callable[[Plan], None] = lambda _: None
    on_file: Callable[[FileReport], None] = lambda _: None
    stop: Event = field(default_factory=Event)


def run(
    folder: Path,
    settings: Settings,
    encoder: Encoder | None = None,
    *,
    options: Options | None = None,
    listeners: Listeners | None = None,
    open_reader: OpenReader | None = None,
) -> RunReport:
    """Bring the index up to date with `folder` and publish it.

    The encoder is that of `settings` unless another one is given; it is loaded, which takes
    seconds, only after the lock is taken and the plan is made. The dictionaries for spelling are
    written beside it, in a process of their own. Files are read in child processes
    unless `open_reader` gives other readers.

    Raises NoSuchFolder, MassDelete, IndexLocked, IndexDamaged, ModelError. When `listeners.stop`
    ends the run, what was done until then is published.
    """
    options, listeners = options or Options(), listeners or Listeners()
    with (
        lock.writing(settings.data_dir) as catalogue,
        Unpacked(settings, checksum=options.checksum) as unpacked,
    ):
        plan = make_plan(catalogue, folder, settings, options, unpacked)
        language.find_tables_in(models := settings.data_dir / "models")
        writing = None if encoder else dictionaries.start_writing(models)
        encoder = encoder or _encoder_of(settings)
        this_run = _Run(catalogue, plan, settings, encoder, options, listeners, open_reader)
        listeners.on_plan(plan)
        this_run.adopt_settings()
        this_run.record_without_reading()
        this_run.read_and_commit()
        this_run.record_duplicates()
        this_run.publish_changes()
        if writing is not None:
            this_run.report.notes += writing.notes()
        return this_run.report


def _encoder_of(settings: Settings) -> Encoder:
    """Return the encoder of the settings, on the cluster that they name."""
    encoder = encoding.load_encoder(settings)
    if not settings.ray:
        return encoder
    from indexer.encoding.ray_workers import on_ray

    return on_ray(encoder, settings)


class _Run:
    """One run's state, and its steps: the ledger of the folder, and the report that grows."""

    def __init__(
        self,
        catalogue: Catalogue,
        plan: Plan,
        settings: Settings,
        encoder: Encoder,
        options: Options,
        listeners: Listeners,
        open_reader: OpenReader | None,
    ) -> None:
        self._catalogue = catalogue
        self._plan = plan
        self._settings = settings
        self._encoder = encoder
        self._options = options
        self._listeners = listeners
        self._open_reader = open_reader
        self._ledger = RunLedger(catalogue, str(plan.root), plan.recorded, self._report_file)
        self._actions = file_reports.actions(plan)
        self._started = self._published_at = time.monotonic()
        self.report = RunReport(str(plan.root), passed_over=plan.passed_over)
        self.report.notes += [finding.sentence(MANIFEST) for finding in plan.manifest.findings]

    def adopt_settings(self) -> None:
        """Bring the catalogue in line with the encoder and the vector engine in use."""
        self._adopt_encoder()
        self._catalogue.adopt_engine(self._settings.engine)

    def record_without_reading(self) -> None:
        """Record what needs no reading: moved, unchanged, quarantined and removed files."""
        record.without_reading(self._ledger, self._plan)

    def read_and_commit(self) -> None:
        """Read the new and changed files, and commit each with its passages and vectors."""
        batch: list[Prepared] = []
        enough = _BATCH_ON_RAY if self._settings.ray else _BATCH_PASSAGES
        to_read = read_ahead(self._plan, self._settings, self._options.workers, self._open_reader)
        with closing(to_read) as reads:
            for read in reads:
                prepared = self._prepare(read)
                batch += [prepared] if prepared is not None else []
                if sum(len(prepared.passages) for prepared in batch) >= enough:
                    self._commit(batch)
                    batch = []
                if self._listeners.stop.is_set():
                    self.report.interrupted = True
                    break
        self._commit(batch)

    def record_duplicates(self) -> None:
        """Record the files that have the bytes of another, as that one ended."""
        record.duplicates(self._ledger, self._plan)

    def publish_changes(self) -> None:
        """Publish if anything changed now or was left unpublished before."""
        published = publish.is_published(self._catalogue, self._settings.data_dir)
        if not published or self._manifest_reads_otherwise():
            self._publish()
        self.report.seconds = time.monotonic() - self._started

    def _manifest_reads_otherwise(self) -> bool:
        """Whether something else is wrong with the manifest than at the last run."""
        former = runs.notes(self._catalogue, self._ledger.root)
        return _of_manifest(former) != _of_manifest(self.report.notes)

    def _adopt_encoder(self) -> None:
        """Note which encoder the vectors are from; encode anew what another one encoded."""
        former = self._catalogue.about("encoder")
        if former == self._encoder.fingerprint:
            return
        with self._catalogue.transaction():
            if former is not None:
                note = f"The encoder changed from {former} to {self._encoder.fingerprint}: "
                self.report.notes.append(note + "every passage was encoded anew.")
                encode_anew(self._catalogue, self._encoder)
            self._catalogue.set_about("encoder", self._encoder.fingerprint)

    def _prepare(self, read: Read) -> Prepared | None:
        """Return the resource of a file that was read; record the failure of one that was not."""
        try:
            if isinstance(read.result, Unreadable):
                raise read.result
            beside = descriptions(read.item.entry, self._plan.manifest)
            root = self._ledger.root
            corrected = corrections.of_file(self._catalogue, root, read.item.path)
            return prepare(root, read.item, read.result, beside, read.seconds, corrected)
        except Unreadable as problem:
            record.failure(self._ledger, self._actions[read.item.path], read, problem)
            return None

    def _commit(self, batch: list[Prepared]) -> None:
        """Encode what is not encoded yet, store each resource; publish now and then."""
        texts = [text for prepared in batch for text in prepared.texts]
        vectors = encode_missing(self._catalogue, self._encoder, texts)
        for prepared in batch:
            action = self._actions[prepared.item.path]
            proposed = proposals_for(self._catalogue, self._encoder, prepared, vectors)
            record.success(self._ledger, action, prepared, self._encoder, vectors, proposed)
        if batch and time.monotonic() - self._published_at > self._options.publish_every:
            self._publish()

    def _publish(self) -> None:
        catalogue = self._catalogue
        self.report.seconds = time.monotonic() - self._started
        with catalogue.transaction():
            passages.drop_unused_vectors(catalogue)
            encode_key_words(catalogue, self._encoder)
            encode_sentences(catalogue, self._encoder)
            works.refresh(catalogue)
            placing.refresh(catalogue, self._encoder.fingerprint)
            number = runs.begin(catalogue, self._ledger.root)
            runs.end(catalogue, number, self.report.summary())
        self.report.generation = publish.publish(
            catalogue,
            self._settings.data_dir,
            self._encoder.dimension,
            self._settings.vector_server,
        )
        self._published_at = time.monotonic()

    def _report_file(self, report: FileReport) -> None:
        self.report.files.append(report)
        self._listeners.on_file(report)


def _of_manifest(notes: Sequence[str]) -> list[str]:
    return [note for note in notes if note.startswith(MANIFEST)]
