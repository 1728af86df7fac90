"""A run as the commands `index` and `quarantine retry` show it: its progress, then its report."""

import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from indexer.commands.console import print_json, print_line, print_notice
from indexer.commands.progress import Bar

if TYPE_CHECKING:
    from indexer.run.plan import Options
    from indexer.run.report import RunReport
    from indexer.settings import Settings

_QUARANTINE = "See them with: balkanetup quarantine list"


def run_once(folder: Path, settings: "Settings", options: "Options", stop: Event) -> "RunReport":
    """Index `folder` with a progress bar on standard error, where that is a terminal."""
    from indexer.run import pipeline

    with Bar() as bar:
        listeners = pipeline.Listeners(bar.begin, bar.advance, stop)
        return pipeline.run(folder, settings, options=options, listeners=listeners)


def show_report(report: "RunReport", *, as_json: bool, file: Path | None) -> None:
    """Print what a run did: problems on standard error, the summary on standard output."""
    if file is not None:
        _write_lines(report, file)
    if as_json:
        print_json(report.as_dict())
        return
    failures = list(report.failures())
    for file_report in failures:
        kept = " The former version stays searchable." if file_report.kept_former else ""
        print_notice(
            f"{file_report.path}: {file_report.outcome}.",
            f"{file_report.reason}{kept}",
            cure=file_report.cure,
        )
    for file_report in report.files:
        for note in file_report.notes:
            print_notice(f"{file_report.path}:", note)
    for note in report.notes:
        print_notice("Note:", note)
    actions = report.actions()
    if actions.get("quarantined"):
        print_notice(
            "In quarantine since before:", f"{actions['quarantined']} files.", cure=_QUARANTINE
        )
    counts = ", ".join(f"{count} {action}" for action, count in sorted(actions.items()))
    print_line(f"{len(report.files)} files: {counts or 'nothing to do'}.")
    passages = sum(file_report.passages for file_report in report.files)
    published = f"published as generation {report.generation}" if report.generation else "no change"
    failed = f" {len(failures)} files could not be read; see above." if failures else ""
    print_line(f"{passages} passages, {published}, {report.seconds:.1f} s.{failed}")


def _write_lines(report: "RunReport", file: Path) -> None:
    """Append one line of JSON per file, and one for the run."""
    import json

    when = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    lines = [{"time": when, **file_report.as_dict()} for file_report in report.files]
    lines.append({"time": when, "run": report.summary(), "notes": report.notes})
    with file.open("a", encoding="utf-8", errors="replace") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
