"""An example answer of every operation, as the service gives it over a small collection.

    python -m tests.examples

writes them to search_api/examples.json, which the OpenAPI document shows. A test compares the file
with what the service answers now, so run this where an answer has changed its fields.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.app import create_app
from search_api.contract import EXAMPLES
from tests.search_api.admin_service import TEXT, Service, form
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

# What stands for the parts of an address, where the document has no example of the collection.
IN_ADDRESS = {
    "resource_id": "silence",
    "other_id": "heshtja",
    "name": "strategies",
    "person_id": "ana-anic",
    "institution_id": "university-a",
}
PICTURES = "/v1/passages/{passage_id}/page"  # the documents of this collection have no pages
IN_QUERY = {
    "/v1/export": {"ids": "soil", "format": "md"},
    "/v1/disciplines": {"q": "Phys"},
    "/v1/suggest": {"q": "when"},
    "/v1/related": {"like": "silence"},
    "/v1/people": {"q": "silent lecture"},
    "/v1/institutions": {"q": "silent lecture"},
    "/v1/packs/review": {"placed": "practice:silence"},
}
_FORM = {"files": form("lecture.md", TEXT + b" More.", title="Silent lectures", language="en")}
_NEWER = {"files": form("silence.md", TEXT + b" Newer.")}
_BODIES: dict[str, dict[str, Any]] = {
    "add_resource": _FORM,
    "replace_file": _NEWER,
    "send_request": {"json": {"text": "How to assess group work in a nursing placement"}},
    "decide_request": {"json": {"state": "answered", "answers": ["silence"]}},
    "correct_resource": {"json": {"set": {"year": 2024}}},
    "harvest_by_form": {"data": {"verb": "Identify"}},
}
_LONGEST = 900  # characters of a text; pages and tables are cut there
_SHOWN = 2  # members of a list or a mapping


def main() -> None:
    """Record the examples; those that this collection cannot give are left as they are."""
    recorded = json.loads(EXAMPLES.read_text("utf-8"))
    recorded |= {name: brief(answer) for name, answer in answers()}
    text = json.dumps(dict(sorted(recorded.items())), ensure_ascii=False, indent=1)
    EXAMPLES.write_text(f"{text}\n", encoding="utf-8")


def answers() -> Iterator[tuple[str, Any]]:
    """Yield (operation id, answer) of every operation that answers JSON or text here."""
    with tempfile.TemporaryDirectory(prefix="examples-") as base:
        shelf = Path(base, "shelf")
        shelf.mkdir()
        for name, text in DOCUMENTS.items():
            (shelf / name).write_text(text, encoding="utf-8")
        settings = Settings(
            data_dir=Path(base, "data"),
            engine="numpy",
            admin_email="library@example.edu",
            public_url="https://search.example.edu/api",
            key_rate_limit="",
        )
        encoder = WordEncoder(*VOCABULARY)
        pipeline.run(shelf, settings, encoder)
        with served(create_app(settings, encoder)) as address:
            yield from _asked(Service(address, settings, encoder))


def _asked(service: Service) -> Iterator[tuple[str, Any]]:
    """Yield what the service answers: first what is asked of it, the wishes of maintainers last."""
    places = _places(service)
    document = httpx.get(f"{service.base}/openapi.json").json()
    every = [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if not path.startswith(PICTURES)
    ]
    for method, path, operation in sorted(every, key=lambda it: it[0] != "get"):
        name = operation["operationId"]
        response = httpx.request(
            method,
            service.base + path.format(**places, **{"resource_id": _about(path)}),
            params=examples_of(operation) | IN_QUERY.get(path, {}),
            headers={"Authorization": f"Bearer {service.key}"} if "/admin/" in path else {},
            **_BODIES.get(name, {}),
        )
        assert response.status_code in (200, 202), (path, response.text)
        if (media_type := response.headers["content-type"]).startswith("text/") or (
            "json" in media_type or "xml" in media_type
        ):
            yield name, response.json() if "json" in media_type else response.text


def _about(path: str) -> str:
    """Return the resource that a path is about: one that was sent, for a maintainer."""
    return "sent" if path.startswith("/v1/admin/") else IN_ADDRESS["resource_id"]


def _places(service: Service) -> dict[str, str]:
    """Send a file that is read and one that is not; return what stands for parts of addresses."""
    proof = b"\n\nWe taught 120 first-year students, two lecturers and one hall."
    service.send("sent.md", TEXT + proof)
    unread = service.send("scan.md", b"  \n ")
    wish = {"text": "What helps with forty laboratory reports a week", "discipline": "0531"}
    request = httpx.post(f"{service.base}/v1/requests", json=wish).json()
    service.ask("PATCH", f"/requests/{request['id']}", json={"state": "open"})
    listed = service.ask("GET", "/files", params={"show": "failed"}).json()["files"]
    silence = httpx.get(f"{service.base}/v1/resources/silence").json()
    return {
        **{name: value for name, value in IN_ADDRESS.items() if name != "resource_id"},
        "passage_id": silence["passages"][0]["id"],
        "job_id": unread["id"],
        "file_id": listed[0]["id"],
        "field": "licence",
        "request_id": request["id"],
    }


def examples_of(operation: Any) -> dict[str, str]:
    """Return the parameters of an operation that have examples, with the first of each."""
    return {
        parameter["name"]: str(examples[0])
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
        and (examples := parameter.get("examples") or parameter["schema"].get("examples"))
    }


def brief(value: Any) -> Any:
    """Return an answer with the first members of each list and the beginning of each text."""
    if isinstance(value, dict):
        shown = list(value.items())
        few = shown if all(key.lstrip("@").isidentifier() for key, _ in shown) else shown[:_SHOWN]
        return {key: brief(member) for key, member in few}
    if isinstance(value, list):
        return [brief(member) for member in value[:_SHOWN]]
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]} ..."
    return value


def shape(value: Any) -> Any:
    """Return the fields of an answer, those of the first member for a list."""
    if isinstance(value, dict):
        return {key: shape(member) for key, member in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


if __name__ == "__main__":
    main()
