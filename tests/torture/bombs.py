"""Whole runs over hostile folders: every file in one outcome, the run goes on, memory stays flat.

    python -m tests.torture.bombs [FOLDER ...]

First a folder made here: bombs, a gigabyte in one line, hostile names, loops of links, pipes.
Then the given folders. The real pipeline with its real child processes; only the vectors are
made up. Prints the outcomes and the parent's peak memory after each folder.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from indexer.run.pipeline import Options, run
from indexer.run.report import RunReport
from indexer.settings import Settings
from tests.indexer.extraction import making
from tests.word_encoder import WordEncoder

_GROWTH = 600 * 2**20  # bytes that the parent may grow by over all folders


def main() -> int:
    """Index every folder; return 1 if a file has no outcome, reason or cure, or memory grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="bombs-") as base:
        hostile = Path(base) / "hostile"
        expected = make_hostile(hostile)
        settings = Settings(data_dir=Path(base) / "index")
        before = _peak_bytes()
        for folder in (hostile, *arguments.folders):
            began = time.monotonic()
            options = Options(workers=arguments.workers)
            report = run(folder, settings, WordEncoder("teaching", "students"), options=options)
            _show(folder, report, time.monotonic() - began)
            failed |= _wrong(report, expected if folder == hostile else {})
        grown = _peak_bytes() - before
    print(f"the parent grew by {grown / 2**20:.0f} MiB")
    return 1 if failed or grown > _GROWTH else 0


def make_hostile(folder: Path) -> dict[str, set[str]]:
    """Fill `folder` with what somebody bad, or something broken, would put there.

    Returns the outcomes that are right for each path, where there is one right answer.
    """
    folder.mkdir()
    inner = making.zipped({"word/document.xml": bytes(50_000_000)})
    endless = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    contents: dict[str, tuple[bytes, set[str]]] = {
        "zip.docx": (making.zipped({"word/document.xml": bytes(200_000_000)}), {"bomb"}),
        "nested.docx": (making.zipped({"a.zip": inner, "b.zip": inner}), {"bomb", "malformed"}),
        "many.pptx": (making.zipped({f"{n}.xml": b"" for n in range(3_000)}), {"bomb"}),
        "climb.docx": (making.zipped({"../../etc/passwd": b"x"}), {"bomb"}),
        "pages.pdf": (making.pdf([[]] * 10_000), {"too_large"}),
        "tree.pdf": (making.file_of(endless), {"malformed"}),
        "laughs.html": (b'<!DOCTYPE x [<!ENTITY l0 "ha">%s]><p>&l9;</p>' % laughs, set()),
        "entity.docx": (
            making.zipped({"word/document.xml": b"<!DOCTYPE x [%s]><a>&l9;</a>" % laughs}),
            {"bomb", "malformed"},
        ),
        "line.txt": (b"word " * 20_000_000, {"too_large", "timeout", "oom"}),
        "deep.html": (b"<div>" * 200_000 + b"deep", set()),
        "half.pdf": (making.pdf([[(72.0, 700.0, 12.0, "F1", "Half")]])[:300], set()),
        "zero.pdf": (b"", {"empty"}),
        "nul.txt": (bytes(10_000), {"empty", "malformed", "mismatch", "unsupported"}),
        "new\nline\x1b[2J.txt": (b"Names are only names, and this one has a new line.", {"ok"}),
        "-rf *.md": (b"Names are only names, and this one looks like an option.", {"ok"}),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_bytes(b"No UTF-8 in the name.")
    with (folder / "gigabyte.txt").open("wb") as stream:
        stream.truncate(2**30)
    (folder / "loop").symlink_to(folder)
    (folder / "self.pdf").symlink_to("self.pdf")
    os.mkfifo(folder / "pipe.pdf")
    others = {"gigabyte.txt": {"too_large"}, "\\xff\\xfe.txt": {"ok"}}
    others |= {name: {"unsupported"} for name in ("loop", "self.pdf", "pipe.pdf")}
    return {name: right for name, (_, right) in contents.items()} | others


def _show(folder: Path, report: RunReport, seconds: float) -> None:
    counts = Counter(str(file.outcome) for file in report.files)
    print(f"{folder}: {len(report.files)} files in {seconds:.0f} s: {dict(counts.most_common())}")
    slowest = max(report.files, key=lambda file: file.seconds)
    print(f"  slowest: {slowest.path!r} {slowest.seconds:.0f} s, {slowest.outcome}")
    print(f"  peak memory of the parent so far: {_peak_bytes() / 2**20:.0f} MiB", flush=True)


def _wrong(report: RunReport, expected: dict[str, set[str]]) -> bool:
    """Print what did not end as it must; return whether there was any."""
    wrong = [
        f"{file.path!r}: {file.outcome} ({file.reason}) without reason or cure"
        for file in report.files
        if file.outcome is None or (file.failed and not (file.reason and file.cure))
    ]
    ends = {file.path: str(file.outcome) for file in report.files}
    wrong += [
        f"{path!r}: {ends.get(path)} instead of {sorted(right)}"
        for path, right in expected.items()
        if path not in ends or (right and ends[path] not in right)
    ]
    for line in wrong:
        print(f"  WRONG {line}")
    return bool(wrong)


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main())
