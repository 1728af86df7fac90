"""`balkanetup files` and `status`: every file is accounted for, with its notes and its cure."""

import csv
import json
from pathlib import Path

import pytest

from tests.indexer.commands.calling import call, flat
from tests.indexer.conftest import Workshop


@pytest.fixture
def mixed(maintained: Workshop) -> Workshop:
    """Five files: two read, one of them with a note; one empty, one of no format, one copy."""
    maintained.write("a.md.yaml", "year: soon")
    maintained.write("notes/čekić.md", " ")
    maintained.write("notes/=1+2.exe", "MZ")
    maintained.write("z.md", "The dog barks.")
    call("index", maintained.folder)
    return maintained


def listed(*arguments: object) -> dict[str, dict[str, object]]:
    return {row["path"]: row for row in json.loads(call("files", "--json", *arguments).stdout)}


def test_every_file_is_listed_with_outcome_note_and_cure(mixed: Workshop) -> None:
    files = listed()
    assert {path: row["outcome"] for path, row in files.items()} == {
        "a.md": "ok",
        "b.md": "ok",
        "notes/=1+2.exe": "unsupported",
        "notes/čekić.md": "empty",
        "z.md": "duplicate",
    }
    note = "sidecar, line 1: year: 'soon' is no year. Write four digits: 2024."
    assert files["a.md"]["note"] == note
    assert "write the text into it" in str(files["notes/čekić.md"]["cure"])
    assert (files["b.md"]["resource"], files["b.md"]["passages"]) == ("b", 1)


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["--outcome", "empty", "--outcome", "duplicate"], ["notes/čekić.md", "z.md"]),
        (["--failed"], ["notes/=1+2.exe", "notes/čekić.md"]),
        (["--failed", "--outcome", "ok"], []),
        (["--notes"], ["a.md", "notes/=1+2.exe", "notes/čekić.md", "z.md"]),
        (["--folder", "notes"], ["notes/=1+2.exe", "notes/čekić.md"]),
        (["--folder", "note"], []),
    ],
)
def test_filters(mixed: Workshop, arguments: list[str], paths: list[str]) -> None:
    assert list(listed(*arguments)) == paths
    assert call("files", *arguments).exit_code == (0 if paths else 1)


def test_a_folder_may_be_named_as_it_stands_on_the_disk(mixed: Workshop) -> None:
    assert len(listed("--folder", mixed.folder)) == 5
    assert len(listed("--folder", mixed.folder / "notes")) == 2


def test_an_outcome_that_does_not_exist_is_refused(mixed: Workshop) -> None:
    result = call("files", "--outcome", "broken")
    assert result.exit_code == 2
    assert "Use one of: ok, partial, empty" in flat(result.stderr)


def test_the_table_is_one_that_excel_opens(mixed: Workshop, tmp_path: Path) -> None:
    assert call("files", "--csv", tmp_path / "files.csv").stdout.endswith("files.csv: 5 files.\n")
    content = (tmp_path / "files.csv").read_bytes()
    assert content.startswith("\ufefffolder;path;outcome;".encode())
    assert content.count(b"\r\n") == 6
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["path"] for row in rows][2:4] == ["notes/=1+2.exe", "notes/čekić.md"]


@pytest.mark.parametrize("value", ["=1+2", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(tmp_path: Path, value: str) -> None:
    from indexer.commands.tables import write_csv

    write_csv(["a", "b"], [[value, -3]], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig") == f"a;b\n'{value};-3\n"


def test_status_is_sentences(mixed: Workshop) -> None:
    mixed.write("manifest.csv", "file,title\nlost.md,Lost\n")
    call("index", mixed.folder)
    lines = [line.split(maxsplit=1) for line in call("status").stdout.splitlines()]
    assert ["Published", "generation 000002, up to date"] in lines
    assert ["2", "could not be read: balkanetup quarantine list"] in lines
    assert ["1", "were read, with notes: balkanetup files --notes"] in lines
    assert ["Passages", "2"] in lines
    assert flat(call("status").stdout).endswith(
        "note: manifest.csv, line 2: file: There is no file 'lost.md' to describe."
        " Correct the path, or delete the row."
    )


def test_notes_of_a_run_stay_until_what_they_tell_is_mended(mixed: Workshop) -> None:
    manifest = mixed.write("manifest.csv", "file,title\nlost.md,Lost\n")
    for _ in range(2):  # the second run has nothing to do
        call("index", mixed.folder)
        assert "lost.md" in call("status").stdout
    manifest.unlink()
    call("index", mixed.folder)
    assert "lost.md" not in call("status").stdout


def test_a_copy_of_a_file_that_cannot_be_read_is_in_quarantine_too(mixed: Workshop) -> None:
    mixed.write("also.md", " ")  # the bytes of notes/čekić.md, which failed before
    result = call("index", mixed.folder)
    assert result.exit_code == 3
    assert "also.md: empty." in result.stderr
    assert list(listed("--outcome", "empty")) == ["also.md", "notes/čekić.md"]
    assert call("index", mixed.folder).exit_code == 0
    assert call("quarantine", "drop", "also.md").exit_code == 0
    assert call("quarantine", "drop", "notes/čekić.md").exit_code == 0
    assert "since before: 1 files" in call("index", mixed.folder).stderr  # the .exe
    for path in ("also.md", "notes/čekić.md"):
        mixed.write(path, "The owl watches.")
    call("index", mixed.folder)
    assert listed()["also.md"]["outcome"] == "ok"
    assert listed()["notes/čekić.md"]["outcome"] == "duplicate"


def test_retrying_a_copy_tries_what_stands_for_it(
    mixed: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed.write("zz.md", "The owl watches the cat.")
    mixed.write("zy.md", "The owl watches the cat.")
    monkeypatch.setenv("BALKANETUP_MAX_FILE_BYTES", "20")
    call("index", mixed.folder)
    monkeypatch.delenv("BALKANETUP_MAX_FILE_BYTES")
    call("quarantine", "retry", "zz.md")
    assert {listed()[path]["outcome"] for path in ("zy.md", "zz.md")} == {"ok", "duplicate"}
