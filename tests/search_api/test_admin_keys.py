"""Who is let in to the admin addresses, how often, and what is noted of it."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from tests.search_api.admin_service import TEXT, Service, form, service
from tests.search_api.answers import problem
from tests.search_api.conftest import VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

__all__ = ["service"]  # the fixture

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
