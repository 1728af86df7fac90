"""`balkanetup index`: plan, work with a progress bar, report."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    INTERRUPTED,
    SOME_FAILED,
    JsonFlag,
    errors_as_exit_codes,
    first_interrupt_sets,
    print_notice,
)
from indexer.commands.progress import Bar
from indexer.commands.running import check_writable, run_once, show_report
from indexer.errors import NoIndex

if TYPE_CHECKING:
    from indexer.run.plan import Options
    from indexer.run.report import RunReport
    from indexer.settings import Settings


def index(
    folder: Annotated[Path, typer.Argument(help="The folder that holds the documents.")],
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Read the files and say what would become of each; change nothing.",
        ),
    ] = False,
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
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Let a Ray cluster encode, e.g. auto. Default: BALKANETUP_RAY."
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Bring the index up to date with FOLDER: new, changed, moved and removed files.

    Example: balkanetup index corpus/
    With scans in it: balkanetup index corpus/ --ocr
    What it would do: balkanetup index corpus/ --dry-run
    """
    with errors_as_exit_codes():
        from indexer.run.plan import Options
        from indexer.settings import Settings

        said = {"ocr": ocr, "ray": ray}
        settings = Settings().model_copy(
            update={name: value for name, value in said.items() if value is not None}
        )
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
        if report_file is not None:
            check_writable(report_file)
        stop = Event()
        with first_interrupt_sets(stop):
            run = _rehearsed if dry_run else run_once
            report = run(folder, settings, options, stop)
            show_report(report, as_json=as_json, file=report_file)
            if watch and not report.interrupted and not dry_run:
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
        print_notice("Note:", f"tesseract lacks {names}.", cure=tesseract.how_to_install(missing))


def _rehearsed(folder: Path, settings: "Settings", options: "Options", stop: Event) -> "RunReport":
    """Return what a run would do, with a progress bar: the files are read."""
    from indexer.catalogue import Catalogue
    from indexer.run.pipeline import Listeners
    from indexer.run.rehearsal import rehearse

    with Bar() as bar:
        listeners = Listeners(bar.begin, bar.advance, stop)
        try:
            catalogue = Catalogue.open(settings.data_dir)
        except NoIndex:
            return rehearse(None, folder, settings, options, listeners)
        with closing(catalogue):
            return rehearse(catalogue, folder, settings, options, listeners)


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(index)
