"""The maintainer's commands: `balkanetup index`, `status`, `rebuild`.

Results go to standard output, progress and problems to standard error. Exit codes: 0 ok,
1 findings or no match, 2 usage, 3 some files failed, 74 I/O, 75 locked, 78 configuration or
model, 130 interrupted. The commands that ask the index are in search_api/cli.py, which also
puts all of them under one name.
"""

import json
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from indexer import errors, lock, pipeline, publish
from indexer.catalogue import Catalogue, files, runs
from indexer.encoding import load_encoder
from indexer.plan import Plan
from indexer.report import FileReport, RunReport
from indexer.settings import Settings

EXIT_CODES: dict[type[errors.BalkanetupError], int] = {
    errors.NotFound: 1,
    errors.NoIndex: 1,
    errors.UsageError: 2,
    errors.MassDelete: 2,
    errors.StorageError: 74,
    errors.IndexDamaged: 74,
    errors.IndexLocked: 75,
    errors.ModelError: 78,
}
SOME_FAILED = 3
INTERRUPTED = 130

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]

app = typer.Typer(no_args_is_help=True, add_completion=False)
screen = Console(stderr=True, highlight=False)


def tell(what: str, text: str, *, cure: str = "") -> None:
    """Print a line to standard error, and the cure below it. Names of files are not markup."""
    screen.print(Text.assemble((what, "bold"), " ", text), soft_wrap=True)
    if cure:
        screen.print(Text.assemble(("  -> ", "green"), cure), soft_wrap=True)


@contextmanager
def told_to_people() -> Iterator[None]:
    """Turn the errors of the block into a sentence on standard error and an exit code."""
    try:
        yield
    except errors.BalkanetupError as problem:
        tell(f"{problem.title}.", problem.message, cure=problem.cure)
        known = [kind for kind in type(problem).__mro__ if kind in EXIT_CODES]
        raise typer.Exit(EXIT_CODES[known[0]] if known else 70) from problem
    except (OSError, sqlite3.OperationalError) as problem:
        tell("The disk refused.", str(problem))
        raise typer.Exit(74) from problem


@app.command()
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
    workers: Annotated[int, typer.Option(min=1, help="Files read at the same time.")] = 2,
    as_json: JsonFlag = False,
) -> None:
    """Bring the index up to date with FOLDER: new, changed, moved and removed files.

    Example: balkanetup index corpus/
    """
    settings = Settings()
    options = pipeline.Options(checksum, retry_failed, allow_mass_delete, workers)
    with told_to_people():
        if dry_run:
            _show_plan(_plan_only(folder, settings, options), as_json)
            return
        report = _run(folder, settings, options)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show_report(report)
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)
    if any(report.failures()):
        raise typer.Exit(SOME_FAILED)


@app.command()
def status(as_json: JsonFlag = False) -> None:
    """Say what is in the index, where it is, and how the last run ended.

    Example: balkanetup status
    """
    settings = Settings()
    with told_to_people():
        catalogue = Catalogue.open(settings.data_dir)
        generation = publish.load(settings.data_dir, publish.current_name(settings.data_dir))
        facts: dict[str, object] = {
            "data_dir": str(settings.data_dir.resolve()),
            "folders": files.roots(catalogue),
            **catalogue.counts(),
            "outcomes": files.outcomes(catalogue),
            "encoder": catalogue.about("encoder"),
            "revision": catalogue.revision,
            "generation": generation.name,
            "generation_revision": generation.manifest.revision,
            "last_run": runs.last(catalogue),
        }
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, show_header=False)
    for key, value in facts.items():
        table.add_row(key.replace("_", " "), _plain(value))
    Console(highlight=False, soft_wrap=True).print(table)


@app.command()
def rebuild() -> None:
    """Publish the vectors anew from the catalogue, as after damage to a published file.

    Example: balkanetup rebuild
    """
    settings = Settings()
    with told_to_people(), lock.writing(settings.data_dir) as catalogue:
        name = publish.publish(catalogue, settings.data_dir, load_encoder(settings).dimension)
    print(f"Published generation {name}.")


def _plan_only(folder: Path, settings: Settings, options: pipeline.Options) -> Plan:
    try:
        catalogue = Catalogue.open(settings.data_dir)
    except errors.NoIndex:
        return pipeline.plan_run(None, folder, settings, options)
    return pipeline.plan_run(catalogue, folder, settings, options)


def _run(folder: Path, settings: Settings, options: pipeline.Options) -> RunReport:
    stop = Event()
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=screen,
        disable=not screen.is_terminal,
        transient=True,
    )
    if not folder.is_dir():  # before the seconds that loading an encoder takes
        pipeline.plan_run(None, folder, settings, options)
    encoder = load_encoder(settings)
    with progress, _first_interrupt_sets(stop):
        task = progress.add_task("Indexing", total=None)

        def on_plan(plan: Plan) -> None:
            progress.update(task, total=sum(plan.counts().values()))

        def on_file(report: FileReport) -> None:
            progress.advance(task)
            if report.failed and report.action != "unchanged":
                tell(f"{report.path}: {report.outcome}.", report.reason)

        return pipeline.run(
            folder,
            settings,
            encoder,
            options=options,
            on_plan=on_plan,
            on_file=on_file,
            stop=stop,
        )


@contextmanager
def _first_interrupt_sets(stop: Event) -> Iterator[None]:
    """Let the first Ctrl-C end the run after the file at hand, and the second one at once."""

    def handle(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        tell("Stopping:", "finishing the file at hand. Press Ctrl-C again to stop at once.")

    former = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _show_plan(plan: Plan, as_json: bool) -> None:
    if as_json:
        paths = {
            "new": [item.path for item in plan.new],
            "changed": [item.path for item in plan.changed],
            "moved": [{"from": old, "to": item.path} for old, item in plan.moved],
            "duplicate": [{"of": twin, "path": item.path} for twin, item in plan.duplicates],
            "unchanged": [item.path for item in (*plan.unchanged, *plan.touched)],
            "removed": plan.removed,
        }
        print(json.dumps(paths, ensure_ascii=False, indent=2))
        return
    for kind, count in plan.counts().items():
        print(f"{count:6} {kind}")


def _show_report(report: RunReport) -> None:
    failures = list(report.failures())
    for one in failures:
        kept = " The former version stays searchable." if one.kept_former else ""
        tell(f"{one.path}: {one.outcome}.", f"{one.reason}{kept}", cure=one.cure)
    for one in report.files:
        for note in one.notes:
            tell(f"{one.path}:", note)
    for note in report.notes:
        tell("Note:", note)
    actions = ", ".join(f"{count} {action}" for action, count in sorted(report.actions().items()))
    print(f"{len(report.files)} files: {actions or 'nothing to do'}.")
    passages = sum(one.passages for one in report.files)
    published = f"published as generation {report.generation}" if report.generation else "no change"
    print(
        f"{passages} passages encoded, {published}, {report.seconds:.1f} s."
        + (f" {len(failures)} files could not be read; see above." if failures else "")
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
