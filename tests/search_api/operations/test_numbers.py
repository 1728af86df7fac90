"""Folders of the workers' numbers: nobody leaves one behind for good."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from search_api.operations import numbers


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_is_gone_after_the_block(shelf: Path) -> None:
    with numbers.folder() as mine:
        (Path(mine) / "counter_1.db").write_text("1")
        assert [Path(mine)] == list(shelf.iterdir())
    assert list(shelf.iterdir()) == []


def test_what_a_killed_service_left_is_deleted_by_the_next(shelf: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = shelf / f"balkanetup-metrics-{killed.pid}-abc"
    other, foreign = shelf / f"balkanetup-metrics-{os.getpid()}-abc", shelf / "other"
    for folder in (left, other, foreign):
        folder.mkdir()
    with numbers.folder():
        assert left.exists()  # it runs yet
    killed.kill()
    killed.communicate()
    with numbers.folder():
        assert not left.exists()
        assert other.exists()
        assert foreign.exists()
