"""`balkanetup index --watch`: index a drop folder again whenever something in it changes."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import watchfiles

from indexer.commands.console import print_notice, print_problem
from indexer.commands.running import run_once, show_report
from indexer.errors import BalkanetupError

if TYPE_CHECKING:
    from indexer.run.plan import Options
    from indexer.settings import Settings

_QUIET_MS = 1_000  # a file that is being copied changes many times
_LOOK_MS = 500  # how often `stop` is looked at


def watch(
    folder: Path,
    settings: "Settings",
    options: "Options",
    stop: Event,
    report_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Index `folder` after every change until `stop` is set. A failed run ends nothing."""
    print_notice("Watching", f"{folder}. Stop with Ctrl-C.")
    changes = watchfiles.watch(
        folder,
        step=_QUIET_MS,
        debounce=_QUIET_MS * 10,
        stop_event=stop,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=False,
        raise_interrupt=False,
    )
    for _ in changes:
        try:
            report = run_once(folder, settings, options, stop)
        except BalkanetupError as problem:
            print_problem(problem)
            continue
        if any(action != "unchanged" for action in report.actions()):
            show_report(report, as_json=as_json, file=report_file)
