"""What happened to each file, written to the catalogue and told to whoever listens.

A file is told only after its transaction is on the disk: what was reported as done stays done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexer.catalogue import Catalogue, corrections, files, passages, proposals, resources
from indexer.catalogue.files import FileRecord
from indexer.domain import Outcome
from indexer.encoding.base import Encoder, Vectors
from indexer.errors import Unreadable
from indexer.run.encode import text_hash
from indexer.run.plan import Item, Plan
from indexer.run.prepare import Prepared
from indexer.run.read import Read
from indexer.run.report import Action, FileReport
from indexer.taxonomy.classifier import Proposal

_AT_ONCE = 500  # file records written in one transaction, where nothing else is written

Tell = Callable[[FileReport], None]


@dataclass(frozen=True, slots=True)
class Book:
    """The catalogue of one folder. `known` is what it said of each file before the run."""

    catalogue: Catalogue
    root: str
    known: dict[str, FileRecord]
    tell: Tell


def without_reading(book: Book, plan: Plan) -> None:
    """Book what needs no reading: moved, duplicate, unchanged, quarantined, removed files."""
    for old, item in plan.moved:
        _move(book, old, item)
    for twin, item in plan.duplicates:
        _duplicate(book, twin, item)
    _touch(book, [*plan.touched, *plan.quarantined])
    same: list[tuple[Action, Item]] = [("unchanged", item) for item in plan.unchanged]
    same += [("unchanged", item) for item in plan.touched]
    same += [("quarantined", item) for item in plan.quarantined]
    for action, item in same:
        was = book.known[item.path]
        book.tell(FileReport(item.path, action, was.outcome, was.reason, was.cure))
    for item in plan.left_out:
        former = book.known.get(item.path)
        outcome = former.outcome if former else None
        book.tell(FileReport(item.path, "left out", outcome, "It is older than --since asks for."))
    for path in plan.removed:
        with book.catalogue.transaction():
            files.forget(book.catalogue, book.root, path)
        book.tell(FileReport(path, "removed", None))


def failure(book: Book, action: Action, read: Read, problem: Unreadable) -> None:
    """Book a file that could not be read. Its former version, if any, stays searchable."""
    item = read.item
    kept = resources.one_of_file(book.catalogue, book.root, item.path) is not None
    outcome = Outcome(problem.outcome)
    with book.catalogue.transaction():
        record = _record(item, outcome, problem.message, problem.cure)
        files.record(book.catalogue, book.root, record)
    book.tell(
        FileReport(
            item.path,
            action,
            outcome,
            problem.message,
            problem.cure,
            kept_former=kept,
            seconds=read.seconds,
        )
    )


def success(
    book: Book,
    action: Action,
    prepared: Prepared,
    encoder: Encoder,
    new: dict[str, Vectors],
    proposed: Sequence[Proposal] = (),
) -> None:
    """Book a resource, its passages, those vectors of `new` that are its own, and what is
    `proposed` where nothing is described: all or none."""
    keys = [text_hash(encoder, text) for text in prepared.texts]
    record = _record(prepared.item, prepared.resource.outcome, "; ".join(prepared.notes))
    with book.catalogue.transaction():
        passages.put_vectors(book.catalogue, {key: new[key] for key in keys if key in new})
        stored = resources.put(book.catalogue, prepared.resource, prepared.passages, keys)
        proposals.put(book.catalogue, stored, proposed)
        corrections.note_instead_of(
            book.catalogue, book.root, prepared.item.path, prepared.instead_of
        )
        files.record(book.catalogue, book.root, record)
    book.tell(
        FileReport(
            prepared.item.path,
            action,
            prepared.resource.outcome,
            notes=prepared.notes,
            passages=len(prepared.passages),
            seconds=prepared.seconds,
        )
    )


def _move(book: Book, old: str, item: Item) -> None:
    was = book.known[old]
    outcome = was.outcome
    with book.catalogue.transaction():
        files.move(book.catalogue, book.root, old, item.path)
        files.record(book.catalogue, book.root, _record(item, outcome, was.reason))
    book.tell(FileReport(item.path, "moved", outcome, f"It was {old}."))


def _duplicate(book: Book, twin: str, item: Item) -> None:
    reason = f"It has the same bytes as {twin}, which stands for both."
    record = _record(item, Outcome.DUPLICATE, reason)
    if book.known.get(item.path) != record:
        with book.catalogue.transaction():
            files.forget(book.catalogue, book.root, item.path)
            files.record(book.catalogue, book.root, record)
    book.tell(FileReport(item.path, "duplicate", Outcome.DUPLICATE, reason))


def _touch(book: Book, items: Sequence[Item]) -> None:
    """Remember new time stamps of files whose content is as it was."""
    moved_on = [one for one in items if book.known[one.path].mtime_ns != one.entry.mtime_ns]
    for first in range(0, len(moved_on), _AT_ONCE):
        with book.catalogue.transaction():
            for item in moved_on[first : first + _AT_ONCE]:
                record = replace(book.known[item.path], mtime_ns=item.entry.mtime_ns)
                files.record(book.catalogue, book.root, record)


def _record(item: Item, outcome: Outcome, reason: str = "", cure: str = "") -> FileRecord:
    return FileRecord(
        path=item.path,
        size=item.entry.size,
        mtime_ns=item.entry.mtime_ns,
        content_hash=item.content_hash,
        description_hash=item.description_hash,
        outcome=outcome,
        reason=reason,
        cure=cure,
    )
