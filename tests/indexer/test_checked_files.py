"""A file is read in full once; whatever was written to it is read again."""

import os
from pathlib import Path

import pytest

from indexer.checked_files import NAME, CheckedFiles
from indexer.disk import sha256

OLD = 1_700_000_000_000_000_000  # nanoseconds since 1970


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read in full; all of them were written long ago."""
    monkeypatch.setattr("indexer.checked_files._YOUNG", 0)
    return []


def hash_of(checked: CheckedFiles, file: Path, read: list[str]) -> str:
    def reading(file: Path) -> str:
        read.append(file.name)
        return sha256(file)

    return checked.hash_of(file, reading)


def test_a_file_is_read_once_also_by_the_next_process(tmp_path: Path, read: list[str]) -> None:
    (file := tmp_path / "a").write_text("one")
    hashes = {hash_of(CheckedFiles(tmp_path / NAME), file, read) for _ in range(3)}
    assert (hashes, read) == ({sha256(file)}, ["a"])


@pytest.mark.parametrize("way", ["write", "write with the former time", "replace"])
def test_a_file_that_was_written_to_is_read_again(
    tmp_path: Path, read: list[str], way: str
) -> None:
    checked = CheckedFiles(tmp_path / NAME)
    (file := tmp_path / "a").write_text("one")
    os.utime(file, ns=(OLD, OLD))
    hash_of(checked, file, read)
    if way == "replace":
        (tmp_path / "b").write_text("two")
        (tmp_path / "b").replace(file)
    else:
        file.write_text("two")
    if way != "write":
        os.utime(file, ns=(OLD, OLD))
    assert hash_of(checked, file, read) == sha256(file)
    assert len(read) == 2


def test_what_was_written_just_now_is_not_believed(tmp_path: Path) -> None:
    (file := tmp_path / "a").write_text("one")
    CheckedFiles(tmp_path / NAME).hash_of(file)
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": [1]}'])
def test_a_damaged_record_is_as_good_as_none(tmp_path: Path, read: list[str], content: str) -> None:
    (tmp_path / NAME).write_text(content)
    (file := tmp_path / "a").write_text("one")
    assert hash_of(CheckedFiles(tmp_path / NAME), file, read) == sha256(file)


def test_where_no_record_can_be_kept_files_are_read_each_time(
    tmp_path: Path, read: list[str]
) -> None:
    (file := tmp_path / "a").write_text("one")
    for _ in range(2):
        hash_of(CheckedFiles(tmp_path / "nowhere" / NAME), file, read)
    assert read == ["a", "a"]


def test_the_record_does_not_grow_for_ever(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.checked_files._KEPT", 2)
    checked = CheckedFiles(tmp_path / NAME)
    for name in "abc":
        (tmp_path / name).write_text(name)
    for name in "abcbca":
        hash_of(checked, tmp_path / name, read)
    assert read == ["a", "b", "c", "a"]
