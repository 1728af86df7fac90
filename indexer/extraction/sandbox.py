"""What the child process may not do. Entered once, before the first file is read.

Three layers, each for what the one before cannot do: kernel limits (memory, CPU, no written
files, no core dumps), a network namespace without a network where the kernel lets us have one,
and an audit hook that refuses sockets, other programs and writing. The hook stops Python code
(a library tempted to fetch a stylesheet), not machine code: the kernel's limits do that.
"""

import ctypes
import os
import resource
import sys
from contextlib import suppress
from typing import Any

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "pty.",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "shutil.",
    "tempfile.",
    "urllib.",
    "ftplib.",
    "http.client.",
    "webbrowser.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(PermissionError):
    """Reading a document tried to do something that reading a document does not need."""


def enter() -> None:
    """Give up, for the rest of this process, what parsing a document does not need."""
    confine()
    sys.addaudithook(_refuse)


def confine(largest_file: int = 0) -> None:
    """Let the kernel refuse, also to a program that this process becomes: files and network.

    `largest_file`: bytes it may write into one file. Programs that write open many files.
    """
    open_files = 1024 if largest_file else 64
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    _leave_the_network()


def allow(cpu_seconds: int, memory_bytes: int) -> None:
    """Let this process use that much CPU time and memory on top of what it has used so far."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1 + cpu_seconds, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + memory_bytes, hard))


def peak_bytes() -> int:
    """Return the most memory this process has held so far.

    Not getrusage's figure: that one begins with what the parent held when it started the child.
    """
    with open("/proc/self/status", encoding="ascii") as stream:  # noqa: PTH123 - no Path for /proc
        (peak,) = (line.split()[1] for line in stream if line.startswith("VmHWM:"))
    return int(peak) * 1024


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123 - no Path for /proc
        return int(stream.read().split()[0]) * resource.getpagesize()


def _leave_the_network() -> None:
    """Move to an empty network namespace. Some kernels and containers refuse; the hook stays."""
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2] or 0
        if flags & _WRITING or any(letter in "wax+" for letter in mode or ""):
            raise Forbidden(f"Reading a document may not write to {arguments[0]!r}.")
    elif event.startswith(_REFUSED):
        raise Forbidden(f"Reading a document may not use {event}.")
