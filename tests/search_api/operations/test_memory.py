"""Memory that is no longer used is given back, and what stays is left alone."""

import gc
import sys
import threading
import time
from pathlib import Path

import pytest

from search_api.operations.memory import given_back, kept_out_of_gc
from search_api.repeating import every

_BLOCKS, _BYTES = 30_000, 2_000


def resident() -> int:
    """Return the memory of this process that is in use, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_was_freed_between_what_stays_is_given_back() -> None:
    blocks = [bytes([number % 256]) * _BYTES for number in range(_BLOCKS)]
    stays = blocks[::200]  # holds the heap open above what is freed
    full = resident()
    del blocks
    with given_back(seconds=0.05):
        until = time.monotonic() + 20
        while resident() > full - _BLOCKS * _BYTES // 3 and time.monotonic() < until:
            time.sleep(0.05)
    assert resident() < full - _BLOCKS * _BYTES // 3
    assert len(stays) == _BLOCKS // 200


def test_its_thread_ends_with_the_block() -> None:
    before = set(threading.enumerate())
    with given_back():
        assert set(threading.enumerate()) >= before
    assert set(threading.enumerate()) <= before


def test_a_task_that_fails_once_is_done_again(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()

    def fail_first() -> None:
        if "fails at first" in caplog.text:
            done.set()
        raise RuntimeError("fails at first")

    with every(0.01, fail_first, "trying"):
        assert done.wait(20)


def test_the_collector_passes_over_what_is_loaded_until_the_block_ends() -> None:
    loaded: list[list[int]] = [[] for _ in range(1000)]
    with kept_out_of_gc():
        searched = {id(it) for it in gc.get_objects()}
        assert not searched & set(map(id, loaded))
    assert {id(it) for it in gc.get_objects()} >= set(map(id, loaded))
