"""What is said of each file: of those that need no reading, and of those that were read. Pure."""

from collections.abc import Iterator

from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.run.plan import Item, Plan
from indexer.run.prepare import Prepared
from indexer.run.read import Read
from indexer.run.report import Action, FileReport


def actions(plan: Plan) -> dict[str, Action]:
    """Return what is done with each file that must be read."""
    return {
        **dict.fromkeys((item.path for item in plan.new), "new"),
        **dict.fromkeys((item.path for item in plan.changed), "changed"),
    }


def without_reading(plan: Plan) -> Iterator[FileReport]:
    """Yield what is to be said of moved, unchanged, quarantined, left out and removed files."""
    for old, item in plan.moved:
        yield FileReport(item.path, "moved", plan.recorded[old].outcome, f"It was {old}.")
    for item in plan.opened:
        action: Action = "changed" if item.path in plan.recorded else "new"
        notes = (item.entry.holds, *item.entry.lacks)
        yield FileReport(item.path, action, outcome_of_opened(item), notes=notes)
    for item in (*plan.unchanged, *plan.touched):
        yield _as_before(item, "unchanged", plan.recorded[item.path])
    for item in plan.quarantined:
        yield _as_before(item, "quarantined", plan.recorded[item.path])
    for item in plan.left_out:
        before = plan.recorded.get(item.path)
        outcome = before.outcome if before else None
        yield FileReport(item.path, "left out", outcome, "It is older than --since asks for.")
    for path in plan.removed:
        yield FileReport(path, "removed", None)


def outcome_of_opened(item: Item) -> Outcome:
    """Return how opening a container ended: in part, where something in it was not read."""
    return Outcome.PARTIAL if item.entry.lacks else Outcome.OK


def of_failure(action: Action, read: Read, problem: Unreadable, *, kept: bool) -> FileReport:
    """Return what is to be said of a file that could not be read.

    `kept`: its former version stays searchable.
    """
    return FileReport(
        read.item.path,
        action,
        Outcome(problem.outcome),
        problem.message,
        problem.cure,
        kept_former=kept,
        seconds=read.seconds,
    )


def of_success(action: Action, prepared: Prepared) -> FileReport:
    """Return what is to be said of a file that was read."""
    return FileReport(
        prepared.item.path,
        action,
        prepared.resource.outcome,
        notes=prepared.notes,
        passages=len(prepared.passages),
        seconds=prepared.seconds,
    )


def of_duplicate(item: Item, original: str) -> FileReport:
    """Return what is to be said of a file for which another one with its bytes stands."""
    reason = f"It has the same bytes as {original}, which stands for both."
    return FileReport(item.path, "duplicate", Outcome.DUPLICATE, reason)


def of_failed_duplicate(
    item: Item, original: str, failed: FileReport | FileRecord, before: FileRecord | None
) -> FileReport:
    """Return what is to be said of a file with the bytes of another that could not be read.

    `failed` says why not; `before` is what is remembered of this file.
    """
    assert failed.outcome is not None
    as_before = before is not None and before.failed and before.content_hash == item.content_hash
    action: Action = "new" if before is None else "changed"
    if as_before:
        action = "unchanged" if before and before.dismissed else "quarantined"
    same = f"It has the same bytes as {original}."
    reason = failed.reason if failed.reason.endswith(same) else f"{failed.reason} {same}"
    return FileReport(item.path, action, failed.outcome, reason, failed.cure)


def _as_before(item: Item, action: Action, former: FileRecord) -> FileReport:
    return FileReport(item.path, action, former.outcome, former.reason, former.cure)
