"""Processes beside this one: children that end when their parent does, and whether one is there."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_SIGNAL_WHEN_PARENT_ENDS = 1  # PR_SET_PDEATHSIG of Linux's prctl


def ending_with(parent: int) -> Callable[[], None] | None:
    """Return what a child does before it begins, so that it outlives `parent` in no case.

    Only Linux can: elsewhere None, and a parent that is killed (-9) leaves its children.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up here: the child may not load anything

    def ask_the_kernel() -> None:
        prctl(_SIGNAL_WHEN_PARENT_ENDS, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)

    return ask_the_kernel


def is_running(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # of another user
        pass
    return True
