"""`balkanetup push` and `pull`: what is printed, what is not, and the exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer.cli import app
from tests.indexer.conftest import Workshop

SECRET = "s3cr3t-pass"


@pytest.fixture
def published(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workshop with one text, whose index the commands take."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(workshop.settings.data_dir))
    return workshop


def test_the_environment_names_both_stores(
    published: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "store")
    monkeypatch.setenv("BALKANETUP_PUSH_TO", store)
    monkeypatch.setenv("BALKANETUP_PULL_FROM", store)
    pushed = json.loads(CliRunner().invoke(app, ["push", "--json"]).stdout)
    assert (pushed["store"], pushed["generation"]) == (store, "000001")
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(tmp_path / "reader"))
    pulled = CliRunner().invoke(app, ["pull"])
    assert pulled.stdout.startswith(f"{store}: generation 000001, ")
    assert CliRunner().invoke(app, ["pull"]).stdout.endswith(" 0 bytes fetched.\n")
    refused = CliRunner().invoke(app, ["generations", "rollback"])
    assert (refused.exit_code, "This index is a copy." in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["push"], 2, "No store is named."),
        (["push", "nosuch://x"], 74, "Protocol not known: nosuch."),
        (["pull", "/nowhere/at/all"], 1, "There is no generation in /nowhere/at/all yet."),
        (["pull", f"ftp://ana:{SECRET}@127.0.0.1:9/x"], 74, "ftp://***@127.0.0.1:9/x refuses"),
    ],
)
def test_errors_are_sentences_with_an_exit_code_and_no_password(
    published: Workshop, arguments: list[str], code: int, sentence: str
) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert sentence in result.stderr.replace("\n", " ")
    assert "->" in result.stderr
    assert SECRET not in result.output
    assert "Traceback" not in result.output


def test_push_every_so_often_says_what_it_sent_and_ends_at_ctrl_c(
    published: Workshop, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "search_api.cli", "push", str(tmp_path / "s"), "--every", "1"]
    with subprocess.Popen(command, env={**os.environ}, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert "generation 000001" in run.stdout.readline()
        published.write("b.md", "The dog barks.")
        published.run()
        assert "generation 000002" in run.stdout.readline()
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0
