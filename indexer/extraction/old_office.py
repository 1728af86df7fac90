"""Documents of Word, PowerPoint and Excel 97-2003, made newer by LibreOffice where it is installed.

LibreOffice runs beside the child, in limits too: no network, so much time, memory and disk, and a
profile and a folder of its own, which are deleted with whatever it left there.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import limited

PROGRAM = "soffice"
NOTE = "It was read as LibreOffice shows it."
_MEMORY = 4 * 2**30  # bytes of address space; most of what LibreOffice maps it never touches
_LARGEST = 2**30  # bytes that it may write into one file
_CURE = "Open it in Word or LibreOffice, save it as .{suffix} or .pdf, and replace this copy."


def program() -> str | None:
    """Return where LibreOffice is; None where it is not installed."""
    return shutil.which(PROGRAM)


@contextmanager
def newer(file: Path, suffix: str, seconds: float) -> Iterator[Path]:
    """Yield a copy of `file` in the newer format of this suffix, until the block ends.

    Raises Unreadable when LibreOffice cannot read the file or takes longer than `seconds`.
    """
    soffice = program()
    assert soffice is not None, "whoever asks looks first"
    with tempfile.TemporaryDirectory(prefix="balkanetup-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        source = work / f"document{file.suffix.lower()}"
        shutil.copyfile(file, source)
        made = work / "made" / f"document.{suffix}"
        try:
            limited.run(
                _command(soffice, work, source, suffix),
                seconds=seconds,
                memory_bytes=_MEMORY,
                max_output=2**20,
                writes=limited.Writes(work, _LARGEST),
            )
        except limited.Unruly as problem:
            raise Unreadable(
                Outcome.TIMEOUT,
                f"LibreOffice was stopped while it read it: {problem}.",
                cure=_CURE.format(suffix=suffix),
            ) from problem
        if not made.is_file() or made.is_symlink():
            raise Unreadable(
                Outcome.MALFORMED, "LibreOffice cannot read it.", cure=_CURE.format(suffix=suffix)
            )
        yield made


def _command(soffice: str, work: Path, source: Path, suffix: str) -> list[str]:
    return [
        soffice,
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--convert-to", suffix, "--outdir", str(work / "made"), str(source),
    ]  # fmt: skip
