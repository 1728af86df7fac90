"""`balkanetup index`: what it says, what it would do, what it reports."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.indexer.commands.calling import call, flat
from tests.indexer.conftest import Workshop


def test_index_says_what_it_did_and_ends_with_0(maintained: Workshop) -> None:
    result = call("index", maintained.folder)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"2 files: 2 new\.\n2 passages, published as generation 000001, \d+\.\d s\.\n",
        result.stdout,
    )
    assert result.stderr == ""
    again = call("index", maintained.folder)
    assert again.stdout.startswith("2 files: 2 unchanged.\n0 passages, no change,")


def test_a_failed_file_is_named_with_reason_and_cure_and_the_run_ends_with_3(
    maintained: Workshop,
) -> None:
    maintained.write("empty.md", "")
    result = call("index", maintained.folder)
    assert result.exit_code == 3
    assert result.stderr.startswith("empty.md: empty. The file has no content.\n  -> ")
    assert result.stdout.startswith("3 files: 2 new, 1 could not be read.")
    again = call("index", maintained.folder)  # nothing new went wrong
    assert again.exit_code == 0
    assert "In quarantine since before: 1 files." in flat(again.stderr)


def test_json_is_all_there_is_on_standard_output(maintained: Workshop) -> None:
    maintained.write("empty.md", "")
    result = call("index", maintained.folder, "--json")
    report = json.loads(result.stdout)
    assert report["actions"] == {"new": 3}
    assert report["outcomes"] == {"empty": 1, "ok": 2}
    assert report["generation"] == "000001"
    (failed,) = [file for file in report["files"] if file["outcome"] == "empty"]
    assert (failed["path"], failed["cure"] != "") == ("empty.md", True)


def test_dry_run_names_files_and_refusals_and_changes_nothing(
    maintained: Workshop, tmp_path: Path
) -> None:
    maintained.write("empty.md", "  ")
    maintained.write("copy.md", "  ")
    maintained.write("a.md.yaml", "language: klingonisch")
    result = call("index", maintained.folder, "--dry-run", "--report", tmp_path / "r.jsonl")
    assert result.exit_code == 3
    assert not maintained.settings.data_dir.exists()
    assert result.stdout.splitlines()[:4] == [
        "new        a.md",
        "new        b.md",
        "no document a.md.yaml: describes others",
        "A run would find 4 files: 2 new, 2 could not be read. No documents: 1 describes others.",
    ]
    assert "copy.md: empty. There is no text in it." in flat(result.stderr)
    assert "empty.md: empty. There is no text in it. It has the same bytes" in flat(result.stderr)
    assert "a.md: sidecar, line 1: language: 'klingonisch' names no language" in flat(result.stderr)
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 5
    foreseen = json.loads(call("index", maintained.folder, "--dry-run", "--json").stdout)
    done = json.loads(call("index", maintained.folder, "--json").stdout)
    assert (foreseen["rehearsed"], done["rehearsed"]) == (True, False)
    for report in (foreseen, done):
        report["files"].sort(key=lambda file: file["path"])
        for file in report["files"]:
            file.pop("seconds")
    assert foreseen["files"] == done["files"]


def test_dry_run_knows_what_moves_and_what_goes(maintained: Workshop) -> None:
    maintained.write("empty.md", "")
    call("index", maintained.folder)
    (maintained.folder / "a.md").rename(maintained.folder / "c.md")
    (maintained.folder / "b.md").unlink()
    catalogue = maintained.settings.data_dir / "catalogue.sqlite"
    before = catalogue.read_bytes()
    result = call("index", maintained.folder, "--dry-run")
    assert result.stdout.splitlines()[:3] == [
        "moved      c.md",
        "removed    b.md",
        "A run would find 3 files: 1 moved, 1 in quarantine since before, 1 removed.",
    ]
    assert catalogue.read_bytes() == before
    assert call("index", maintained.folder).stdout.startswith(
        "3 files: 1 moved, 1 in quarantine since before, 1 removed."
    )


def test_report_has_a_line_per_file_and_one_for_the_run(
    maintained: Workshop, tmp_path: Path
) -> None:
    file = tmp_path / "report.jsonl"
    call("index", maintained.folder, "--report", file)
    call("index", maintained.folder, "--report", file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(line.get("path"), line.get("action")) for line in lines] == [
        ("a.md", "new"),
        ("b.md", "new"),
        (None, None),
        ("a.md", "unchanged"),
        ("b.md", "unchanged"),
        (None, None),
    ]
    assert lines[2]["run"]["actions"] == {"new": 2}
    assert all("time" in line for line in lines)


def test_ctrl_c_publishes_what_was_done_and_ends_with_130(tmp_path: Path) -> None:
    """A real process, the real signal."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Cat {number}. " * 2_000)
    code = (
        "import sys\nimport indexer.encoding\nfrom tests.word_encoder import WordEncoder\n"
        "indexer.encoding.load_encoder = lambda _: WordEncoder('cat')\n"
        "from indexer.text import dictionaries\ndictionaries.start_writing = lambda _: None\n"
        "from search_api.cli import main\nmain()"
    )
    environment = {**os.environ, "BALKANETUP_DATA_DIR": str(tmp_path / "index")}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "index", str(folder), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=Path(__file__).parents[3],
    )
    wal = tmp_path / "index" / "catalogue.sqlite-wal"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (wal.exists() and wal.stat().st_size > 300_000):
        time.sleep(0.02)
    process.send_signal(2)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    report = json.loads(out)
    assert report["interrupted"] is True
    assert report["generation"] == "000001"
    assert 0 < len(report["files"]) < 300
    assert b"finishing the file at hand" in err
