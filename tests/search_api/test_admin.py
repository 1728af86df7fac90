"""The admin addresses over real HTTP: who is let in, what is taken, what becomes of it."""

import json
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.inbox import jobs
from indexer.inbox.working import Inbox
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from tests.indexer.conftest import ReaderHere
from tests.indexer.extraction import making
from tests.search_api.conftest import VOCABULARY
from tests.search_api.test_service import problem
from tests.served import served
from tests.word_encoder import WordEncoder

TEXT = b"# Silent lectures\n\nA silent lecture is a silent hall."
Files = dict[str, Any]


class Service:
    """A service with keys, and the inbox behind it."""

    def __init__(self, base: str, settings: Settings, encoder: WordEncoder) -> None:
        self.settings, self.base = settings, base
        self.inbox = Inbox(settings, encoder, partial(pipeline.run, open_reader=ReaderHere))
        self.upload_key = keys.create(settings.data_dir, "up", ["upload"], 1)[1]
        self.key = keys.create(settings.data_dir, "all", ["upload", "maintain", "statistics"], 1)[1]

    def ask(self, method: str, path: str, key: str | None = None, **how: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key or self.key}", **how.pop("headers", {})}
        return httpx.request(method, f"{self.base}/v1/admin{path}", headers=headers, **how)

    def send(self, name: str = "silence.md", content: bytes = TEXT, **metadata: Any) -> Any:
        """Send a file; return the job once it is done."""
        answer = self.ask("POST", "/resources", files=form(name, content, **metadata))
        assert answer.status_code == 202, answer.text
        self.inbox.work_through()
        return self.job(answer)

    def job(self, answer: httpx.Response) -> Any:
        return self.ask("GET", f"/jobs/{answer.json()['id']}").json()


def form(name: str, content: bytes, **metadata: Any) -> Files:
    parts: Files = {"file": (name, content)}
    return parts | ({"metadata": (None, json.dumps(metadata))} if metadata else {})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    encoder = WordEncoder(*VOCABULARY)
    settings = Settings(
        data_dir=tmp_path / "data", engine="numpy", max_file_bytes=300_000, key_rate_limit=""
    )
    with served(create_app(settings, encoder)) as base:
        yield Service(base, settings, encoder)


def test_each_document_of_an_archive_that_is_sent_is_found(service: Service) -> None:
    course = making.zipped({"silence.md": TEXT, "hall.md": "# Halls\n\nA hall of silence."})
    job = service.send("course.zip", course, language="en")
    assert (job["state"], job["outcome"], job["resource_id"]) == ("done", "ok", None)
    assert job["resource_ids"] == ["course-zip-hall", "course-zip-silence"]
    asked = httpx.get(f"{service.base}/v1/resources/course-zip-silence").json()
    assert asked["file_name"] == "course.zip › silence.md"
    refused = service.ask("DELETE", "/resources/course-zip-silence")
    assert refused.status_code == 422
    assert service.ask("DELETE", f"/jobs/{job['id']}/file").status_code == 202
    service.inbox.work_through()
    assert httpx.get(f"{service.base}/v1/resources/course-zip-hall").status_code == 404


def test_a_file_that_is_sent_is_found(service: Service) -> None:
    answer = service.ask(
        "POST", "/resources", files=form("silence.md", TEXT, title="On silence", language="en")
    )
    assert answer.status_code == 202
    job = answer.json()
    assert (job["state"], job["size"], job["kind"]) == ("waiting", len(TEXT), "add")
    assert "balkanetup inbox" in job["cure"]
    assert answer.headers["location"] == f"/v1/admin/jobs/{job['id']}"
    assert answer.headers["cache-control"] == "no-store"
    service.inbox.work_through()
    ended = service.job(answer)
    assert (ended["state"], ended["outcome"], ended["resource_id"]) == ("done", "ok", "silence")
    hits = httpx.get(f"{service.base}/v1/search?q=silent").json()["hits"]
    assert [hit["resource"]["title"] for hit in hits] == ["On silence"]
    sent = httpx.get(f"{service.base}/v1/resources/silence/file")
    assert sent.content == TEXT


def test_replaced_corrected_read_again_withdrawn(service: Service) -> None:
    service.send()
    newer = b"# Silent lectures\n\nAn essay wants marking."
    asked = [
        service.ask("PUT", "/resources/silence/file", files=form("new.md", newer)),
        service.ask("PATCH", "/resources/silence", json={"set": {"year": 2024, "title": "New"}}),
        service.ask("POST", "/resources/silence/reindex"),
    ]
    assert [answer.status_code for answer in asked] == [202] * 3
    service.inbox.work_through()
    assert [service.job(answer)["state"] for answer in asked] == ["done"] * 3
    shown = httpx.get(f"{service.base}/v1/resources/silence").json()["resource"]
    assert (shown["title"], shown["year"]) == ("New", 2024)
    assert httpx.get(f"{service.base}/v1/resources/silence/file").content == newer
    gone = service.ask("DELETE", "/resources/silence")
    service.inbox.work_through()
    assert service.job(gone)["state"] == "done"
    assert httpx.get(f"{service.base}/v1/resources/silence").status_code == 404


def test_a_file_that_cannot_be_read_says_why_and_can_be_deleted(service: Service) -> None:
    ended = service.send("scan.md", b"  \n ")
    assert (ended["state"], ended["outcome"]) == ("failed", "empty")
    assert ended["cure"]
    assert str(service.settings.data_dir) not in json.dumps(ended)
    deleted = service.ask("DELETE", f"/jobs/{ended['id']}/file")
    assert deleted.status_code == 202
    service.inbox.work_through()
    assert service.ask("DELETE", f"/jobs/{ended['id']}/file").status_code == 404


def test_jobs_are_listed_newest_first(service: Service) -> None:
    names = [service.send(f"{name}.md", TEXT + name.encode())["id"] for name in "abc"]
    listed = service.ask("GET", "/jobs", params={"k": 2}).json()
    assert (listed["total"], [job["id"] for job in listed["jobs"]]) == (3, names[:0:-1])
    rest = service.ask("GET", "/jobs", params={"k": 2, "offset": 2}).json()
    assert [job["id"] for job in rest["jobs"]] == names[:1]
    assert service.ask("GET", "/jobs/nothing").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "metadata", "status", "field"),
    [
        ("silence.pdf", TEXT, {}, 415, None),
        ("silence.exe", b"MZ\x90", {}, 415, None),
        ("silence.md", b"", {}, 422, "file"),
        (".silence.md", TEXT, {}, 422, "file"),
        ("silence.md", b"x" * 300_001, {}, 413, None),
        ("silence.md", b"x" * 3_000_000, {}, 413, None),
        ("silence.md", TEXT, {"colour": "red"}, 422, "colour"),
        ("silence.md", TEXT, {"year": "yesterday"}, 422, "year"),
        ("silence.md", TEXT, {"abstract": "x" * 70_000}, 413, None),
    ],
)
def test_what_is_not_taken_is_refused_with_the_cure(
    service: Service,
    name: str,
    content: bytes,
    metadata: dict[str, Any],
    status: int,
    field: str | None,
) -> None:
    answer = service.ask("POST", "/resources", files=form(name, content, **metadata))
    assert answer.status_code == status, answer.text
    assert problem(answer)["cure"]
    assert problem(answer).get("field") == field
    assert jobs.page(service.settings.data_dir, 0, 1)[0] == 0
    arriving = service.settings.data_dir / "inbox" / "arriving"
    assert not arriving.exists() or list(arriving.iterdir()) == []


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"--x--", 415),
        ("multipart/form-data; boundary=x", b"", 400),
        ("multipart/form-data; boundary=x", b"garbage", 400),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="f', 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n',
            422,
        ),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n1\r\n--x--\r\n", 422),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{]\r\n--x--\r\n',
            422,
        ),
    ],
)
def test_what_is_no_form_is_refused(
    service: Service, content_type: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": content_type}
    answer = service.ask("POST", "/resources", content=body, headers=headers)
    assert (answer.status_code, problem(answer)["status"]) == (status, status)


PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'


@pytest.mark.parametrize(
    ("begin", "again", "status"),
    [
        (b"", b"before the first part\r\n", 400),
        (b"", PART % b"metadata" + b"\r\n", 422),
        (PART % b'file"; filename="a.md' + b"text\r\n--x--\r\n", b"after the last part\r\n", 413),
    ],
    ids=["before", "between", "after"],
)
def test_a_form_of_unknown_length_ends_somewhere(
    service: Service, begin: bytes, again: bytes, status: int
) -> None:
    def pieces() -> Iterator[bytes]:  # sent without saying how many bytes there will be
        yield begin
        yield from [again * 1_000] * (3_000_000 // len(again) // 1_000)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = service.ask("POST", "/resources", content=pieces(), headers=headers)
    assert answer.status_code == status


def test_whoever_leaves_half_way_leaves_nothing(service: Service) -> None:
    port = int(service.base.rpartition(":")[2])
    part = 'Content-Disposition: form-data; name="file"; filename="a.md"'
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            f"POST /v1/admin/resources HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {service.key}"
            "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n"
            f"--x\r\n{part}\r\n\r\nhalf".encode()
        )
    service.send()
    assert list((service.settings.data_dir / "inbox" / "arriving").iterdir()) == []


def test_corrections_are_checked_at_once(service: Service) -> None:
    service.send()
    refused: list[Any] = [{}, {"set": {"colour": "red"}}, {"set": {"year": "soon"}}, {"put": {}}]
    for wrong in refused:
        answer = service.ask("PATCH", "/resources/silence", json=wrong)
        assert answer.status_code == 422
        assert problem(answer)["cure"]
    missing = service.ask("PATCH", "/resources/nothing", json={"set": {"year": 2024}})
    assert missing.status_code == 404
    kind = service.ask("PUT", "/resources/silence/file", files=form("a.html", b"<p>x</p>"))
    assert (kind.status_code, problem(kind)["field"]) == (422, "file")


ADDRESSES = [
    ("POST", "/resources", "upload"),
    ("PUT", "/resources/silence/file", "maintain"),
    ("DELETE", "/resources/silence", "maintain"),
    ("PATCH", "/resources/silence", "maintain"),
    ("POST", "/resources/silence/reindex", "maintain"),
    ("GET", "/jobs", "upload"),
    ("GET", "/jobs/1", "upload"),
    ("DELETE", "/jobs/1/file", "maintain"),
    ("POST", "/files/2/retry", "maintain"),
    ("POST", "/files/2/dismiss", "maintain"),
    ("GET", "/state", "maintain"),
    ("GET", "/files", "maintain"),
    ("GET", "/runs", "maintain"),
    ("GET", "/statistics", "statistics"),
    ("GET", "/findings", "maintain"),
    ("GET", "/unknown", "maintain"),
    ("GET", "/unknown/licence", "maintain"),
    ("GET", "/requests", "maintain"),
    ("PATCH", "/requests/r-3", "maintain"),
    ("DELETE", "/requests/r-3", "maintain"),
]
IN_PATH = {
    "silence": "{resource_id}",
    "/1": "/{job_id}",
    "/2": "/{file_id}",
    "/r-3": "/{request_id}",
    "licence": "{field}",
}


def test_every_admin_address_is_tried_here(service: Service) -> None:
    paths = httpx.get(f"{service.base}/openapi.json").json()["paths"]
    admin = {
        (method.upper(), path.removeprefix("/v1/admin"))
        for path, methods in paths.items()
        if path.startswith("/v1/admin/")
        for method in methods
    }
    tried = set()
    for method, path, _ in ADDRESSES:
        for example, name in IN_PATH.items():
            path = path.replace(example, name)
        tried.add((method, path))
    assert tried == admin


@pytest.mark.parametrize(("method", "path", "scope"), ADDRESSES)
def test_nobody_gets_in_without_the_right_key(
    service: Service, method: str, path: str, scope: str
) -> None:
    url = f"{service.base}/v1/admin{path}"
    body: dict[str, Any] = {"json": {"set": {"year": 2024}}} if method == "PATCH" else {}
    for given in ("", "Bearer", "Bearer x.y", f"Basic {service.key}", f"Bearer {service.key}x"):
        answer = httpx.request(method, url, headers={"Authorization": given}, **body)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    in_address = httpx.request(method, url, params={"key": service.key}, **body)
    assert in_address.status_code in (401, 422)
    if scope != "upload":
        refused = httpx.request(
            method, url, headers={"Authorization": f"Bearer {service.upload_key}"}, **body
        )
        assert (refused.status_code, problem(refused)["status"]) == (403, 403)


def test_a_key_that_uploads_sees_its_own_jobs_alone(service: Service) -> None:
    other = service.ask("POST", "/resources", files=form("a.md", TEXT)).json()["id"]
    own = service.ask("POST", "/resources", service.upload_key, files=form("b.md", TEXT))
    mine = own.json()["id"]
    assert service.ask("GET", f"/jobs/{other}", service.upload_key).status_code == 404
    key_id = service.upload_key.partition(".")[0]
    turned = keys.rotate(service.settings.data_dir, key_id, 0, 1)[1]  # the holder stays the same
    assert service.ask("GET", f"/jobs/{mine}", turned).status_code == 200
    listed = service.ask("GET", "/jobs", turned).json()
    assert (listed["total"], [job["id"] for job in listed["jobs"]]) == (1, [mine])
    assert service.ask("GET", "/jobs").json()["total"] == 2


def test_without_a_key_nobody_gets_in_and_the_answer_says_how(
    settings: Settings, encoder: WordEncoder
) -> None:
    with served(create_app(settings, encoder)) as base:
        answer = httpx.get(f"{base}/v1/admin/jobs")
        assert answer.status_code == 503
        assert "balkanetup keys create" in problem(answer)["cure"]


def test_guessing_ends_after_ten_wrong_keys_for_who_guesses(service: Service) -> None:
    def code(key: str, address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return service.ask("GET", "/jobs", key, headers=headers).status_code

    codes = [code("a.b", "192.0.2.7") for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2
    assert code(service.key, "192.0.2.7") == 429  # also with the right one, for now
    assert code(service.key, "192.0.2.8") == 200


def test_a_key_may_ask_so_often(tmp_path: Path) -> None:
    encoder = WordEncoder(*VOCABULARY)
    settings = Settings(data_dir=tmp_path / "data", key_rate_limit="3/minute")
    with served(create_app(settings, encoder)) as base:
        service = Service(base, settings, encoder)
        codes = [service.ask("GET", "/jobs").status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        assert service.ask("GET", "/jobs", service.upload_key).status_code == 200


def test_what_is_done_or_tried_is_in_the_audit_log_without_text(service: Service) -> None:
    sent = service.send(title="A secret title")["id"]
    change = {"set": {"title": "Another secret"}}
    corrected = service.ask("PATCH", "/resources/silence", json=change).json()["id"]
    service.ask("DELETE", "/resources/silence", "wrong.secret")
    file = service.settings.data_dir / "audit.jsonl"
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text()
    assert "secret" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    told = [(line["action"], line["status"], line["about"]) for line in lines]
    about = {"resource_id": "silence"}
    assert told[0] == ("POST /v1/admin/resources", 202, {"job_id": sent})
    assert told[-2:] == [
        ("PATCH /v1/admin/resources/{resource_id}", 202, {**about, "job_id": corrected}),
        ("DELETE /v1/admin/resources/{resource_id}", 401, about),
    ]
    assert lines[0]["key"] == service.key.partition(".")[0]
    assert lines[-1]["key"] is None
    assert lines[0]["address"] == "127.0.0.1"


def test_nobody_fills_the_disk_with_what_they_try(service: Service) -> None:
    for method, path in (("GET", "/jobs/" + "x" * 30_000), ("Y" * 30_000, "/jobs")):
        assert service.ask(method, path, "wrong.secret").status_code in (401, 405)
    lines = (service.settings.data_dir / "audit.jsonl").read_text().splitlines()
    assert [len(line) < 1_000 for line in lines] == [True, True]


def test_too_many_jobs_that_wait_are_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_api.routes.admin.MOST_WAITING", 1)
    answers = [
        service.ask("POST", "/resources", files=form("a.md", TEXT)).status_code for _ in range(2)
    ]
    assert answers == [202, 503]
