"""A setting by a wrong name is said once, with the right one; what we read ourselves is none."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer.commands import environment
from search_api.cli import app

ROOT = Path(__file__).parents[3]
WRITTEN = {".py", ".md", ".sh", ".yaml", ".service", ".timer", ".env", ".conf"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("BALKANETUP_WOKERS", "BALKANETUP_WORKERS"),
        ("BALKANETUP_DATADIR", "BALKANETUP_DATA_DIR"),
        ("balkanetup_prot", "BALKANETUP_PORT"),
        ("BALKANETUP_API_ULR", "BALKANETUP_API_URL"),
        ("BALKANETUP_VECTOR_INDEX", "BALKANETUP_ENGINE"),
        ("BALKANETUP_PARENTS", None),  # of no use to a user
    ],
)
def test_the_nearest_setting_is_the_one_that_was_meant(written: str, meant: str | None) -> None:
    assert environment.nearest(written) == meant


def test_every_command_says_once_what_nothing_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BALKANETUP_WOKERS", "2")
    monkeypatch.setenv("BALKANETUP_ZZZ", "2")
    monkeypatch.setenv("balkanetup_ocr", "no")  # settings may be written small
    first, second = (CliRunner().invoke(app, ["vocab", "check", "--json"]) for _ in range(2))
    assert first.stderr == (
        "Unknown setting BALKANETUP_WOKERS; did you mean BALKANETUP_WORKERS?\n"
        "Unknown setting BALKANETUP_ZZZ; nothing reads it.\n"
    )
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert second.stderr == ""


def test_nothing_is_said_where_shells_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALKANETUP_WOKERS", "2")
    assert CliRunner().invoke(app, ["--help"]).stderr == ""


def test_all_variables_that_the_project_names_are_read() -> None:
    """Settings, and what screens, workers and tests are told by the environment."""
    folders = (ROOT / name for name in ("indexer", "search_api", "ui", "tests", "docs", ".ci"))
    listed = [file for folder in folders for file in folder.rglob("*") if file.suffix in WRITTEN]
    texts = [file.read_text("utf-8") for file in listed if file != Path(__file__)]
    texts += [(ROOT / name).read_text("utf-8") for name in ("README.md", "Makefile")]
    named = {name for text in texts for name in re.findall(r"\bBALKANETUP_[A-Z_]*[A-Z]\b", text)}
    assert environment.unknown(named) == []
    assert {"BALKANETUP_API_URL", "BALKANETUP_EVERY_LANGUAGE", "BALKANETUP_DATA_DIR"} <= named
