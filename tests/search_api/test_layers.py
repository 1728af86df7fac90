"""What HTTP itself asks of the service: methods, headers, validators, limits."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from indexer.encoding import EncodedQuestion
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.app import THREADS, create_app
from search_api.layers import Capacity
from tests.search_api.answers import problem
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

ADDRESSES = (
    "/v1/search?q=soil",
    "/v1/suggest?q=so",
    "/v1/resources",
    "/v1/resources/soil",
    "/v1/resources/soil/related",
    "/v1/resources/soil/file",
    "/v1/resources/soil/jsonld",
    "/v1/disciplines",
    "/v1/recommendations?discipline=0533",
    "/d/soil",
    "/feed?q=soil",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
    "/docs",
    "/openapi.json",
)
OF_THE_INDEX = ADDRESSES[:12]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_tells_what_get_would(client: httpx.Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name)
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize("address", ADDRESSES[:14])
def test_options_and_other_methods_say_what_is_allowed(client: httpx.Client, address: str) -> None:
    asked = client.options(address)
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = client.request(method, address)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert problem(refused)["cure"]


def test_options_of_no_address_is_404(client: httpx.Client) -> None:
    assert client.options("/v1/nothing").status_code == 404


@pytest.mark.parametrize("address", [*ADDRESSES, "/v1/nothing", "/v1/search?k=0"])
def test_every_answer_is_safe_in_a_browser(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("address", OF_THE_INDEX)
def test_an_answer_that_is_still_good_is_not_sent_again(client: httpx.Client, address: str) -> None:
    first = client.get(address)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.headers["etag"]) == (200, etag)


def test_a_star_names_every_answer(client: httpx.Client) -> None:
    for address in ("/v1/resources", "/v1/resources/soil/file", "/v1/vocabularies"):
        assert client.get(address, headers={"If-None-Match": "*"}).status_code == 304
    missing = client.get("/v1/resources/nothing", headers={"If-None-Match": "*"})
    assert missing.status_code == 304 or missing.status_code == 404


def test_another_question_has_another_validator(client: httpx.Client) -> None:
    addresses = ("/v1/search?q=soil", "/v1/search?q=essay", "/v1/resources?k=1", "/v1/resources")
    assert len({client.get(address).headers["etag"] for address in addresses}) == 4


@pytest.mark.parametrize("address", ["/healthz", "/v1/resources/nothing", "/v1/search?k=0"])
def test_what_may_change_at_any_time_is_not_kept(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_a_changed_index_has_another_validator(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "soil.md").write_text(DOCUMENTS["soil.md"])
    settings, encoder = Settings(data_dir=tmp_path / "data"), WordEncoder(*VOCABULARY)
    pipeline.run(shelf, settings, encoder)
    with served(create_app(settings, encoder)) as base:
        etag = httpx.get(f"{base}/v1/resources").headers["etag"]
        (shelf / "essays.md").write_text(DOCUMENTS["essays.md"])
        pipeline.run(shelf, settings, encoder)
        later = httpx.get(f"{base}/v1/resources", headers={"If-None-Match": etag})
    assert (later.status_code, later.json()["total"]) == (200, 2)
    assert later.headers["etag"] != etag


def test_a_file_has_its_hash_for_a_validator_and_no_ranges(
    client: httpx.Client, folder: Path
) -> None:
    response = client.get("/v1/resources/soil/file", headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.headers["accept-ranges"]) == (200, "none")
    assert response.content == (folder / "soil.md").read_bytes()
    assert len(response.headers["etag"].strip('"')) == 64


def test_json_travels_compressed_and_a_document_as_it_is(client: httpx.Client) -> None:
    with client.stream("GET", "/v1/resources", headers={"Accept-Encoding": "gzip"}) as packed:
        body = gzip.decompress(b"".join(packed.iter_raw()))
    assert packed.headers["content-encoding"] == "gzip"
    plain = client.get("/v1/resources", headers={"Accept-Encoding": "identity"})
    assert body == plain.content
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in client.get("/v1/resources/soil/file").headers


class SlowEncoder(WordEncoder):
    """Reads a question when it is allowed to."""

    def __init__(self) -> None:
        super().__init__(*VOCABULARY)
        self.allowed = threading.Event()
        self.waiting = threading.Semaphore(0)  # a permit for every question that waits

    def encode_question(self, text: str) -> EncodedQuestion:
        """Wait, when the question asks for it."""
        if "wait" in text:
            self.waiting.release()
            self.allowed.wait(20)
        return super().encode_question(text)


class FailingEncoder(WordEncoder):
    """Fails at one question."""

    def encode_question(self, text: str) -> EncodedQuestion:
        """Raise an error that nobody expects, with a path in it."""
        if "fail" in text:
            raise RuntimeError("/srv/secret/folder is broken")
        return super().encode_question(text)


def test_a_question_too_many_is_refused_at_once_and_health_never(settings: Settings) -> None:
    encoder = SlowEncoder()
    few = settings.model_copy(update={"concurrency": 2})
    with served(create_app(few, encoder)) as base, ThreadPoolExecutor() as pool:
        waiting = [pool.submit(httpx.get, f"{base}/v1/search?q=wait", timeout=30) for _ in range(2)]
        assert all(encoder.waiting.acquire(timeout=10) for _ in range(2))
        refused = httpx.get(f"{base}/v1/disciplines")
        assert refused.status_code == 503
        assert problem(refused)["title"] == "Too many questions at once"
        assert refused.headers["retry-after"] == "1"
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert httpx.get(f"{base}/healthz").status_code == 200
        encoder.allowed.set()
        assert [answer.result().status_code for answer in waiting] == [200, 200]
        assert httpx.get(f"{base}/v1/disciplines").status_code == 200


def test_the_more_are_refused_the_further_apart_they_are_told_to_come_back() -> None:
    few, many = asyncio.run(_waits(5)), asyncio.run(_waits(500))
    assert few == [1] * 5
    assert (min(many), max(many)) == (1, 4)
    assert sum(many) > 2 * len(many)


async def _waits(refused: int) -> list[int]:
    """Return after how many seconds each is to come back who asks while ten are answered."""
    answered, waits = asyncio.Event(), []

    async def app(_: Scope, __: Receive, ___: Send) -> None:
        await answered.wait()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            waits.append(int(Headers(raw=message["headers"])["retry-after"]))

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    capacity, scope = (
        Capacity(app, most=10),
        {"type": "http", "method": "GET", "path": "/v1/search"},
    )
    running = [asyncio.create_task(capacity(scope, receive, send)) for _ in range(10)]
    await asyncio.sleep(0)
    for _ in range(refused):
        await capacity(scope, receive, send)
    answered.set()
    await asyncio.gather(*running)
    return waits


def test_health_is_answered_while_every_thread_searches(settings: Settings) -> None:
    encoder = SlowEncoder()
    with served(create_app(settings, encoder)) as base, ThreadPoolExecutor(64) as pool:
        for _ in range(THREADS + 10):
            pool.submit(httpx.get, f"{base}/v1/search?q=wait", timeout=30)
        assert all(encoder.waiting.acquire(timeout=20) for _ in range(THREADS))
        assert httpx.get(f"{base}/healthz", timeout=2).status_code == 200
        encoder.allowed.set()


def test_an_error_nobody_expected_is_logged_once_and_tells_no_path(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with served(create_app(settings, FailingEncoder(*VOCABULARY))) as base:
        response = httpx.get(f"{base}/v1/search?q=fail")
    assert response.status_code == 500
    assert problem(response)["title"] == "Something went wrong here"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in response.text
    assert caplog.text.count("RuntimeError: /srv/secret/folder is broken") == 1


@pytest.fixture
def without_index(tmp_path: Path, encoder: WordEncoder) -> Iterator[str]:
    """The address of a service whose index is not there."""
    with served(create_app(Settings(data_dir=tmp_path / "none"), encoder)) as base:
        yield base


@pytest.mark.parametrize("address", [*OF_THE_INDEX, "/readyz"])
def test_unavailable_says_when_to_ask_again_and_no_path(
    without_index: str, tmp_path: Path, address: str
) -> None:
    response = httpx.get(without_index + address)
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert problem(response)["detail"] == "There is no index yet."
    assert str(tmp_path) not in response.text


def test_every_address_refuses_a_parameter_that_it_does_not_take(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for path, methods in described.items():
        if path == "/oai":  # its protocol says what a wrong argument is answered
            continue
        for method in methods:
            address = path.replace("{", "").replace("}", "")
            response = client.request(method, address, params={"colour": "red"})
            assert (response.status_code, problem(response)["field"]) == (422, "colour"), path


def test_a_filter_where_there_is_none_is_refused(client: httpx.Client) -> None:
    for address in ("/v1/suggest?q=a&language=sq", "/v1/resources?q=exam"):
        assert client.get(address).status_code == 422


def test_a_parameter_that_is_taken_once_is_not_given_twice(client: httpx.Client) -> None:
    response = client.get("/v1/recommendations?discipline=0533&discipline=0421")
    assert response.status_code == 422
    assert problem(response)["field"] == "discipline"


def test_no_address_is_made_from_the_host_header(settings: Settings, encoder: WordEncoder) -> None:
    public = settings.model_copy(update={"public_url": "https://search.example.edu/api/"})
    for chosen, begin in ((public, "https://search.example.edu/api/v1/"), (settings, "http://127")):
        with served(create_app(chosen, encoder)) as base:
            host = {"Host": "evil.example", "X-Forwarded-For": "192.0.2.7"}
            described = httpx.get(f"{base}/v1/resources/soil/jsonld", headers=host)
            moved = httpx.get(f"{base}/v1/search/?q=soil", headers=host)
        assert described.json()["@id"].startswith(begin)
        assert "evil" not in described.text + str(described.headers)
        assert moved.status_code == 404
        assert "location" not in moved.headers
