"""The admin addresses over real HTTP: who is let in, what is taken, what becomes of it."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from indexer.inbox import jobs
from tests.indexer.extraction import making
from tests.search_api.admin_service import TEXT, Service, form, service
from tests.search_api.answers import problem

__all__ = ["service"]  # the fixture


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


def test_too_many_jobs_that_wait_are_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_api.routes.admin.MOST_WAITING", 1)
    answers = [
        service.ask("POST", "/resources", files=form("a.md", TEXT)).status_code for _ in range(2)
    ]
    assert answers == [202, 503]
