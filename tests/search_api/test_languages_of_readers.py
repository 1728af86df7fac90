"""The reader's languages: which tags are taken, what is labelled, told and found in them."""

from typing import Any

import httpx
import pytest

from indexer.catalogue.works import Version
from indexer.domain import Metadata, Resource
from indexer.taxonomy import load
from search_api import presenters
from search_api.retrieval.language_tags import label_language, read_languages
from tests.search_api.answers import get, problem


@pytest.mark.parametrize(
    ("written", "meant"),
    [("sq", "sq"), ("SQ", "sq"), ("en-GB", "en"), ("sr_latn_RS", "sr-Latn"), ("sr", "sr")],
)
def test_a_tag_may_have_other_capitals_and_a_region(written: str, meant: str) -> None:
    assert read_languages([written]) == (meant,)
    assert label_language(written) == meant


@pytest.mark.parametrize(
    ("parameters", "field", "cure"),
    [
        ({"reads": "xx"}, "reads", "Use one of: en, sq, bs"),
        ({"reads": "albanain"}, "reads", "The nearest is sq (Albanian)."),
        ({"reads": ["sq", "qq"]}, "reads", "Use one of"),
        ({"reader_language": "englsh"}, "reader_language", "The nearest is en (English)."),
        ({"reader_language": "ro"}, "reader_language", "The nearest is en (English). There are en"),
        ({"reader_language": "xx"}, "reader_language", "Use one of"),
    ],
)
def test_an_unknown_language_is_refused_with_the_nearest(
    client: httpx.Client, parameters: dict[str, Any], field: str, cure: str
) -> None:
    response = client.get("/v1/search", params={"q": "soil", **parameters})
    assert response.status_code == 422
    body = problem(response)
    assert body["field"] == field
    assert body["cure"].startswith(cure)


def test_languages_of_the_reader_come_first_among_equally_strong_ones(
    client: httpx.Client,
) -> None:
    answer = get(client, "/v1/search", q="silent", reads="sq", weaker=True)
    readings = [(hit["band"], hit["reading"]) for hit in answer["hits"]]
    order = {"strong": 0, "possible": 1, "weak": 2, "own": 0, "english": 1, "other": 2}
    assert readings == sorted(readings, key=lambda pair: (order[pair[0]], order[pair[1]]))
    assert answer["hits"][0]["resource"]["id"] == "heshtja"


SERBIAN = Resource(
    *("tisina", "r", "t.md", "h", "text/markdown"),
    Metadata(title="Тишина", language="sr-Cyrl", cycle="first-year", class_size="large"),
)
ALBANIAN = Version("heshtja", "Heshtja", "sq", "text/markdown", "original", "Studentët heshtin.")
BOSNIAN = Version("sutnja", "Šutnja", "bs", "text/markdown", "translation", None)


def test_the_gist_is_that_of_the_version_in_the_reader_s_language() -> None:
    shown = presenters.resource(SERBIAN, "sq", (ALBANIAN, BOSNIAN))
    assert shown.gist is not None
    assert (shown.gist.title, shown.gist.abstract) == ("Heshtja", "Studentët heshtin.")
    assert (shown.cycle, shown.class_size) == (
        presenters.concept("cycle", "first-year", "sq"),
        presenters.concept("class_size", "large", "sq"),
    )
    assert shown.cycle is not None
    assert shown.cycle.label == "Viti i parë"


def test_what_the_reader_can_read_needs_no_gist() -> None:
    assert presenters.resource(SERBIAN, "hr", (ALBANIAN, BOSNIAN)).gist is None
    assert presenters.resource(SERBIAN, "el", (ALBANIAN, BOSNIAN)).gist is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("nurs", "0913"),
        ("infermier", "0913"),
        ("sestr", "0913"),
        ("νοσηλ", "0913"),
        ("physi", "0533"),
        ("fizik", "0533"),
        ("физик", "0533"),
        ("φυσικ", "0533"),
    ],
)
def test_a_field_is_found_by_the_beginning_of_its_name_in_any_language(
    typed: str, code: str
) -> None:
    assert code in [concept.id for concept in load("isced_f").named_like(typed)][:3]


def test_fields_with_resources_are_listed_by_name(client: httpx.Client) -> None:
    found = get(client, "/v1/disciplines", q="FIZIK", reader_language="sq")
    assert [(field["code"], field["label"], field["count"]) for field in found] == [
        ("0533", "Fizika", 1),
        ("053", "Shkencat fizike", 2),
    ]
    assert get(client, "/v1/disciplines", q="nurs") == []
    assert get(client, "/v1/disciplines", q="ysic") == []  # the beginning of no word


def test_a_list_has_the_versions_and_the_order_for_the_reader(client: httpx.Client) -> None:
    def listed(**reads: str) -> list[str]:
        return [resource["id"] for resource in get(client, "/v1/resources", **reads)["resources"]]

    assert listed() == ["essays", "soil", "silence"]  # by title
    assert listed(reads="sq") == ["heshtja", "essays", "soil"]
    found = get(client, "/v1/recommendations", discipline="0533", reads="sq")["items"]
    assert found[0]["resource"]["id"] == "heshtja"


def test_a_question_too_short_to_tell_its_language_is_of_the_reader_s_labels(
    client: httpx.Client,
) -> None:
    def first(language: str) -> str:
        answer = get(client, "/v1/search", q="silent", reader_language=language)
        return str(answer["hits"][0]["resource"]["id"])

    assert (first("sq"), first("en")) == ("heshtja", "silence")
