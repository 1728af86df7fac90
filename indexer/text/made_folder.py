"""A folder that is made of a package's content, whole, and says of which release."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SOURCE = "source.txt"


@contextmanager
def made(folder: Path, source: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` at the end of the block.

    `source` names what it is made of.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        making = Path(scratch) / folder.name
        making.mkdir()
        yield making
        (making / _SOURCE).write_text(source, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)


def source_of(folder: Path) -> str | None:
    """Return what a folder was made of, None where there is none."""
    try:
        return (folder / _SOURCE).read_text("utf-8")
    except OSError:
        return None
