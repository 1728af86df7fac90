"""Requests to the network: put, published, answered, removed."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from indexer.errors import NotFound, UsageError
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from search_api.cli import app
from search_api.network import requests
from tests.search_api.network.test_people import got
from tests.served import served
from tests.word_encoder import WordEncoder

TEXT = "How to assess group work in a nursing placement"


@pytest.fixture
def place(tmp_path: Path, encoder: WordEncoder) -> Settings:
    """The settings of a small index that a test may change."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "essays.md").write_text("# Fair marks\n\nEssay marking wants a rubric.\n")
    settings = Settings(data_dir=tmp_path / "data")
    pipeline.run(tmp_path / "texts", settings, encoder)
    return settings


@pytest.fixture
def client(place: Settings, encoder: WordEncoder) -> Iterator[httpx.Client]:
    with (
        served(create_app(place, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        key = keys.create(place.data_dir, "all", ["maintain"], 1)[1]
        client.headers["Authorization"] = f"Bearer {key}"
        yield client


def sent(client: httpx.Client, text: str = TEXT, **more: str) -> Any:
    response = client.post("/v1/requests", json={"text": text, **more})
    assert response.status_code == 200, response.text
    return response.json()


def shown(client: httpx.Client, state: str = "open") -> list[str]:
    return [it["text"] for it in got(client, "/v1/requests", state=state)["requests"]]


def test_a_request_is_shown_once_a_maintainer_has_published_it(client: httpx.Client) -> None:
    request = sent(client, discipline="0913")
    assert (request["state"], request["language"], shown(client)) == ("waiting", "en", [])
    assert request["discipline"]["label"] == "Nursing and midwifery"
    assert [it["id"] for it in got(client, "/v1/admin/requests")["requests"]] == [request["id"]]
    path = f"/v1/admin/requests/{request['id']}"
    assert client.patch(path, json={"state": "open"}).status_code == 200
    assert shown(client) == [TEXT]
    assert f"<title>{TEXT}</title>" in client.get("/feed/requests").text
    assert client.delete(path).json()["text"] == TEXT
    assert shown(client, "all") == []
    assert client.delete(path).status_code == 404


def test_the_upload_that_answers_it_closes_it(
    client: httpx.Client, place: Settings, encoder: WordEncoder, tmp_path: Path
) -> None:
    request = sent(client)
    requests.publish(place.data_dir, request["id"])
    head = f"---\ntitle: Nursing\nid: nursing\nanswers: [{request['id']}]\n---\n"
    (tmp_path / "texts" / "answer.md").write_text(f"{head}# Nursing\n\nA rubric.\n")
    pipeline.run(tmp_path / "texts", place, encoder)
    answered = got(client, "/v1/requests", state="answered")["requests"]
    assert [(it["text"], it["answers"]) for it in answered] == [(TEXT, ["nursing"])]
    assert shown(client) == []


def test_a_maintainer_lists_them_by_state_and_closes_with_what_is_there(
    client: httpx.Client,
) -> None:
    request, other = sent(client), sent(client, TEXT + " in Greek")
    path = f"/v1/admin/requests/{request['id']}"
    assert got(client, "/v1/admin/state")["unread_requests"] == 2
    refused = client.patch(path, json={"state": "answered", "answers": ["nothing"]})
    assert (refused.status_code, "nothing" in refused.json()["detail"]) == (404, True)
    closed = client.patch(path, json={"state": "answered", "answers": ["essays"]})
    assert closed.json()["answers"] == ["essays"]
    waiting = got(client, "/v1/admin/requests", state="waiting")
    assert [it["id"] for it in waiting["requests"]] == [other["id"]]
    assert got(client, "/v1/admin/requests", state="answered")["total"] == 1
    assert got(client, "/v1/admin/state")["unread_requests"] == 1


def test_the_same_text_is_kept_once(client: httpx.Client) -> None:
    first, second = sent(client), sent(client, f"  {TEXT.upper()}? ")
    assert first["id"] == second["id"]


@pytest.mark.parametrize(
    ("written", "is_address"),
    [
        ("ana＠example", True),
        ("see ana.rs/help", True),
        ("bit.io/abc", True),
        ("call 069.123.4567", True),
        ("call +355 (69) 123 45 67", True),
        ("call 0691234567", True),
        ("in the academic year 2025/2026", False),
        ("between 2019 – 2024 and later", False),
        ("as Freeman et.al found", False),
        ("for 1200 students in 30 groups", False),
    ],
)
def test_addresses_and_numbers_of_people_are_refused(
    tmp_path: Path, written: str, is_address: bool
) -> None:
    with ExitStack() as opened:
        if is_address:
            opened.enter_context(pytest.raises(UsageError, match="an address"))
        requests.put(tmp_path, f"How to assess group work, {written}", None, "waiting")


@pytest.mark.parametrize(
    ("body", "cure"),
    [
        ({"text": "Help"}, "text"),
        ({"text": "Please write to me: ana@example.edu, thank you"}, "everybody will read it"),
        ({"text": TEXT, "discipline": "9876"}, ""),
        ({"text": TEXT, "from": "Ana"}, ""),
    ],
)
def test_what_is_no_request_is_refused(
    client: httpx.Client, body: dict[str, str], cure: str
) -> None:
    response = client.post("/v1/requests", json=body)
    assert (response.status_code, cure in response.text) == (422, True)


def test_a_body_that_is_no_json_is_named_as_what_is_wrong(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    refused = client.post("/v1/requests", content="{text", headers=headers)
    assert (refused.status_code, refused.json()["field"]) == (422, "body")


def test_where_requests_are_off_none_are_taken_or_shown(
    place: Settings, encoder: WordEncoder
) -> None:
    requests.put(place.data_dir, TEXT, None, "open")
    off = place.model_copy(update={"requests": "off"})
    with served(create_app(off, encoder)) as address:
        answer = httpx.post(f"{address}/v1/requests", json={"text": TEXT})
        listed = httpx.get(f"{address}/v1/requests").json()
    assert (answer.status_code, listed["taken"], listed["total"]) == (404, False, 0)


def test_all_together_send_sixty_an_hour(place: Settings, encoder: WordEncoder) -> None:
    settings = place.model_copy(update={"requests": "open"})
    with served(create_app(settings, encoder)) as address, httpx.Client(base_url=address) as client:
        codes = [client.post("/v1/requests", json={"text": TEXT}).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]


def test_so_many_wait_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_REQUESTS", 1)
    requests.put(tmp_path, TEXT, None, "waiting")
    with pytest.raises(UsageError, match="no more are taken"):
        requests.put(tmp_path, TEXT + " in Greek", None, "waiting")
    with pytest.raises(NotFound):
        requests.publish(tmp_path, "r-../../etc")


def test_the_commands_publish_close_and_remove(
    place: Settings, monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder
) -> None:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(place.data_dir))
    monkeypatch.setattr("search_api.retrieval.index_reader.load_encoder", lambda _: encoder)
    name = requests.put(place.data_dir, TEXT, None, "waiting").id

    def run(*arguments: str) -> str:
        return CliRunner().invoke(app, ["requests", *arguments]).output

    assert f"{name}  waiting" in run("list")
    assert run("publish", name) == f"{name} is open.\n"
    assert "There is no resource 'nothing'" in run("close", name, "nothing")
    assert run("close", name, "essays") == f"{name} is answered.\n"
    assert f"{name}  answered by essays" in run("list")
    assert run("remove", name) == f"{name} is removed.\n"
    assert run("list") == "There is no request.\n"
