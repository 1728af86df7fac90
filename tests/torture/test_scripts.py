"""The torture scripts themselves, in small: `make torture` and its kin run them in full."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("arguments", "last_words"),
    [
        (["kills", "--kills", "10"], "After each: whole."),
        (["damages", "--damages", "10"], "all named by doctor, all mended."),
        (["swaps", "--swaps", "3", "--clients", "3"], "0 errors or mixed answers."),
        (["swarm", "--indexers", "5", "--rounds", "1"], "one won each."),
        (["faults", "--every", "40", "--errors", "ENOSPC"], "stopped with a sentence"),
        (["bombs"], "the parent grew by"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
@pytest.mark.slow
def test_in_small(arguments: list[str], last_words: str) -> None:
    if arguments[0] == "faults" and shutil.which("gcc") is None:
        pytest.skip("needs gcc to compile the faulty disk")
    command = [sys.executable, "-m", f"tests.torture.{arguments[0]}", *arguments[1:]]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert last_words in done.stdout
