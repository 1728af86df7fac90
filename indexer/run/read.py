"""Reading ahead: several files at a time in child processes, handed on in the order of the plan."""

import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction.isolation import Reader
from indexer.run.plan import Item, Plan
from indexer.settings import Settings

_AHEAD = 8  # files read and waiting to be encoded, at most


class FileReader(Protocol):
    """Reads one file after another: in the product, `Reader`, in a child process of its own."""

    def read(self, file: Path) -> Extraction:
        """Return what is in `file`. Raises Unreadable."""
        ...

    def close(self) -> None:
        """End what is being read, and all reading."""
        ...


OpenReader = Callable[[Settings], FileReader]


@dataclass(frozen=True, slots=True)
class Read:
    """One file after reading: its text, or why it has none. `seconds` is wall time."""

    item: Item
    result: Extraction | Unreadable
    seconds: float


def read_ahead(
    plan: Plan, settings: Settings, workers: int, open_reader: OpenReader | None = None
) -> Generator[Read]:
    """Yield every file that is to be read, read, by path, with `workers` child processes."""
    every = [(open_reader or Reader)(settings) for _ in range(workers)]
    idle: SimpleQueue[FileReader] = SimpleQueue()
    for reader in every:
        idle.put(reader)

    def read(item: Item) -> Read:
        began = time.monotonic()
        reader = idle.get()
        try:
            item = replace(item, entry=plan.resolved(item.entry))
            problem = item.entry.problem  # it holds documents, and could not be opened
            result: Extraction | Unreadable = problem or reader.read(item.entry.file)
        except Unreadable as problem:
            result = problem
        except (OSError, MemoryError):
            raise  # the machine's trouble, not the file's
        except Exception as problem:  # a bug of ours costs one file, never the run
            result = _failed_on(problem)
        finally:
            idle.put(reader)
        return Read(item, result, time.monotonic() - began)

    with ThreadPoolExecutor(workers) as pool:
        pending: deque[Future[Read]] = deque()
        try:
            for item in plan.to_read:
                pending.append(pool.submit(read, item))
                if len(pending) >= _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()
            for reader in every:
                reader.close()  # ends what is being read, so that the pool can end
            pool.shutdown(wait=True)
            for reader in every:
                reader.close()


def _failed_on(problem: Exception) -> Unreadable:
    return Unreadable(
        Outcome.CRASHED,
        f"Reading it failed: {type(problem).__name__}: {str(problem)[:200]}",
        cure="Please report this with the file; the other files are not affected.",
    )
