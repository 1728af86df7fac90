"""The progress bar of `index`: files done, and an honest time to go."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from indexer.commands.console import print_notice, screen
from indexer.run.estimate import Estimate

if TYPE_CHECKING:
    from indexer.run.plan import Plan
    from indexer.run.report import FileReport


class Bar:
    """A bar on standard error; silent where that is no terminal."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
            console=screen,
            disable=not screen.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("Indexing", total=None, left="")
        self._estimate = Estimate([])
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def begin(self, plan: "Plan") -> None:
        """Show how much there is to do."""
        self._estimate = Estimate(plan.to_read)
        self._began = time.monotonic()
        self._progress.update(self._task, total=sum(plan.counts().values()))

    def advance(self, report: "FileReport") -> None:
        """Show that one more file is done; say so when it failed."""
        self._estimate.done(report.path, report.passages)
        left = self._estimate.seconds_left(time.monotonic() - self._began)
        self._progress.update(self._task, advance=1, left=in_words(left))
        if report.failed and screen.is_terminal:
            print_notice(f"{report.path}: {report.outcome}.", report.reason)


def in_words(seconds: float | None) -> str:
    """Return the time to go, no more exact than it is known."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"about {max(round(seconds / 5) * 5, 5)} s left"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} min left"
    return f"about {seconds / 3600:.1f} h left"
