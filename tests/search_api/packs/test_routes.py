"""`GET /v1/packs/suggest` and `/v1/packs/review`, and `balkanetup pack`."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from docx import Document
from typer.testing import CliRunner

from indexer.settings import Settings
from search_api.app import create_app
from search_api.cli import app
from search_api.retrieval import index_reader
from tests.search_api.packs.conftest import VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

ASKED = {"topic": "silent lecture", "minutes": "90", "discipline": "0913", "reads": "en"}


@pytest.fixture(scope="module")
def client(pack_settings: Settings) -> Iterator[httpx.Client]:
    with (
        served(create_app(pack_settings, WordEncoder(*VOCABULARY))) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def test_what_is_suggested_can_be_reviewed_and_exported(client: httpx.Client) -> None:
    pack = client.get("/v1/packs/suggest", params=ASKED).json()
    assert [item["part"] for item in pack["items"]][:2] == ["opener", "practice"]
    placed = [f"{item['part']}:{item['name']}" for item in pack["items"]]
    again = client.get(
        "/v1/packs/review", params={**ASKED, "placed": placed, "since": pack["made"]}
    ).json()
    assert [item["why"] for item in again["items"]] == [item["why"] for item in pack["items"]]
    assert (again["lacks"], again["news"]) == (pack["lacks"], [])
    study = next(item for item in pack["items"] if item["part"] == "evidence")
    assert [condition["id"] for condition in study["resource"]["reuse"]] == [
        "noncommercial",
        "no_derivatives",
    ]
    numbered = list(enumerate(pack["items"], start=1))
    word = client.get(
        "/v1/export",
        params={
            "ids": [item["name"] for item in pack["items"]],
            "part": [f"{place}:{item['part']}" for place, item in numbered],
            "minutes": [f"{place}:{item['minutes']}" for place, item in numbered],
        },
    )
    (table,) = Document(io.BytesIO(word.content)).tables
    assert [row.cells[1].text for row in table.rows[1:3]] == ["Opener", "Practice"]


def test_it_speaks_the_readers_language(client: httpx.Client) -> None:
    pack = client.get("/v1/packs/suggest", params={**ASKED, "reader_language": "sq"}).json()
    assert pack["items"][1]["why"].startswith("Nga një fushë e pjesëmarrësve tuaj: ")


@pytest.mark.parametrize(
    ("path", "changed", "field"),
    [
        ("suggest", {"minutes": "10"}, "minutes"),
        ("suggest", {"topic": ""}, "topic"),
        ("suggest", {"topic": "!!"}, "q"),
        ("suggest", {"discipline": "1234"}, "discipline"),
        ("suggest", {"reads": "klingon"}, "reads"),
        ("suggest", {"duration": "90"}, "duration"),
        ("review", {"placed": "lunch:soil"}, "placed"),
        ("review", {}, "placed"),
    ],
)
def test_what_makes_no_pack_is_refused(
    client: httpx.Client, path: str, changed: dict[str, str], field: str
) -> None:
    answer = client.get(f"/v1/packs/{path}", params=ASKED | changed)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


@pytest.fixture
def command_line(pack_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(pack_settings.data_dir))
    monkeypatch.setattr(index_reader, "load_encoder", lambda _: WordEncoder(*VOCABULARY))
    return CliRunner()


def test_the_command_prints_and_writes_a_pack(command_line: CliRunner, tmp_path: Path) -> None:
    word = tmp_path / "pack.docx"
    arguments = ["pack", "silent lecture", "--field", "0913", "--reads", "en", "--to", str(word)]
    result = command_line.invoke(app, [*arguments, "--start", "9:30", "--audience", "Nurses"])
    assert result.exit_code == 0
    assert "From a field of your audience: Nursing and midwifery." in result.stdout
    assert "! It may not be used commercially." in result.stdout
    document = Document(str(word))
    assert document.paragraphs[0].text == "silent lecture"
    assert document.tables[0].rows[1].cells[0].text == "9:30–9:40"


def test_the_pack_as_json_is_all_that_is_printed(command_line: CliRunner, tmp_path: Path) -> None:
    arguments = ["pack", "silent lecture", "--json", "--to", str(tmp_path / "pack.md")]
    pack = json.loads(command_line.invoke(app, arguments).stdout)
    assert sum(item["minutes"] for item in pack["items"]) == 90
    assert (tmp_path / "pack.md").read_text("utf-8").startswith("# silent lecture\n")


def test_the_command_says_when_nothing_matches(command_line: CliRunner) -> None:
    result = command_line.invoke(app, ["pack", "volcanoes"])
    assert (result.exit_code, result.stdout) == (
        1,
        "- Nothing in the collection matches this topic.\n",
    )
