"""What all commands share: streams, exit codes, errors as sentences.

Results go to standard output, progress and problems to standard error.
"""

import json
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from indexer import errors
from indexer.disk import explained

EXIT_CODES: dict[type[errors.BalkanetupError], int] = {
    errors.NotFound: 1,
    errors.NoIndex: 1,
    errors.UsageError: 2,
    errors.MassDelete: 2,
    errors.OnlyReplica: 2,
    errors.StorageError: 74,
    errors.VectorsUnavailable: 74,
    errors.IndexDamaged: 74,
    errors.IndexLocked: 75,
    errors.ModelError: 78,
    errors.OcrMissing: 78,
    errors.ExtraMissing: 78,
}
FINDINGS = 1
NO_MATCH = 1
SOME_FAILED = 3
BAD_SETTINGS = 78
INTERRUPTED = 130

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
CsvFile = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE.csv", help="Write a table for Excel there; - prints it."),
]

screen = Console(stderr=True, highlight=False)
_out = Console(highlight=False, soft_wrap=True)
# Names of files come from strangers: no control characters or direction marks on the terminal.
_UNPRINTABLE = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)], "�"),
    **dict.fromkeys([*range(0x2066, 0x206A), *range(0xD800, 0xE000)], "�"),
    ord("\n"): " ",
    ord("\t"): " ",
}


def printable(text: str) -> str:
    """Return `text` on one line, with nothing in it that a terminal would obey."""
    return text.translate(_UNPRINTABLE)


def print_notice(what: str, text: str, *, cure: str = "") -> None:
    """Print a line to standard error, and the cure below it. Names of files are not markup."""
    screen.print(Text.assemble((printable(what), "bold"), " ", printable(text)), soft_wrap=True)
    if cure:
        screen.print(Text.assemble(("  -> ", "green"), printable(cure)), soft_wrap=True)


def print_line(text: str) -> None:
    """Print a line of the result to standard output."""
    _out.print(Text(printable(text)))


def print_json(value: object) -> None:
    """Print the result as JSON to standard output."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def as_text(value: object) -> str:
    """Return a value of a result as text."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_text(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    return str(value)


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Turn the errors of the block into a sentence on standard error and an exit code."""
    try:
        yield
    except errors.BalkanetupError as problem:
        _leave(problem)
    except BrokenPipeError:
        raise  # the reader of our output has gone; search_api/cli.py ends quietly
    except (OSError, sqlite3.Error, MemoryError) as problem:
        _leave(explained(problem))
    except ValueError as problem:
        if type(problem).__name__ != "ValidationError":
            raise
        _leave_for_settings(problem)


def print_problem(problem: errors.BalkanetupError) -> None:
    """Print what went wrong, and its cure, to standard error."""
    print_notice(f"{problem.title}.", problem.message, cure=problem.cure)


def _leave(problem: errors.BalkanetupError) -> None:
    print_problem(problem)
    kinds = [kind for kind in type(problem).__mro__ if kind in EXIT_CODES]
    raise typer.Exit(EXIT_CODES[kinds[0]] if kinds else 70) from problem


def _leave_for_settings(problem: ValueError) -> None:
    """Say which setting is wrong. Settings are checked by pydantic, which names the field."""
    for error in getattr(problem, "errors", list)():
        name = "_".join(map(str, error["loc"])).upper()
        print_notice(
            "A setting is wrong.", f"BALKANETUP_{name}: {error['msg']}.", cure="Correct it."
        )
    raise typer.Exit(BAD_SETTINGS) from problem


@contextmanager
def first_interrupt_sets(stop: Event, at_hand: str = "file") -> Iterator[None]:
    """Let the first Ctrl-C (or SIGTERM) end the work after what is at hand, the second at once."""

    def handle(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        again = "Press Ctrl-C again to stop at once."
        print_notice("Stopping:", f"finishing the {at_hand} at hand. {again}")

    former = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
