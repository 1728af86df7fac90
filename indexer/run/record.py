"""What happened to each file, recorded in the catalogue and then reported.

A file is reported only after its transaction is on the disk: what was reported as done stays done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.catalogue import Catalogue, corrections, files, passages, proposals, resources
from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.encoding.base import Encoder, Vectors
from indexer.errors import Unreadable
from indexer.run import file_reports
from indexer.run.encode import text_hash
from indexer.run.plan import Item, Plan
from indexer.run.prepare import Prepared
from indexer.run.read import Read
from indexer.run.report import Action, FileReport
from indexer.taxonomy.classifier import Proposal

_AT_ONCE = 500  # file records written in one transaction, where nothing else is written


@dataclass(frozen=True, slots=True)
class RunLedger:
    """Where a run over the folder `root` records what became of each file.

    `recorded` is what the catalogue said of each file before the run; `report` gets each result.
    """

    catalogue: Catalogue
    root: str
    recorded: Mapping[str, FileRecord]
    report: Callable[[FileReport], None]


def without_reading(ledger: RunLedger, plan: Plan) -> None:
    """Record what needs no reading: moved, unchanged, quarantined, removed files."""
    for old, item in plan.moved:
        _move(ledger, old, item)
    for item in plan.opened:
        said = " ".join((item.entry.holds, *item.entry.lacks))
        with ledger.catalogue.transaction():
            record = _record(item, file_reports.outcome_of_opened(item), said)
            files.record(ledger.catalogue, ledger.root, record)
    _touch(ledger, [*plan.touched, *plan.quarantined])
    for path in plan.removed:
        with ledger.catalogue.transaction():
            files.forget(ledger.catalogue, ledger.root, path)
    for report in file_reports.without_reading(plan):
        ledger.report(report)


def duplicates(ledger: RunLedger, plan: Plan) -> None:
    """Record the files that have the bytes of another, after that one was read.

    Where it could not be read, neither can they: all of them are in quarantine. Where the run
    was stopped before it, the next one looks at them.
    """
    for original, item in plan.duplicates:
        record = files.find(ledger.catalogue, ledger.root, original)
        if record is not None and record.failed:
            _failed_duplicate(ledger, original, item, record)
        elif record is not None:
            _duplicate(ledger, original, item)


def failure(ledger: RunLedger, action: Action, read: Read, problem: Unreadable) -> None:
    """Record a file that could not be read. Its former version, if any, stays searchable."""
    item = read.item
    kept = resources.find_by_file(ledger.catalogue, ledger.root, item.path) is not None
    outcome = Outcome(problem.outcome)
    with ledger.catalogue.transaction():
        record = _record(item, outcome, problem.message, problem.cure, problem.needs_ocr)
        files.record(ledger.catalogue, ledger.root, record)
    ledger.report(file_reports.of_failure(action, read, problem, kept=kept))


def success(
    ledger: RunLedger,
    action: Action,
    prepared: Prepared,
    encoder: Encoder,
    new: dict[str, Vectors],
    proposed: Sequence[Proposal] = (),
) -> None:
    """Record a resource, its passages, those vectors of `new` that are its own, and what is
    `proposed` where nothing is described: all or none."""
    keys = [text_hash(encoder, text) for text in prepared.texts]
    record = _record(
        prepared.item,
        prepared.resource.outcome,
        "; ".join(prepared.notes),
        needs_ocr=prepared.needs_ocr,
    )
    with ledger.catalogue.transaction():
        passages.put_vectors(ledger.catalogue, {key: new[key] for key in keys if key in new})
        stored = resources.put(ledger.catalogue, prepared.resource, prepared.passages, keys)
        proposals.put(ledger.catalogue, stored, proposed)
        corrections.note_instead_of(
            ledger.catalogue, ledger.root, prepared.item.path, prepared.instead_of
        )
        files.record(ledger.catalogue, ledger.root, record)
    ledger.report(file_reports.of_success(action, prepared))


def _move(ledger: RunLedger, old: str, item: Item) -> None:
    former = ledger.recorded[old]
    record = _record(item, former.outcome, former.reason, needs_ocr=former.needs_ocr)
    with ledger.catalogue.transaction():
        files.move(ledger.catalogue, ledger.root, old, item.path)
        files.record(ledger.catalogue, ledger.root, record)


def _failed_duplicate(ledger: RunLedger, original: str, item: Item, failed: FileRecord) -> None:
    before = ledger.recorded.get(item.path)
    report = file_reports.of_failed_duplicate(item, original, failed, before)
    record = _record(item, failed.outcome, report.reason, report.cure, failed.needs_ocr)
    record = replace(record, dismissed=report.action == "unchanged")
    if before != record:
        with ledger.catalogue.transaction():
            files.record(ledger.catalogue, ledger.root, record)
    ledger.report(report)


def _duplicate(ledger: RunLedger, original: str, item: Item) -> None:
    report = file_reports.of_duplicate(item, original)
    record = _record(item, Outcome.DUPLICATE, report.reason)
    if ledger.recorded.get(item.path) != record:
        with ledger.catalogue.transaction():
            files.forget(ledger.catalogue, ledger.root, item.path)
            files.record(ledger.catalogue, ledger.root, record)
    ledger.report(report)


def _touch(ledger: RunLedger, items: Sequence[Item]) -> None:
    """Remember new time stamps of files whose content is as it was."""
    touched = [item for item in items if ledger.recorded[item.path].mtime_ns != item.entry.mtime_ns]
    for first in range(0, len(touched), _AT_ONCE):
        with ledger.catalogue.transaction():
            for item in touched[first : first + _AT_ONCE]:
                record = replace(ledger.recorded[item.path], mtime_ns=item.entry.mtime_ns)
                files.record(ledger.catalogue, ledger.root, record)


def _record(
    item: Item, outcome: Outcome, reason: str = "", cure: str = "", needs_ocr: bool = False
) -> FileRecord:
    return FileRecord(
        path=item.path,
        size=item.entry.size,
        mtime_ns=item.entry.mtime_ns,
        content_hash=item.content_hash,
        description_hash=item.description_hash,
        outcome=outcome,
        reason=reason,
        cure=cure,
        needs_ocr=needs_ocr,
    )
