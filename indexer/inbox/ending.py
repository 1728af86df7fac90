"""How a job ends: what the reports of a run say of the file that came with it. Pure."""

from collections.abc import Callable, Mapping

from indexer.extraction.containers import is_container
from indexer.inbox.jobs import Job
from indexer.run.report import FileReport

Reports = Mapping[str, FileReport]  # by the path of the file
ResourceIds = Callable[[list[str]], list[str]]  # those of the files at these paths that became one


def ended(job: Job, path: str, reports: Reports, resource_ids: ResourceIds) -> Job:
    """Return a job as the report on its file, which lies at `path`, ends it."""
    report = reports.get(path)
    if report is None or report.outcome is None:
        return job.failed("The file is no longer there.", "Send it again.")
    if not report.outcome.searchable:
        kept = " The former version stays searchable." if report.kept_former else ""
        outcome = str(report.outcome)
        return job.failed(f"{report.reason}{kept}", report.cure, outcome=outcome)
    if is_container(path):
        return _of_container(job, report, reports, resource_ids)
    became = resource_ids([path]) if job.kind in ("add", "replace") else []
    return job.done(
        outcome=str(report.outcome),
        resource_id=became[0] if became else job.resource_id,
        notes=_notes(report),
    )


def _of_container(job: Job, whole: FileReport, reports: Reports, resource_ids: ResourceIds) -> Job:
    """Return a job whose file holds documents, as the reports on these end it."""
    start = f"{whole.path}/"
    inside = [
        report for path, report in reports.items() if path.startswith(start) and report.outcome
    ]
    read = [report for report in inside if report.outcome and report.outcome.searchable]
    unread = [report for report in inside if report not in read]
    notes = [f"{report.path.removeprefix(start)}: {report.reason}" for report in unread]
    became = tuple(resource_ids([report.path for report in read]))
    how = {"resource_ids": became, "notes": (*_notes(whole), *notes)}
    if unread and not read:
        reason = "None of the documents in it could be read."
        return job.failed(reason, unread[0].cure, outcome=str(unread[0].outcome), **how)
    return job.done(outcome=str(whole.outcome), **how)


def _notes(report: FileReport) -> tuple[str, ...]:
    return report.notes or tuple(filter(None, [report.reason]))
