"""Tables for a spreadsheet: CSV that Excel opens right by a double click.

Semicolons, because Excel takes what the country separates lists with, and where the decimal sign
is a comma (in all of the network) that is a semicolon; UTF-8 with its mark, because without it
Excel takes the letters for those of an 8-bit page; lines end as on Windows.
"""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.commands.console import printable
from indexer.commands.running import check_writable
from indexer.disk import replace_file

# What a spreadsheet would take for a formula, and run: names of files come from strangers.
_FORMULA = ("=", "+", "-", "@")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], file: Path) -> None:
    """Write a table to `file`, `-` for standard output. The file appears whole or not at all.

    Raises UsageError, with the cure, for a file that cannot be written.
    """
    check_writable(file)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    content = stream.getvalue().encode("utf-8-sig", "replace")
    if str(file) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        replace_file(file, content)


def _cell(value: object) -> object:
    """Return a value that a cell shows as it is. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
