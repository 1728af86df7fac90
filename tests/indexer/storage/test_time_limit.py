"""What hangs is waited for only so long."""

import time
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from indexer.errors import StoreError
from indexer.storage.pull import pull
from indexer.storage.store import Store
from indexer.storage.time_limit import TimeLimit


def test_a_call_in_time_is_answered_as_without_a_limit() -> None:
    limit = TimeLimit(5)
    assert limit.call(lambda: "answer") == "answer"
    with pytest.raises(FileNotFoundError):
        limit.call(lambda: Path("/nowhere/at/all").read_text())


def test_a_call_that_hangs_is_given_up_and_the_next_waits_for_nothing() -> None:
    limit, released = TimeLimit(0.05), Event()
    with pytest.raises(TimeoutError):
        limit.call(lambda: released.wait(20))
    began, done = time.monotonic(), []
    with pytest.raises(TimeoutError):
        limit.call(lambda: done.append("never"))
    assert time.monotonic() - began < 1
    assert done == []
    released.set()
    assert answered_soon(limit)


def answered_soon(limit: TimeLimit) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with suppress(TimeoutError):
            return limit.call(lambda: True)
        time.sleep(0.01)
    return False


def test_a_store_that_hangs_is_an_error_with_the_cure(tmp_path: Path) -> None:
    released = Event()
    store = Store(str(tmp_path / "store"), seconds=0.05)
    store._fs = _Hanging(released)
    with pytest.raises(StoreError, match="does not answer within"):
        pull(tmp_path, store)
    released.set()


class _Hanging:
    """A file system of which every call hangs."""

    def __init__(self, released: Event) -> None:
        self._released = released

    def cat_file(self, *_: object, **__: object) -> bytes:
        self._released.wait(20)
        return b""
