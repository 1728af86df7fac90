"""`GET /v1/export`."""

import io
import json
from typing import Any

import httpx
import pytest
import rispy
from docx import Document


def get(client: httpx.Client, **parameters: Any) -> httpx.Response:
    return client.get("/v1/export", params=parameters)


def test_the_order_is_kept_and_what_is_kept_twice_stands_once(client: httpx.Client) -> None:
    answer = get(client, ids=["soil", "essays", "soil", "silence"], format="csl-json")
    assert [work["id"] for work in json.loads(answer.content)] == ["soil", "essays", "silence"]


def test_a_kept_passage_is_shown_with_its_place_and_note(client: httpx.Client) -> None:
    passage = client.get("/v1/resources/silence").json()["passages"][0]["id"]
    answer = get(
        client, ids=["soil", passage], note=["2:For Monday"], format="md", title="Silence: why?"
    )
    text = answer.text
    assert text.startswith("# Silence: why?")
    assert text.index("## 1. Soil in the field") < text.index("## 2. When nobody speaks")
    assert "**Note:** For Monday" in text
    assert "**Passage (Before the lecture):**\n\n> A silent lecture is a silent hall." in text
    name = answer.headers["content-disposition"]
    assert name == "attachment; filename*=utf-8''Silence%3A%20why%3F.md"


@pytest.mark.parametrize(
    ("hash_and_sketch", "said"),
    [
        (("000000", None), "The text has changed since this passage was kept"),
        (("000000", "0123456789"), "The passage that was kept is no longer in the text."),
    ],
)
def test_a_passage_whose_text_has_changed_or_gone_says_so(
    client: httpx.Client, hash_and_sketch: tuple[str, str | None], said: str
) -> None:
    name = client.get("/v1/resources/soil").json()["passages"][0]["id"].partition("~")[2]
    other, sketch = hash_and_sketch
    text = get(client, ids=[f"soil~{other}{sketch or name[6:]}"], format="md").text
    assert said in text
    assert ("A soil laboratory fits in a bucket." in text) == (sketch is None)


def test_word_and_reference_managers_read_what_they_get(client: httpx.Client) -> None:
    word = get(client, ids=["soil", "essays"])
    paragraphs = [part.text for part in Document(io.BytesIO(word.content)).paragraphs]
    assert {"1. Soil in the field", "2. Fair marks"} <= set(paragraphs)
    records = rispy.loads(get(client, ids=["soil", "essays"], format="ris").text)
    assert [record["title"] for record in records] == ["Soil in the field", "Fair marks"]


@pytest.mark.parametrize(
    ("parameters", "status", "field"),
    [
        ({"ids": ["soil", "nothing"]}, 404, None),
        ({"ids": ["nothing~0123456789abcdef"]}, 404, None),
        ({}, 422, "ids"),
        ({"ids": [f"r{number}" for number in range(51)]}, 422, "ids"),
        ({"ids": ["soil"], "note": ["2:Too far"]}, 422, "note"),
        ({"ids": ["soil"], "note": ["no place"]}, 422, "note"),
        ({"ids": ["soil"], "note": ["1:" + "x" * 1001]}, 422, "note"),
        ({"ids": ["soil"], "format": "pdf"}, 422, "format"),
        ({"ids": ["soil"], "id": "soil"}, 422, "id"),
    ],
)
def test_what_makes_no_list_is_refused(
    client: httpx.Client, parameters: dict[str, Any], status: int, field: str | None
) -> None:
    answer = get(client, **parameters)
    assert answer.status_code == status
    assert answer.json().get("field") == field
    assert answer.json()["cure"]


def test_an_id_that_no_index_can_hold_is_not_there(client: httpx.Client) -> None:
    assert get(client, ids=["a\0b"]).status_code == 404


def test_a_resource_says_what_its_licence_asks(client: httpx.Client) -> None:
    resource = client.get("/v1/resources/soil").json()["resource"]
    assert (resource["licence"], resource["reuse"]) == ("CC-BY-4.0", [])


def test_the_answer_to_a_question_is_exported(client: httpx.Client) -> None:
    records = rispy.loads(get(client, q="silent lecture", language="en", format="ris").text)
    assert [record["title"] for record in records] == ["When nobody speaks"]
    assert get(client, q="silent lecture", language="en", offset=1, format="ris").status_code == 422


def test_what_the_filters_keep_is_exported(client: httpx.Client) -> None:
    listed = json.loads(get(client, type="good-practice", format="csl-json").content)
    assert sorted(work["id"] for work in listed) == ["heshtja", "silence", "soil"]
    assert get(client, type="good-practise").status_code == 422


def test_no_list_at_all_is_refused(client: httpx.Client) -> None:
    refused = get(client)
    assert (refused.status_code, refused.json()["field"]) == (422, "ids")
