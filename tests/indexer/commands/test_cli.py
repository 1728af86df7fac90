"""The command line: results on standard output, the rest on standard error, exit codes, cures."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer.errors import ModelError
from indexer.storage import lock
from search_api import cli
from tests.indexer.commands.calling import call, flat
from tests.indexer.conftest import Workshop

COMMANDS = (
    *("index", "files", "status", "rebuild", "verify", "doctor", "export", "import", "completion"),
    *("search", "related", "serve", "ui", "start", "inbox"),
)
NESTED = (
    *("generations list", "generations rollback", "generations prune"),
    *("quarantine list", "quarantine retry", "quarantine drop"),
    *("resource show", "resource edit", "resource list", "resource unknown", "vocab show"),
    *("keys create", "keys list", "keys revoke", "keys rotate"),
)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["index", "/nowhere/at/all"], 2, "indexed. /nowhere/at/all does not exist. -> Give"),
        (["index"], 2, "Missing argument"),
        (["index", ".", "--workers", "0"], 2, "Invalid value"),
        (["status"], 1, "There is no index in"),
        (["verify"], 1, "There is no index in"),
        (["doctor"], 1, "There is no index in"),
        (["rebuild"], 1, "Nothing is indexed yet. -> Run: balkanetup index FOLDER"),
        (["generations", "list"], 1, "There is no index in"),
        (["generations", "prune"], 1, "There is no index in"),
        (["export", "x.tar"], 1, "There is no index in"),
        (["import", "/nowhere.tar"], 2, "/nowhere.tar does not exist. -> Name a file that"),
        (["import", __file__], 74, "The file is not imported."),
        (["export", "/nowhere/x.tar"], 2, "There is no folder /nowhere. -> Make it first"),
        (["export", "/"], 2, "/ is a folder. -> Name a file: /index.tar"),
        (["quarantine", "drop"], 2, "No file is named. -> Name files, or add --all."),
        (["search", "cat"], 1, "There is no index in"),
        (["search", "   "], 2, "The question has no words."),
        (["completion", "tcsh"], 2, "Invalid value"),
        (["index", ".", "--report", "/nowhere/r.jsonl"], 2, "There is no folder /nowhere."),
        (["files"], 1, "There is no index in"),
    ],
)
def test_errors_are_sentences_with_a_cure_and_an_exit_code(
    maintained: Workshop, arguments: list[str], code: int, sentence: str
) -> None:
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert sentence in flat(result.stderr)
    assert "Traceback" not in result.output


def test_a_folder_without_a_document_asks_whether_it_is_the_right_one(
    maintained: Workshop, tmp_path: Path
) -> None:
    (wrong := tmp_path / "wrong").mkdir()
    (wrong / ".hidden.md").write_text("x")
    result = call("index", wrong)
    assert result.exit_code == 0
    assert f"{wrong} holds no document. -> Is this the right folder?" in flat(result.stderr)
    assert "Is this the right folder?" not in call("index", maintained.folder).output


def test_a_folder_that_is_gone_gets_the_cure_that_doctor_gives(maintained: Workshop) -> None:
    call("index", maintained.folder)
    maintained.folder.rename(maintained.folder.with_name("elsewhere"))
    result = call("index", maintained.folder)
    forget = f"balkanetup index --allow-mass-delete {maintained.folder}"
    assert result.exit_code == 2
    assert forget in result.stderr
    assert forget in call("doctor").stdout
    assert call(*forget.split()[1:]).exit_code == 0
    assert call("doctor").exit_code == 0


def test_one_damage_is_one_finding(maintained: Workshop) -> None:
    call("index", maintained.folder)
    manifest = maintained.settings.data_dir / "generations" / "000001" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"revision": ', b'"revision": 1'))
    for command in ("verify", "doctor"):
        findings = json.loads(call(command, "--json").stdout)["findings"]
        assert [finding["what"] for finding in findings] == [
            "The manifest of generation 000001 fails its checksum."
        ]
    mended = call("doctor", "--fix")
    assert (mended.exit_code, mended.stderr.count("Doing:")) == (0, 1)


def test_locked_ends_with_75_and_names_the_pid(maintained: Workshop) -> None:
    with lock.writing(maintained.settings.data_dir):
        result = call("index", maintained.folder)
    assert result.exit_code == 75
    assert f"(pid {os.getpid()})" in result.stderr


def test_an_encoder_that_cannot_be_loaded_ends_with_78(
    maintained: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise ModelError("The model 'x' cannot be loaded.", cure="Check the name.")

    monkeypatch.setattr("indexer.encoding.load_encoder", refuse)
    assert call("index", maintained.folder).exit_code == 78


def test_a_wrong_setting_ends_with_78_and_is_named(
    maintained: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALKANETUP_PORT", "many")
    result = call("index", maintained.folder)
    assert result.exit_code == 78
    assert "BALKANETUP_PORT" in result.stderr


def test_an_index_folder_that_is_a_file_ends_with_74(
    maintained: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(tmp_path / "file"))
    result = call("index", maintained.folder)
    assert result.exit_code == 74
    assert "is a file, not a folder" in result.stderr


def test_a_name_that_would_command_the_terminal_is_printed_harmlessly(
    maintained: Workshop,
) -> None:
    maintained.write("\x1b[2J\u202ebad.md", "")
    result = call("index", maintained.folder)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "�[2J�bad.md: empty." in result.stderr


def test_a_name_that_is_no_utf8_is_indexed_and_printed(maintained: Workshop) -> None:
    name = os.fsdecode(os.fsencode(maintained.folder) + b"/u\xe8enje.md")
    Path(name).write_text("The owl watches.")
    result = call("index", maintained.folder, "--json")
    assert result.exit_code == 0
    assert "u\\xe8enje.md" in [file["path"] for file in json.loads(result.stdout)["files"]]
    assert "The owl watches." in maintained.texts()


def test_quarantine_list_retry_and_drop(maintained: Workshop) -> None:
    maintained.write("bad.md", "")
    call("index", maintained.folder)
    (entry,) = json.loads(call("quarantine", "list", "--json").stdout)
    assert (entry["path"], entry["outcome"], entry["dropped"]) == ("bad.md", "empty", False)
    assert call("quarantine", "retry").exit_code == 3
    assert call("quarantine", "drop", "other.md").exit_code == 1
    assert call("quarantine", "drop", "bad.md").exit_code == 0
    again = call("index", maintained.folder)
    assert (again.exit_code, again.stderr) == (0, "")
    maintained.write("bad.md", "The owl watches.")
    assert call("index", maintained.folder).exit_code == 0
    assert call("quarantine", "list").stdout == "No file is in quarantine.\n"


def test_generations_list_rollback_and_prune(maintained: Workshop) -> None:
    call("index", maintained.folder)
    maintained.write("c.md", "The owl watches.")
    call("index", maintained.folder)
    rows = json.loads(call("generations", "list", "--json").stdout)
    assert [(row["name"], row["current"], row["passages"], row["whole"]) for row in rows] == [
        ("000001", False, 2, True),
        ("000002", True, 3, True),
    ]
    assert call("generations", "rollback").exit_code == 0
    assert maintained.texts() == ["The cat sleeps.", "The dog barks."]
    assert call("generations", "rollback", "000099").exit_code == 1
    assert call("generations", "prune").stdout == "Deleted: nothing.\n"
    assert call("index", maintained.folder).stdout.startswith("3 files: 1 new, 2 unchanged.")
    assert call("doctor").exit_code == 0


def test_status_as_json(maintained: Workshop) -> None:
    call("index", maintained.folder)
    facts = json.loads(call("status", "--json").stdout)
    assert (facts["resources"], facts["passages"], facts["encoder"]) == (
        2,
        2,
        "words:cat,dog,owl",
    )
    assert facts["folders"] == [str(maintained.folder)]
    assert facts["generation_revision"] == facts["revision"]


def test_every_help_text_has_an_example() -> None:
    for command in (*COMMANDS, *NESTED):
        text = flat(call(*command.split(), "--help").stdout)
        assert f"Example: balkanetup {command}" in text, command


def test_help_and_status_start_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom search_api.cli import app\n"
        "try:\n    app(['status'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'faiss', 'numpy', 'onnxruntime', 'fastapi', 'streamlit'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "BALKANETUP_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "[]"


def test_it_says_which_version_it_is() -> None:
    result = CliRunner().invoke(cli.app, ["--version"])
    assert re.fullmatch(r"balkanetup \d+\.\d+\.\d+\n", result.stdout)
