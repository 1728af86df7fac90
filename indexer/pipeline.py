"""One run: plan -> extract -> passages -> encode -> commit -> publish -> RunReport.

Reading happens in child processes, ahead of encoding. Each resource is committed in one
transaction with its passages, vectors and file record; the vectors are published at the end.
Whatever happens to one file, the run goes on; the former version of a file that can no longer
be read stays searchable.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from indexer import lock, publish
from indexer.catalogue import Catalogue, files, passages, resources, runs
from indexer.catalogue.files import FileRecord
from indexer.descriptions import ManifestRows, descriptions, read_manifest
from indexer.documents import walk
from indexer.domain import Outcome
from indexer.encoding import Encoder
from indexer.errors import Unreadable
from indexer.plan import Item, Plan, make_plan
from indexer.preparing import Prepared, prepare
from indexer.reading import Read, read_ahead
from indexer.report import Action, FileReport, RunReport
from indexer.settings import Settings
from indexer.vectorise import encode_anew, encode_missing, text_hash

_BATCH_PASSAGES = 64

Listener = Callable[[FileReport], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `workers` is the number of files read at the same time."""

    checksum: bool = False
    retry_failed: bool = False
    allow_mass_delete: bool = False
    workers: int = 2


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
    on_file: Listener = lambda _: None,
    stop: Event | None = None,
) -> RunReport:
    """Bring the index up to date with `folder` and publish it.

    Raises NoSuchFolder, MassDelete, IndexLocked. `stop`, once set, ends the run after the file
    at hand; what was done until then is published.
    """
    started = time.monotonic()
    options = options or Options()
    root = folder.resolve()
    with lock.writing(settings.data_dir) as catalogue:
        one_run = _Run(catalogue, root, settings, encoder, options, on_file, stop or Event())
        plan, manifest = _plan(catalogue, root, settings, options)
        on_plan(plan)
        report = one_run.carry_out(plan, manifest)
    report.seconds = time.monotonic() - started
    return report


def _plan(
    catalogue: Catalogue | None, root: Path, settings: Settings, options: Options
) -> tuple[Plan, ManifestRows]:
    entries = walk(root)
    manifest = read_manifest(root, {entry.path for entry in entries})
    plan = make_plan(
        root,
        entries,
        files.known(catalogue, str(root)) if catalogue is not None else {},
        manifest,
        max_file_bytes=settings.max_file_bytes,
        checksum=options.checksum,
        retry_failed=options.retry_failed,
        allow_mass_delete=options.allow_mass_delete,
    )
    return plan, manifest


class _Run:
    """One run's state: the open catalogue and the report that grows."""

    def __init__(
        self,
        catalogue: Catalogue,
        root: Path,
        settings: Settings,
        encoder: Encoder,
        options: Options,
        on_file: Listener,
        stop: Event,
    ) -> None:
        self._catalogue = catalogue
        self._root = root
        self._settings = settings
        self._encoder = encoder
        self._options = options
        self._on_file = on_file
        self._stop = stop
        self._report = RunReport(str(root))
        self._actions: dict[str, Action] = {}

    def carry_out(self, plan: Plan, manifest: ManifestRows) -> RunReport:
        catalogue = self._catalogue
        known = files.known(catalogue, str(self._root))
        revision = catalogue.revision
        self._report.notes += [f"{one.message} {one.cure}" for one in manifest.findings]
        self._adopt_encoder()
        self._book_changes(plan, known)
        self._actions.update({item.path: "new" for item in plan.new})
        self._actions.update({item.path: "changed" for item in plan.changed})
        self._read_and_commit(plan, manifest, known)
        if catalogue.revision != revision or not (self._settings.data_dir / "CURRENT").exists():
            self._publish()
        return self._report

    def _read_and_commit(
        self, plan: Plan, manifest: ManifestRows, known: dict[str, FileRecord]
    ) -> None:
        batch: list[Prepared] = []
        reads = read_ahead(self._root, plan.to_read, self._settings, self._options.workers)
        with closing(reads):
            for read in reads:
                prepared = self._prepare(read, manifest, known)
                batch += [prepared] if prepared is not None else []
                if sum(len(one.passages) for one in batch) >= _BATCH_PASSAGES:
                    self._commit(batch)
                    batch = []
                if self._stop.is_set():
                    self._report.interrupted = True
                    break
        self._commit(batch)

    def _prepare(
        self, read: Read, manifest: ManifestRows, known: dict[str, FileRecord]
    ) -> Prepared | None:
        """Return the resource of a file that was read; book the failure of one that was not."""
        try:
            if isinstance(read.result, Unreadable):
                raise read.result
            beside = descriptions(read.item.entry, manifest)
            return prepare(str(self._root), read.item, read.result, beside, read.seconds)
        except Unreadable as problem:
            self._book_failure(read, problem, known)
            return None

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

    def _book_changes(self, plan: Plan, known: dict[str, FileRecord]) -> None:
        """Do what needs no reading: moved, duplicate, touched, unchanged and removed files."""
        root, catalogue = str(self._root), self._catalogue
        for old, item in plan.moved:
            with catalogue.transaction():
                files.move(catalogue, root, old, item.path)
                files.record(catalogue, root, _record(item, known[old].outcome))
            self._tell(FileReport(item.path, "moved", known[old].outcome, f"It was {old}."))
        for twin, item in plan.duplicates:
            reason = f"It has the same bytes as {twin}, which stands for both."
            record = _record(item, Outcome.DUPLICATE, reason)
            if known.get(item.path) != record:
                with catalogue.transaction():
                    files.forget(catalogue, root, item.path)
                    files.record(catalogue, root, record)
            self._tell(FileReport(item.path, "duplicate", Outcome.DUPLICATE, reason))
        for item in plan.touched:
            with catalogue.transaction():
                record = replace(known[item.path], mtime_ns=item.entry.mtime_ns)
                files.record(catalogue, root, record)
        for item in (*plan.unchanged, *plan.touched):
            was = known[item.path]
            self._tell(FileReport(item.path, "unchanged", was.outcome, was.reason, was.cure))
        for path in plan.removed:
            with catalogue.transaction():
                files.forget(catalogue, root, path)
            self._tell(FileReport(path, "removed", None))

    def _book_failure(self, read: Read, problem: Unreadable, known: dict[str, FileRecord]) -> None:
        former = known.get(read.item.path)
        kept = former is not None and former.outcome.searchable
        outcome = Outcome(problem.outcome)
        with self._catalogue.transaction():
            record = _record(read.item, outcome, problem.message, problem.cure)
            files.record(self._catalogue, str(self._root), record)
        self._tell(
            FileReport(
                read.item.path,
                self._actions[read.item.path],
                outcome,
                problem.message,
                problem.cure,
                kept_former=kept,
                seconds=read.seconds,
            )
        )

    def _commit(self, batch: Sequence[Prepared]) -> None:
        """Encode what is not encoded yet, then store each resource in a transaction of its own."""
        catalogue = self._catalogue
        vectors = encode_missing(
            catalogue, self._encoder, [text for prepared in batch for text in prepared.texts]
        )
        for prepared in batch:
            keys = [text_hash(self._encoder, text) for text in prepared.texts]
            with catalogue.transaction():
                passages.put_vectors(
                    catalogue, {key: vectors[key] for key in keys if key in vectors}
                )
                resources.put(catalogue, prepared.resource, prepared.passages, keys)
                record = _record(
                    prepared.item, prepared.resource.outcome, "; ".join(prepared.notes)
                )
                files.record(catalogue, str(self._root), record)
            self._tell(self._success(prepared))

    def _success(self, prepared: Prepared) -> FileReport:
        return FileReport(
            prepared.item.path,
            self._actions[prepared.item.path],
            prepared.resource.outcome,
            notes=prepared.notes,
            passages=len(prepared.passages),
            seconds=prepared.seconds,
        )

    def _publish(self) -> None:
        catalogue = self._catalogue
        with catalogue.transaction():
            passages.drop_unused_vectors(catalogue)
            number = runs.begin(catalogue, str(self._root))
            runs.end(catalogue, number, self._report.summary())
        self._report.generation = publish.publish(
            catalogue, self._settings.data_dir, self._encoder.dimension
        )

    def _tell(self, report: FileReport) -> None:
        self._report.files.append(report)
        self._on_file(report)


def _record(item: Item, outcome: Outcome, reason: str = "", cure: str = "") -> FileRecord:
    return FileRecord(
        path=item.path,
        size=item.entry.size,
        mtime_ns=item.entry.mtime_ns,
        content_hash=item.content_hash,
        description_hash=item.description_hash,
        outcome=outcome,
        reason=reason,
        cure=cure,
    )
