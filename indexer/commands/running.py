"""A run as the commands `index` and `quarantine retry` show it: its progress, then its report."""

import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from indexer.commands.console import print_json, print_line, print_notice
from indexer.commands.progress import Bar
from indexer.errors import UsageError

if TYPE_CHECKING:
    from indexer.run.plan import Options
    from indexer.run.report import RunReport
    from indexer.settings import Settings

_SAID_ELSEWHERE = ("unchanged", "quarantined", "left out")
_WORDS = {"not read": "could not be read", "quarantined": "in quarantine since before"}
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
    if report.rehearsed:
        _print_names(report)
    for file_report in report.failures():
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
    tally = report.tally()
    if tally.get("quarantined"):
        print_notice(
            "In quarantine since before:", f"{tally['quarantined']} files.", cure=_QUARANTINE
        )
    _print_summary(report)


def check_writable(file: Path) -> None:
    """Raise UsageError where a report could not be written, before hours are spent."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", cure=f"Name a file: {file / 'report.jsonl'}")
    if not file.parent.is_dir():
        cure = "Make it first, or name a file in a folder that exists."
        raise UsageError(f"There is no folder {file.parent}.", cure=cure)


def _print_names(report: "RunReport") -> None:
    """Print what a run would do with each file, the unchanged and the refused left out."""
    for file_report in report.files:
        if file_report.action not in _SAID_ELSEWHERE and not file_report.failed:
            print_line(f"{file_report.action:10} {file_report.path}")
    for path, why in report.passed_over.items():
        print_line(f"{'no document':10} {path}: {why}")


def in_words(tally: Mapping[str, int]) -> str:
    """Return how many files ended how, as a sentence; what could not be read comes last."""
    last = sorted(tally.items(), key=lambda pair: (pair[0] == "not read", pair))
    return ", ".join(f"{count} {_WORDS.get(name, name)}" for name, count in last)


def _print_summary(report: "RunReport") -> None:
    """Print numbers that add up: the files, the passages, and what is no document."""
    if not report.files:
        print_notice(
            "There is nothing to index.",
            f"{report.folder} holds no document.",
            cure="Is this the right folder? Copy your files into it, and run the command again.",
        )
    counts = in_words(report.tally())
    others = Counter(report.passed_over.values())
    besides = ", ".join(f"{count} {why}" for why, count in sorted(others.items()))
    print_line(
        f"{'A run would find ' if report.rehearsed else ''}{len(report.files)} files:"
        f" {counts or 'nothing to do'}.{f' No documents: {besides}.' if besides else ''}"
    )
    passages = sum(file_report.passages for file_report in report.files)
    published = f"published as generation {report.generation}" if report.generation else "no change"
    done = "nothing was changed" if report.rehearsed else published
    print_line(f"{passages} passages, {done}, {report.seconds:.1f} s.")


def _write_lines(report: "RunReport", file: Path) -> None:
    """Append one line of JSON per file, and one for the run."""
    import json

    when = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    lines = [{"time": when, **file_report.as_dict()} for file_report in report.files]
    lines.append({"time": when, "run": report.summary(), "notes": report.notes})
    with file.open("a", encoding="utf-8", errors="replace") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
