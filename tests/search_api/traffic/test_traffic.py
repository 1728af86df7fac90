"""What reaches the service from outside: how often, how slowly, from which pages and proxies."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import Response, StreamingResponse

from indexer.errors import UsageError
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.addresses import asker
from search_api.app import create_app
from search_api.problems import TooOften
from search_api.traffic.rates import Rates
from search_api.traffic.slowness import ImpatientProtocol, SlowBodies
from tests.search_api.answers import problem
from tests.served import served
from tests.word_encoder import WordEncoder


@contextmanager
def asked(settings: Settings, encoder: WordEncoder, **changed: object) -> Iterator[httpx.Client]:
    """Yield a client of a service with some settings changed."""
    app = create_app(settings.model_copy(update=changed), encoder)
    with served(app) as base, httpx.Client(base_url=base, timeout=30) as client:
        yield client


def behind_proxy(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", None),
        ("127.8.8.8", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_requests_are_counted_by_address_or_network(host: str, counted: str | None) -> None:
    assert asker({"type": "http", "client": (host, 1)}) == counted


def test_an_address_that_asks_too_often_waits_and_the_others_do_not(
    settings: Settings, encoder: WordEncoder
) -> None:
    with asked(settings, encoder, rate_limit="3/minute", cors_origins="*") as client:
        hasty, calm = behind_proxy("192.0.2.7"), behind_proxy("192.0.2.8")
        answers = [client.get("/v1/disciplines", headers=hasty) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        refused = answers[-1]
        assert problem(refused)["title"] == "Too many requests"
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert refused.headers["x-content-type-options"] == "nosniff"
        again = client.get("/v1/disciplines", headers={**hasty, "Origin": "https://a.example"})
        assert again.headers["access-control-allow-origin"] == "*"  # a page may read why
        assert client.get("/healthz", headers=hasty).status_code == 200
        assert client.get("/v1/disciplines", headers=calm).status_code == 200
        here = [client.get("/v1/disciplines").status_code for _ in range(6)]
        assert here == [200] * 6  # the screens, on this machine


def test_the_limit_counts_the_network_of_ipv6(settings: Settings, encoder: WordEncoder) -> None:
    with asked(settings, encoder, rate_limit="2/minute") as client:
        codes = [
            client.get("/v1/disciplines", headers=behind_proxy(f"2001:db8::{n}")).status_code
            for n in range(1, 4)
        ]
    assert codes == [200, 200, 429]


def test_only_a_trusted_proxy_says_who_asks(settings: Settings, encoder: WordEncoder) -> None:
    with asked(settings, encoder, rate_limit="1/minute", trusted_proxies="192.0.2.1") as client:
        lies = [behind_proxy("192.0.2.7") for _ in range(3)]
        codes = [client.get("/v1/disciplines", headers=lie).status_code for lie in lies]
    assert codes == [200, 200, 200]  # counted as what it is: a program of this machine
    with asked(settings, encoder, rate_limit="1/minute") as client:
        # Whoever asks writes the first part; what the proxy itself saw is the last.
        made_up = [behind_proxy(f"198.51.100.{n}, 192.0.2.7") for n in range(3)]
        codes = [client.get("/v1/disciplines", headers=lie).status_code for lie in made_up]
    assert codes == [200, 429, 429]


def test_a_limit_that_makes_no_sense_is_a_wrong_setting() -> None:
    with pytest.raises(UsageError, match="BALKANETUP_RATE_LIMIT"):
        Rates(Settings(rate_limit="often"))


def test_workers_share_a_limit() -> None:
    scope = {"client": ("192.0.2.9", 1)}
    workers = [Rates(Settings(rate_limit="5/minute", workers=2)) for _ in range(2)]
    for rates in workers:
        for _ in range(3):
            rates.count_address(scope)
        with pytest.raises(TooOften):
            rates.count_address(scope)


def test_no_limit_is_possible(settings: Settings, encoder: WordEncoder) -> None:
    with asked(settings, encoder, rate_limit="") as client:
        asker_ = behind_proxy("192.0.2.7")
        codes = {client.get("/v1/disciplines", headers=asker_).status_code for _ in range(30)}
    assert codes == {200}


def test_pages_of_the_sites_named_may_read_answers(
    settings: Settings, encoder: WordEncoder
) -> None:
    friend, stranger = "https://library.example.edu", "https://evil.example"
    with asked(settings, encoder, cors_origins=f"{friend}, https://b.example") as client:
        named = client.get("/v1/disciplines", headers={"Origin": friend})
        assert named.headers["access-control-allow-origin"] == friend
        assert "ETag" in named.headers["access-control-expose-headers"]
        other = client.get("/v1/disciplines", headers={"Origin": stranger})
        assert "access-control-allow-origin" not in other.headers
        wish = {"Origin": friend, "Access-Control-Request-Method": "POST"}
        assert client.options("/v1/disciplines", headers=wish).status_code == 400
        wish = {
            "Origin": friend,
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
        }
        assert client.options("/v1/disciplines", headers=wish).status_code == 400
    with asked(settings, encoder) as client:
        nobody = client.get("/v1/disciplines", headers={"Origin": friend})
        assert "access-control-allow-origin" not in nobody.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("[", 421),
        ("localhost:9000", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1", 200),
        ("192.0.2.7:80", 200),
        ("[::1]:8000", 200),
        ("Search.example.edu", 200),
    ],
)
def test_a_page_reads_nothing_through_a_browser_of_this_machine(
    settings: Settings, encoder: WordEncoder, host: str, status: int
) -> None:
    public = "https://search.example.edu/api"
    with asked(settings, encoder, public_url=public, mcp=True) as client:
        named = {"Host": host}
        assert client.get("/v1/resources", headers=named).status_code == status
        assert (client.post("/mcp", headers=named).status_code == 421) == (status == 421)
        passed_on = named | behind_proxy("192.0.2.7")
        assert client.get("/v1/resources", headers=passed_on).status_code == 200


def test_who_may_frame_an_answer_is_a_setting(settings: Settings, encoder: WordEncoder) -> None:
    with asked(settings, encoder, frame_ancestors="https://moodle.example.edu") as client:
        policy = client.get("/v1/disciplines").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://moodle.example.edu")
    with pytest.raises(ValueError, match="frame_ancestors"):
        Settings(frame_ancestors="*; script-src *")


class Hurried(ImpatientProtocol):
    """Waits half a second."""

    header_seconds = 0.5
    taking_seconds = 0.5


def _said(connection: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    heard = b""
    while piece := connection.recv(4096):
        heard += piece
    return heard


@pytest.mark.parametrize("begun", [b"", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_a_request_that_does_not_come_is_not_waited_for(
    settings: Settings, encoder: WordEncoder, begun: bytes
) -> None:
    with served(create_app(settings, encoder), Hurried) as base:
        port = int(base.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(begun)
            began = time.monotonic()
            assert _said(connection).startswith(b"HTTP/1.1 408 ")
            assert time.monotonic() - began < 2


def test_a_second_request_is_waited_for_as_long_as_the_first(
    settings: Settings, encoder: WordEncoder
) -> None:
    whole = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    with served(create_app(settings, encoder), Hurried) as base:
        port = int(base.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            for _ in range(3):  # an answered request starts the wait anew
                connection.sendall(whole)
                heard = b""
                while not heard.endswith(b"}"):
                    heard += connection.recv(4096)
                assert heard.startswith(b"HTTP/1.1 200 OK")
                time.sleep(0.3)
            connection.sendall(whole[:-2])
            assert _said(connection).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("in_pieces", [False, True])
def test_an_answer_that_is_not_taken_is_not_kept(in_pieces: bool) -> None:
    app, large = FastAPI(), 40_000_000  # bytes; more than the buffers of the system take

    @app.get("/")
    def send() -> Response:
        piece = b"x" * 100_000
        pieces = (piece for _ in range(large // len(piece)))
        return StreamingResponse(pieces) if in_pieces else Response(piece * (large // len(piece)))

    taken = 0
    with (
        served(app, Hurried) as base,
        socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2]))) as slow,
        suppress(ConnectionResetError),
    ):
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(2)
        while piece := slow.recv(100_000):
            taken += len(piece)
    assert 0 < taken < large


def test_who_takes_a_document_slowly_keeps_nobody_from_asking(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "large.md").write_text("# Large\n\n" + "<!-- silent -->\n" * 1_500_000 + "Silent.\n")
    settings = Settings(data_dir=tmp_path / "data", concurrency=1)
    pipeline.run(folder, settings, encoder)
    with (
        served(create_app(settings, encoder)) as base,
        httpx.stream("GET", f"{base}/v1/resources/large/file") as document,
    ):
        assert document.status_code == 200
        assert httpx.get(f"{base}/v1/search?q=silent").status_code == 200
        assert len(document.read()) == int(document.headers["content-length"]) > 20_000_000


def test_a_body_that_drips_is_not_waited_for() -> None:
    app = FastAPI()
    app.add_middleware(SlowBodies, seconds=0.5)

    @app.post("/")
    def take(body: dict[str, str]) -> dict[str, str]:
        return body

    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 13\r\n"
    with served(app) as base:
        port = int(base.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(head + b"\r\n" + b'{"a":')
            began = time.monotonic()
            assert _said(connection).startswith(b"HTTP/1.1 408 ")
            assert time.monotonic() - began < 2
        assert httpx.post(base, json={"a": "b"}).json() == {"a": "b"}
