"""The child process: what it may use, what it may not do, and that its death harms nobody."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from indexer.domain import Block, Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import isolation, pipe
from indexer.extraction.isolation import Reader, _by_size
from indexer.settings import Settings
from tests.indexer.extraction import making

SLOW = b"**a " * 400_000  # markdown that keeps a parser busy for longer than any test waits


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.pdf"
    file.write_bytes(making.pdf([[(70, 700, 10, "F1", "All is well.")]]))
    return file


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    file = tmp_path / "slow.md"
    file.write_bytes(SLOW)
    return file


def outcome(reader: Reader, file: Path) -> str:
    try:
        reader.read(file)
    except Unreadable as refused:
        assert refused.cure
        return str(refused.outcome)
    return "ok"


@pytest.mark.slow
def test_the_wall_clock_ends_a_file_and_the_next_one_is_read(good: Path, slow: Path) -> None:
    with Reader(Settings(wall_seconds=4)) as reader:
        began = time.monotonic()
        assert outcome(reader, slow) == Outcome.TIMEOUT
        assert time.monotonic() - began < 8
        assert outcome(reader, good) == "ok"


@pytest.mark.slow
def test_the_processor_clock_ends_a_file(good: Path, slow: Path) -> None:
    with Reader(Settings(cpu_seconds=1, wall_seconds=30)) as reader:
        assert outcome(reader, slow) == Outcome.TIMEOUT
        assert outcome(reader, good) == "ok"


def test_the_processor_clock_starts_anew_with_each_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"**a " * 12_000)
    with Reader(Settings(cpu_seconds=2, wall_seconds=30)) as reader:
        assert [outcome(reader, file) for _ in range(4)] == ["ok"] * 4


def test_memory_is_limited(good: Path, tmp_path: Path) -> None:
    file = tmp_path / "fat.txt"
    file.write_bytes("ћ".encode() * 18_000_000)
    with Reader(Settings(memory_bytes=2**26)) as reader:
        assert outcome(reader, file) == Outcome.OOM
        assert outcome(reader, good) == "ok"


def test_a_small_file_that_takes_all_memory_is_not_to_be_split(good: Path) -> None:
    small = _by_size(Unreadable(Outcome.OOM, "Too much.", cure="Split it."), good)
    assert "broken" in small.message
    assert "Split" not in small.cure
    other = Unreadable(Outcome.EMPTY, "Nothing.", cure="Look.")
    assert _by_size(other, good) is other


def test_a_crash_is_an_outcome_and_the_next_file_is_read(good: Path, slow: Path) -> None:
    with Reader(Settings()) as reader:
        assert outcome(reader, good) == "ok"
        assert reader._child is not None
        child = reader._child.process.pid
        threading.Timer(0.5, os.kill, (child, signal.SIGSEGV)).start()
        assert outcome(reader, slow) == Outcome.CRASHED
        assert outcome(reader, good) == "ok"


def test_a_child_that_died_between_two_files_is_replaced(good: Path) -> None:
    with Reader(Settings()) as reader:
        assert outcome(reader, good) == "ok"
        assert reader._child is not None
        os.kill(reader._child.process.pid, signal.SIGKILL)
        time.sleep(0.1)
        assert outcome(reader, good) == "ok"


def test_the_child_is_replaced_after_some_files(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "FILES_PER_CHILD", 2)
    with Reader(Settings()) as reader:
        reader.read(good)
        assert reader._child is not None
        first = reader._child.process.pid
        reader.read(good)
        reader.read(good)
        assert reader._child.process.pid != first


def test_no_child_is_left_behind(good: Path) -> None:
    with Reader(Settings()) as reader:
        reader.read(good)
        assert reader._child is not None
        child = reader._child.process.pid
    assert not Path(f"/proc/{child}").exists()


def test_the_parent_loads_no_parser() -> None:
    code = (
        "import sys; from indexer.extraction import isolation, registry; registry.formats();"
        "print(sorted({'pypdf','pypdfium2','docx','pptx','lxml','trafilatura','markdown_it'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "open({file!r}, 'w')",
        "open({file!r}, 'ab')",
        "import os; os.open({file!r}, os.O_RDWR)",
        "import os; os.remove({file!r})",
        "import os; os.rename({file!r}, {file!r} + 'x')",
        "import shutil; shutil.rmtree({file!r})",
    ],
)
def test_what_the_child_may_not_do(deed: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("kept")
    deed = deed.format(file=str(file))
    code = f"from indexer.extraction import sandbox\nsandbox.enter()\n{deed}\nprint('done')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "done" not in done.stdout
    assert "Forbidden" in done.stderr
    assert file.read_text() == "kept"


def test_what_is_sent_over_the_pipe_comes_back_equal() -> None:
    extraction = Extraction(
        (Block("наслов", 1, 1), Block("lone \ud800")),
        Metadata(title="T", authors=("A B", "C D"), year=2020),
        page_count=3,
        problems=("page 2 could not be read",),
    )
    assert pipe.extraction_from_json(pipe.extraction_to_json(extraction)) == extraction


def test_letters_are_mended_inside_the_sandbox_as_outside(tmp_path: Path) -> None:
    # To tell Croatian from French the child needs the model of language identification.
    lines = [
        "Profesorica će na početku sata podijeliti učenike u četiri skupine; đaci zatim",
        "uspoređuju odgovore i pišu što su naučili, a najčešće pogreške rješavaju zajedno.",
    ]
    shown = [line.encode("cp1250").decode("cp1252") for line in lines]
    file = tmp_path / "old-font.pdf"
    file.write_bytes(
        making.pdf([[(70, 700 - 14 * row, 10, "F1", line) for row, line in enumerate(shown)]])
    )
    plain = tmp_path / "plain.txt"
    plain.write_text("A plain file needs no model.")
    with Reader(Settings()) as reader:
        reader.read(plain)
        without = _memory_of(reader)
        extraction = reader.read(file)
        assert without < 60 * 2**20 < _memory_of(reader)
    assert "četiri skupine" in extraction.blocks[0].text
    assert "letters repaired: Windows-1250 taken for Windows-1252, on page 1" in extraction.findings


def _memory_of(reader: Reader) -> int:
    """Return how many bytes the child of `reader` holds."""
    assert reader._child is not None
    pages = Path(f"/proc/{reader._child.process.pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()
