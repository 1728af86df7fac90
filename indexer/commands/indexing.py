"""`balkanetup index`: plan, work with a progress bar, report."""

import time
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    INTERRUPTED,
    SOME_FAILED,
    JsonFlag,
    first_interrupt_sets,
    say,
    say_json,
    tell,
    told_to_people,
)
from indexer.commands.progress import Bar
from indexer.errors import NoIndex

if TYPE_CHECKING:
    from indexer.run.plan import Options, Plan
    from indexer.run.report import RunReport
    from indexer.settings import Settings

_KINDS = ("new", "changed", "quarantined", "left_out")
_QUARANTINE = "See them with: balkanetup quarantine list"


def index(
    folder: Annotated[Path, typer.Argument(help="The folder that holds the documents.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done.")] = False,
    checksum: Annotated[
        bool, typer.Option(help="Read every file, also those whose size and time did not change.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option(help="Try again the files that could not be read before.")
    ] = False,
    allow_mass_delete: Annotated[
        bool, typer.Option(help="Go on although many known files are missing.")
    ] = False,
    since: Annotated[
        datetime | None, typer.Option(help="Leave files as they are that are older than this.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Files read at the same time.")] = 2,
    publish_every: Annotated[
        float, typer.Option(min=1, help="On long runs, publish every so many seconds.")
    ] = 300,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.jsonl", help="Write one line per file there."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and index again whenever the folder changes.")
    ] = False,
    ocr: Annotated[
        bool | None,
        typer.Option(
            "--ocr/--no-ocr",
            help="Recognise the text of scanned pages with tesseract; scans that were empty before"
            " are tried again. Default: BALKANETUP_OCR.",
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Bring the index up to date with FOLDER: new, changed, moved and removed files.

    Example: balkanetup index corpus/
    With scans in it: balkanetup index corpus/ --ocr
    """
    with told_to_people():
        from indexer.run.plan import Options
        from indexer.settings import Settings

        settings = Settings() if ocr is None else Settings(ocr=ocr)
        if settings.ocr:
            _check_ocr()
        options = Options(
            ocr=settings.ocr,
            checksum=checksum,
            retry_failed=retry_failed,
            allow_mass_delete=allow_mass_delete,
            workers=workers,
            since_ns=int(since.timestamp() * 1e9) if since else None,
            publish_every=publish_every,
        )
        if dry_run:
            show_plan(_plan_only(folder, settings, options), as_json=as_json)
            return
        stop = Event()
        with first_interrupt_sets(stop):
            report = run_once(folder, settings, options, stop)
            show_report(report, as_json=as_json, file=report_file)
            if watch and not report.interrupted:
                from indexer.commands.watching import watch as keep_watching

                keep_watching(folder, settings, options, stop, report_file, as_json=as_json)
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)
    if any(report.failures()):
        raise typer.Exit(SOME_FAILED)


def _check_ocr() -> None:
    """Say which packs of tesseract are missing. Raises OcrMissing if nothing can be read."""
    from indexer.extraction import recognising, tesseract

    missing = tesseract.find(recognising.PROGRAM).missing()
    if missing:
        names = ", ".join(missing)
        tell("Note:", f"tesseract lacks {names}.", cure=tesseract.how_to_install(missing))


def run_once(folder: Path, settings: "Settings", options: "Options", stop: Event) -> "RunReport":
    """Index `folder` with a progress bar on standard error, where that is a terminal."""
    from indexer.encoding import load_encoder
    from indexer.run import pipeline
    from indexer.storage import lock

    with lock.writing(settings.data_dir) as catalogue:  # before the seconds an encoder may take
        pipeline.plan_run(catalogue, folder, settings, options)
        encoder = load_encoder(settings)
        with Bar() as bar:
            listeners = pipeline.Listeners(bar.begin, bar.advance, stop)
            return pipeline.run_with(catalogue, folder, settings, encoder, options, listeners)


def show_plan(plan: "Plan", *, as_json: bool) -> None:
    """Print what a run would do."""
    if not as_json:
        for kind, count in plan.counts().items():
            say(f"{count:6} {kind}")
        return
    say_json(
        {
            **{kind: [item.path for item in getattr(plan, kind)] for kind in _KINDS},
            "unchanged": [item.path for item in (*plan.unchanged, *plan.touched)],
            "moved": [{"from": old, "to": item.path} for old, item in plan.moved],
            "duplicate": [{"of": twin, "path": item.path} for twin, item in plan.duplicates],
            "removed": plan.removed,
        }
    )


def show_report(report: "RunReport", *, as_json: bool, file: Path | None) -> None:
    """Print what a run did: problems on standard error, the summary on standard output."""
    if file is not None:
        _write_lines(report, file)
    if as_json:
        say_json(report.as_dict())
        return
    failures = list(report.failures())
    for one in failures:
        kept = " The former version stays searchable." if one.kept_former else ""
        tell(f"{one.path}: {one.outcome}.", f"{one.reason}{kept}", cure=one.cure)
    for one in report.files:
        for note in one.notes:
            tell(f"{one.path}:", note)
    for note in report.notes:
        tell("Note:", note)
    actions = report.actions()
    if actions.get("quarantined"):
        tell("In quarantine since before:", f"{actions['quarantined']} files.", cure=_QUARANTINE)
    counts = ", ".join(f"{count} {action}" for action, count in sorted(actions.items()))
    say(f"{len(report.files)} files: {counts or 'nothing to do'}.")
    passages = sum(one.passages for one in report.files)
    published = f"published as generation {report.generation}" if report.generation else "no change"
    failed = f" {len(failures)} files could not be read; see above." if failures else ""
    say(f"{passages} passages, {published}, {report.seconds:.1f} s.{failed}")


def _write_lines(report: "RunReport", file: Path) -> None:
    """Append one line of JSON per file, and one for the run."""
    import json

    when = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    lines = [{"time": when, **one.as_dict()} for one in report.files]
    lines.append({"time": when, "run": report.summary(), "notes": report.notes})
    with file.open("a", encoding="utf-8", errors="replace") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _plan_only(folder: Path, settings: "Settings", options: "Options") -> "Plan":
    from indexer.catalogue import Catalogue
    from indexer.run import pipeline

    try:
        catalogue = Catalogue.open(settings.data_dir)
    except NoIndex:
        return pipeline.plan_run(None, folder, settings, options)
    return pipeline.plan_run(catalogue, folder, settings, options)
