"""A dry run: every new and changed file is read as a run would read it, and nothing is stored.

Reading takes a small part of a run's time, encoding most of it: so the refusals, the notes and
the numbers of passages are those of the run itself, not guesses.
"""

import time
from contextlib import closing
from pathlib import Path

from indexer.catalogue import Catalogue, corrections, resources
from indexer.errors import Unreadable
from indexer.metadata.corrections import UNCORRECTED
from indexer.run import file_reports
from indexer.run.descriptions import descriptions
from indexer.run.documents import MANIFEST
from indexer.run.pipeline import Listeners
from indexer.run.plan import Options, Plan, make_plan
from indexer.run.prepare import prepare
from indexer.run.read import OpenReader, Read, read_ahead
from indexer.run.report import Action, FileReport, RunReport
from indexer.run.unpacking import Unpacked
from indexer.settings import Settings


def rehearse(
    catalogue: Catalogue | None,
    folder: Path,
    settings: Settings,
    options: Options,
    listeners: Listeners,
    open_reader: OpenReader | None = None,
) -> RunReport:
    """Return the report that a run over `folder` would end with. Changes nothing.

    `catalogue` is None where nothing is indexed yet. Raises NoSuchFolder and MassDelete.
    """
    with Unpacked(settings, checksum=options.checksum) as unpacked:
        return _rehearse(catalogue, folder, settings, options, listeners, open_reader, unpacked)


def _rehearse(
    catalogue: Catalogue | None,
    folder: Path,
    settings: Settings,
    options: Options,
    listeners: Listeners,
    open_reader: OpenReader | None,
    unpacked: Unpacked,
) -> RunReport:
    started = time.monotonic()
    plan = make_plan(catalogue, folder, settings, options, unpacked)
    listeners.on_plan(plan)
    report = RunReport(str(plan.root), passed_over=plan.passed_over, rehearsed=True)
    report.notes += [finding.sentence(MANIFEST) for finding in plan.manifest.findings]
    report.files += file_reports.without_reading(plan)
    actions = file_reports.actions(plan)
    reads = read_ahead(plan, settings, options.workers, open_reader)
    with closing(reads):
        for read in reads:
            report.files.append(_foreseen(catalogue, plan, read, actions[read.item.path]))
            listeners.on_file(report.files[-1])
            if listeners.stop.is_set():
                report.interrupted = True
                break
    report.files += _duplicates(plan, report)
    report.seconds = time.monotonic() - started
    return report


def _foreseen(catalogue: Catalogue | None, plan: Plan, read: Read, action: Action) -> FileReport:
    """Return how a file will end that was read."""
    root, path = str(plan.root), read.item.path
    correction = corrections.of_file(catalogue, root, path) if catalogue else UNCORRECTED
    beside = descriptions(read.item.entry, plan.manifest)
    try:
        if isinstance(read.result, Unreadable):
            raise read.result
        prepared = prepare(root, read.item, read.result, beside, read.seconds, correction)
    except Unreadable as problem:
        kept = catalogue and resources.find_by_file(catalogue, root, path) is not None
        return file_reports.of_failure(action, read, problem, kept=bool(kept))
    return file_reports.of_success(action, prepared)


def _duplicates(plan: Plan, report: RunReport) -> list[FileReport]:
    """Return how the files will end that have the bytes of another."""
    failed = {file.path: file for file in report.files if file.failed}
    quarantined = {item.path: plan.recorded[item.path] for item in plan.quarantined}
    reports = []
    for original, item in plan.duplicates:
        failure = failed.get(original) or quarantined.get(original)
        if failure is None:
            reports.append(file_reports.of_duplicate(item, original))
        else:
            before = plan.recorded.get(item.path)
            reports.append(file_reports.of_failed_duplicate(item, original, failure, before))
    return reports
