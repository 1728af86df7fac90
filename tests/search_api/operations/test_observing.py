"""What whoever runs the service sees of a request, and what not."""

import json
import logging
import time
from collections.abc import Iterator

import httpx
import pytest

from indexer.settings import Settings
from search_api import request_id
from search_api.app import create_app
from search_api.operations import logs
from search_api.operations.observing import Finished
from tests.served import served
from tests.word_encoder import WordEncoder

SECRET = "marking"


@pytest.fixture
def seen() -> list[Finished]:
    return []


@pytest.fixture
def watched(
    settings: Settings, encoder: WordEncoder, seen: list[Finished]
) -> Iterator[httpx.Client]:
    app = create_app(settings.model_copy(update={"concurrency": 1}), encoder, [seen.append])
    app.add_api_route("/fails", lambda: 1 / 0)
    with served(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def awaited(seen: list[Finished], count: int) -> list[Finished]:
    """Return what was seen: an answer reaches its asker before the observers hear of it."""
    until = time.monotonic() + 5
    while len(seen) < count and time.monotonic() < until:
        time.sleep(0.01)
    return seen


@pytest.mark.parametrize(
    ("method", "address", "route", "status"),
    [
        ("GET", f"/v1/search?q={SECRET}", "/v1/search", 200),
        ("HEAD", f"/v1/search?q={SECRET}", "/v1/search", 200),
        ("GET", "/v1/search?k=99", "/v1/search", 422),
        ("GET", "/v1/resources/soil", "/v1/resources/{resource_id}", 200),
        ("GET", f"/v1/resources/{SECRET}", "/v1/resources/{resource_id}", 404),
        ("GET", "/v1/resources/soil/file", "/v1/resources/{resource_id}/file", 200),
        ("GET", f"/{SECRET}?{SECRET}", None, 404),
        ("DELETE", "/healthz", "/healthz", 405),
        ("GET", "/fails", "/fails", 500),
    ],
)
def test_a_request_is_seen_by_its_template(
    watched: httpx.Client,
    seen: list[Finished],
    method: str,
    address: str,
    route: str | None,
    status: int,
) -> None:
    answer = watched.request(method, address)
    (finished,) = awaited(seen, 1)
    assert (finished.method, finished.route, finished.status) == (method, route, status)
    assert finished.request_id == answer.headers["X-Request-Id"]
    assert 0 < finished.seconds < 20
    assert finished.size == answer.num_bytes_downloaded
    assert (finished.answer is not None) == ("q=" in address)


def test_methods_that_somebody_makes_up_count_as_one(
    watched: httpx.Client, seen: list[Finished]
) -> None:
    for made_up in ("PROPFIND", "TRACE", "X" * 5_000):
        assert watched.request(made_up, "/healthz").status_code == 405
    assert {finished.method for finished in awaited(seen, 3)} == {"OTHER"}


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ("4bf92f3577b34da6", True),
        ("a.b_c-D9", True),
        ("short", False),
        ("x" * 65, False),
        ('"},{"a":1', False),
        ("čćžšđ-čćžšđ", False),
    ],
)
def test_the_name_that_a_proxy_gives_is_kept_where_it_is_fit(
    watched: httpx.Client, seen: list[Finished], offered: str, taken: bool
) -> None:
    answer = watched.get("/healthz", headers=[(b"X-Request-Id", offered.encode())])
    name = answer.headers["X-Request-Id"]
    assert (name == offered) is taken
    assert name == awaited(seen, 1)[0].request_id


def test_no_two_requests_have_one_name(watched: httpx.Client, seen: list[Finished]) -> None:
    for _ in range(20):
        watched.get("/healthz")
    assert len({finished.request_id for finished in awaited(seen, 20)}) == 20


def test_the_access_log_has_a_line_for_each_request_without_the_question(
    settings: Settings, encoder: WordEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(settings, encoder, [logs.write_access])
    with served(app) as address:
        name = httpx.get(f"{address}/v1/search", params={"q": SECRET}).headers["X-Request-Id"]
        httpx.get(f"{address}/v1/resources/{SECRET}")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/v1/search", 200),
        ("/v1/resources/{resource_id}", 404),
    ]
    assert list(lines[0]) == ["time", "request_id", "method", "route", "status", "ms", "bytes"]
    assert lines[0]["request_id"] == name
    assert SECRET not in json.dumps(lines)


def test_a_log_that_cannot_be_written_keeps_nobody_from_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closed:
        def write(self, _: str) -> None:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    logs.write_access(Finished("x", "GET", None, 200, 0.1, 0))


def test_a_trouble_is_one_line_with_its_request_and_traceback() -> None:
    name = request_id.begin()
    trouble = ValueError("broken\nin two lines")
    record = logging.makeLogRecord(
        {
            "msg": "%s failed",
            "args": ("/v1/search",),
            "levelno": logging.ERROR,
            "exc_info": (ValueError, trouble, None),
        }
    )
    line = logs.AsJson().format(record)
    assert "\n" not in line
    written = json.loads(line)
    assert (written["request_id"], written["message"]) == (name, "/v1/search failed")
    assert "broken" in written["traceback"]
