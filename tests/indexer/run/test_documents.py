"""Which files of a folder are documents."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from indexer.errors import NoSuchFolder, UsageError
from indexer.run.documents import survey


def paths(folder: Path) -> list[str]:
    return [entry.path for entry in survey(folder).documents]


def test_documents_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.pdf", "a.txt", "Ž.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == ["a.txt", "a/z.pdf", "b.md", "Ž.md"]


def test_hidden_and_ignored_files_the_manifest_and_sidecars_are_no_documents(
    tmp_path: Path,
) -> None:
    for name in ("a.md", "a.md.yaml", "b.md.json", "manifest.csv", ".hidden.md", "draft-1.md"):
        (tmp_path / name).write_text("x")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "c.md").write_text("x")
    (tmp_path / ".balkanetupignore").write_bytes(b"\xef\xbb\xbfdraft-*\nold/\n# caf\xe9\n")
    # b.md.json describes no file that is there: it is a document (which no format reads).
    assert paths(tmp_path) == ["a.md", "b.md.json"]
    assert survey(tmp_path).documents[0].sidecar == tmp_path / "a.md.yaml"
    assert survey(tmp_path).passed_over == {
        ".balkanetupignore": "hidden, or left by a program",
        ".hidden.md": "hidden, or left by a program",
        "a.md.yaml": "describes others",
        "draft-1.md": "named in .balkanetupignore",
        "manifest.csv": "describes others",
        "old/c.md": "named in .balkanetupignore",
    }


def test_what_programs_leave_beside_documents_is_no_document(tmp_path: Path) -> None:
    for name in (
        "~$lecture.docx", ".~lock.a.odt#", "Thumbs.db", "desktop.ini", ".DS_Store", "~WRL0001.tmp",
        "._lecture.pdf", "x.TMP", "b.docx.crdownload", "c.md~", "#c.md#", "lecture.docx", "#1.md",
    ):  # fmt: skip
        (tmp_path / name).write_text("x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "d.md").write_text("x")
    assert paths(tmp_path) == ["#1.md", "lecture.docx"]
    reasons = survey(tmp_path).passed_over
    assert reasons["__MACOSX"] == "hidden or left by a program as a whole folder"
    assert reasons["Thumbs.db"] == "hidden, or left by a program"


def test_an_ignore_file_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    (tmp_path / ".balkanetupignore").write_text("fine.md\n!\n")
    with pytest.raises(UsageError, match=r"\.balkanetupignore cannot be understood"):
        survey(tmp_path)


def test_an_ignore_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".balkanetupignore").write_text("drafts/")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match=r"\.balkanetupignore cannot be read: Permission denied"):
        survey(tmp_path)


def test_links_to_folders_are_not_followed_so_no_loop_forms(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text("x")
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    entries = {entry.path: entry.is_regular for entry in survey(tmp_path).documents}
    assert entries == {"deep/a.md": True, "deep/up": False, "self": False}


def test_a_pipe_is_listed_but_never_opened_not_even_as_a_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    os.mkfifo(tmp_path / "a.md.yaml")
    os.mkfifo(tmp_path / "pipe.md")
    began = time.monotonic()
    entries = {
        entry.path: (entry.is_regular, entry.sidecar) for entry in survey(tmp_path).documents
    }
    assert entries == {
        "a.md": (True, None),
        "a.md.yaml": (False, None),
        "pipe.md": (False, None),
    }
    assert time.monotonic() - began < 5


def test_a_name_that_is_no_utf8_is_written_printably_and_can_still_be_read(tmp_path: Path) -> None:
    # `č` as Windows-1250 wrote it into many a zip file of the region.
    file = os.fsencode(tmp_path) + b"/u\xe8enje.md"
    Path(os.fsdecode(file)).write_bytes("Učenje".encode())
    (entry,) = survey(tmp_path).documents
    assert entry.path == "u\\xe8enje.md"
    assert entry.file.read_text(encoding="utf-8") == "Učenje"


def test_hostile_names_are_names(tmp_path: Path) -> None:
    names = ["a\nb.md", "\x1b[2J.md", "‮gpj.md", "-rf.md", "a" * 250 + ".md", "..md.md"]
    for name in names[:5]:
        (tmp_path / name).write_text("x")
    assert sorted(paths(tmp_path)) == sorted(names[:5])


def test_a_folder_nested_deeper_than_python_recurses_is_walked(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_050):  # by descriptor: the path alone would be too long to open
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        assert paths(tmp_path) == []
    finally:  # shutil, which clears tmp_path, recurses
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_a_folder_that_may_not_be_opened_is_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.md").write_text("x")
    scandir = os.scandir

    def refusing(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("indexer.run.documents.os.scandir", refusing)
    entries = {entry.path: entry.is_closed_folder for entry in survey(tmp_path).documents}
    assert entries == {"closed": True, "open.md": False}


def test_no_folder_and_no_folder_but_a_file(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFolder, match="does not exist"):
        survey(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoSuchFolder, match="is not a folder"):
        survey(tmp_path / "file")


def test_the_ignore_file_of_notepad_keeps_its_letters(tmp_path: Path) -> None:
    (tmp_path / "vježbe.md").write_text("x")
    (tmp_path / "a.md").write_text("x")
    (tmp_path / ".balkanetupignore").write_bytes("vježbe.md\n".encode("cp1250"))
    assert [entry.path for entry in survey(tmp_path).documents] == ["a.md"]
