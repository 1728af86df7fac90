"""`balkanetup cite` and `balkanetup reading-list`."""

import json
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from indexer.settings import Settings
from search_api.cli import app


@pytest.fixture
def data_dir(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(settings.data_dir))
    return settings.data_dir


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.usefixtures("data_dir")
def test_a_reference_is_printed() -> None:
    assert run("cite", "silence").stdout == "University A. (2024). When nobody speaks.\n"
    assert run("cite", "soil", "--format", "bibtex").stdout.startswith("@misc{soil,")
    missing = run("cite", "nothing")
    assert (missing.exit_code, "There is no resource 'nothing'." in missing.stderr) == (1, True)
    assert run("cite", "soil", "--style", "apa6").exit_code == 2


@pytest.mark.usefixtures("data_dir")
def test_a_list_is_written_as_its_file_ends(tmp_path: Path) -> None:
    word = tmp_path / "list.docx"
    arguments = ("reading-list", "soil", "essays", "--title", "Lexo", "--language", "sq")
    assert run(*arguments, "--note", "2:E hënë", "--to", str(word)).exit_code == 0
    shown = [paragraph.text for paragraph in Document(str(word)).paragraphs]
    assert shown[0] == "Lexo"
    assert {"1. Soil in the field", "2. Fair marks", "Shënim: E hënë"} <= set(shown)


@pytest.mark.usefixtures("data_dir")
def test_a_list_is_printed_where_it_is_text() -> None:
    assert run("reading-list", "soil").stdout.startswith("# Reading list")
    works = json.loads(run("reading-list", "soil", "essays", "--format", "csl-json").stdout)
    assert [work["id"] for work in works] == ["soil", "essays"]


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["--format", "docx"], "Name a file: --to list.docx"),
        (["--to", "list.pdf"], "or give --format."),
        (["--note", "7:far"], "Write its place in the list first"),
        (["--language", "tlh"], "Use one of"),
    ],
)
def test_what_makes_no_list_is_refused_with_the_cure(arguments: list[str], cure: str) -> None:
    refused = run("reading-list", "soil", *arguments)
    assert refused.exit_code == 2
    assert cure in refused.stderr
