"""The OpenAPI document and the page that shows it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from indexer.settings import Settings
from search_api import schemas
from search_api.app import create_app
from search_api.contract import EXAMPLES
from search_api.limits import ADDRESS_OR_NUMBER
from tests.examples import IN_ADDRESS, IN_QUERY, PICTURES, answers, brief, examples_of, shape
from tests.served import served
from tests.word_encoder import WordEncoder


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Any:
    return client.get("/openapi.json").json()


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield (method, path, operation)."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def test_every_address_tells_every_error_as_a_problem(document: Any) -> None:
    errors = {"404", "413", "421", "422", "429", "500", "503"}
    for method, path, operation in operations(document):
        answers = operation["responses"]
        admin = path.startswith("/v1/admin/")
        expected = errors | {"400", "401", "403", "408"} if admin else errors
        takes_json = method != "GET" and "application/json" in operation.get("requestBody", {}).get(
            "content", {}
        )
        expected = expected | {"400", "408"} if takes_json else expected
        forms = "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
        pictures = path.startswith(PICTURES)
        expected = expected | ({"415"} if forms or pictures else set())
        pages = {"404", "410"} if path == "/d/{resource_id}" else set()
        assert all(set(answers[status]["content"]) == {"text/html"} for status in pages)
        at_once = method == "GET" or path.startswith("/v1/admin/requests")
        is_job = admin and not at_once
        expected = expected | ({"409"} if is_job else set())  # where the index is a copy
        good = {"202"} if is_job else {"200"}
        assert set(answers) == expected | pages | good | {"304"}, (method, path)
        assert operation.get("security", []) == ([{"key": []}] if admin else [])
        for status in expected - pages:
            (media_type,) = answers[status]["content"]
            assert media_type == "application/problem+json"
            content = answers[status]["content"][media_type]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert schemas.Problem.model_validate(content["example"]).status == int(status)
        assert all("Retry-After" in answers[status]["headers"] for status in ("429", "503"))


def test_every_model_that_is_named_is_there(document: Any) -> None:
    models = document["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert named <= set(models)
    assert "WrongField" in named
    assert "HTTPValidationError" not in models
    assert models["Problem"]["properties"]["cure"]["type"] == "string"


def test_operations_have_names_of_our_own(document: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert sorted(names) == [
        "add_resource",
        "cite_resource",
        "correct_resource",
        "decide_request",
        "describe_resource",
        "dismiss_file",
        "export_list",
        "find_within",
        "harvest",
        "harvest_by_form",
        "healthz",
        "list_all_requests",
        "list_disciplines",
        "list_files",
        "list_findings",
        "list_institutions",
        "list_jobs",
        "list_lacking",
        "list_people",
        "list_requests",
        "list_resources",
        "list_runs",
        "list_vocabularies",
        "readyz",
        "recommend",
        "reindex_resource",
        "remove_request",
        "replace_file",
        "retry_file",
        "review_pack",
        "search",
        "send_embed_script",
        "send_file",
        "send_page_of_passage",
        "send_request",
        "show_elsewhere",
        "show_embedded",
        "show_evidence",
        "show_feed",
        "show_gaps",
        "show_institution",
        "show_job",
        "show_like_these",
        "show_map",
        "show_page",
        "show_page_of_passage",
        "show_passage",
        "show_person",
        "show_related",
        "show_request_feed",
        "show_resource",
        "show_side_by_side",
        "show_state",
        "show_statistics",
        "show_timeline",
        "show_unknown",
        "show_vocabulary",
        "suggest",
        "suggest_pack",
        "withdraw_file",
        "withdraw_resource",
    ]


def test_the_licence_and_the_bounds_are_told(document: Any) -> None:
    assert document["info"]["license"]["identifier"] == "MIT"
    parameters = document["paths"]["/v1/search"]["get"]["parameters"]
    like = next(parameter for parameter in parameters if parameter["name"] == "like")
    patterns = {option.get("items", {}).get("pattern") for option in like["schema"]["anyOf"]}
    assert ADDRESS_OR_NUMBER in patterns


def test_the_values_that_a_filter_takes_are_told(document: Any) -> None:
    parameters = document["paths"]["/v1/resources"]["get"]["parameters"]
    schemas_of = {entry["name"]: entry["schema"] for entry in parameters}
    assert {"guide", "good-practice"} <= set(schemas_of["type"]["items"]["enum"])
    assert schemas_of["year"]["items"]["pattern"] == "^[0-9]{4}$"
    assert schemas_of["author"]["items"] == {"type": "string"}
    (discipline,) = [
        entry
        for entry in document["paths"]["/v1/recommendations"]["get"]["parameters"]
        if entry["name"] == "discipline"
    ]
    assert discipline["required"]  # once, and not as a filter besides


def test_the_public_address_is_told(settings: Settings, encoder: WordEncoder) -> None:
    public = settings.model_copy(update={"public_url": "https://search.example.edu"})
    with served(create_app(public, encoder)) as base:
        servers = httpx.get(f"{base}/openapi.json").json()["servers"]
    assert servers == [{"url": "https://search.example.edu"}]


def test_the_page_shows_every_address_and_loads_nothing(
    client: httpx.Client, document: Any
) -> None:
    response = client.get("/docs")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for method, path, _ in operations(document):
        assert f"{method} {path}" in response.text
    assert not re.findall(r"<script|<link|<img|<[^>]*\ssrc=|url\(", response.text)
    links = set(re.findall(r'href="([^"]*)"', response.text))
    assert all(link.startswith("#") or link == "openapi.json" for link in links)
    assert {link[1:] for link in links if link.startswith("#")} <= set(
        re.findall(r'id="([^"]*)"', response.text)
    )
    assert client.get("/redoc").status_code == 404


def test_every_example_is_answered_as_the_document_says(
    client: httpx.Client, document: Any
) -> None:
    passage = client.get("/v1/resources/soil").json()["passages"][0]["id"]
    asked = 0
    for method, path, operation in operations(document):
        if method != "GET" or path.startswith(("/v1/admin/", PICTURES)):
            continue
        address = path.format(**IN_ADDRESS, passage_id=passage)
        answer = client.get(address, params=examples_of(operation) | IN_QUERY.get(path, {}))
        assert answer.status_code == 200, (address, answer.text)
        media_type = answer.headers["content-type"].partition(";")[0]
        told = operation["responses"]["200"]["content"]
        if media_type == "application/json":
            schema = told["application/json"]["schema"] | {"components": document["components"]}
            jsonschema.validate(answer.json(), schema)
        else:
            assert {media_type, "*/*"} & set(told)
        asked += 1
    assert asked >= 21


def test_every_operation_shows_an_answer_that_is_as_the_document_says(document: Any) -> None:
    for _, path, operation in operations(document):
        told = operation["responses"].get("200") or operation["responses"]["202"]
        shown = [content for content in told["content"].values() if "example" in content]
        binary = {"*/*", "image/png"} & set(told["content"])
        assert binary or shown, f"{path} has no example: python -m tests.examples"
        for content in shown:
            schema = content["schema"] | {"components": document["components"]}
            jsonschema.validate(content["example"], schema)


def test_the_examples_are_what_the_service_answers_now() -> None:
    recorded = json.loads(EXAMPLES.read_text("utf-8"))
    for name, answer in answers():
        assert shape(brief(answer)) == shape(recorded[name]), f"{name}: python -m tests.examples"
