"""The English documents that the student learns from, as our own extraction reads them.

    python -m tests.quality.laboratory.student.reading TARGET FOLDER...

Writes one document a line to TARGET, its blocks separated by tabs. Every file below the folders
that our extraction can read is taken; what it refuses is left out.
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from indexer.errors import Unreadable
from indexer.extraction.worker import read_here

_SPACE = re.compile(r"\s+")
_LARGEST = 50_000_000  # bytes of one file
_KINDS = frozenset((".pdf", ".md", ".html", ".docx", ".rmd"))


def blocks(file: Path) -> list[str]:
    """Return the text of a document's blocks, and none of a file that cannot be read."""
    try:
        read = read_here(file, _LARGEST)
    except Unreadable:
        return []
    return [_SPACE.sub(" ", block.text).strip() for block in read.blocks if block.text.strip()]


def main(target: Path, folders: list[Path]) -> None:
    """Read everything, two files at a time."""
    files = [file for folder in folders for file in sorted(folder.rglob("*"))]
    files = [file for file in files if file.suffix.lower() in _KINDS]
    with ProcessPoolExecutor(2) as pool, target.open("w", encoding="utf8") as stream:
        for texts in pool.map(blocks, files):
            if texts:
                stream.write("\t".join(texts) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
