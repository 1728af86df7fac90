"""The service over real HTTP: what is asked, what comes back, what is refused."""

import json
from pathlib import Path

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from indexer.text.addresses import addresses
from search_api.app import create_app
from tests.search_api.answers import get, ids, problem
from tests.served import served
from tests.word_encoder import WordEncoder


def test_a_question_finds_the_passage_that_answers_it(client: httpx.Client) -> None:
    answer = get(client, "/v1/search", q="silent lecture")
    assert ids(answer) == ["silence"]  # its translation is not a hit of its own
    assert (answer["total"], answer["weaker"]) == (1, 2)
    every = get(client, "/v1/search", q="silent lecture", weaker=True)
    assert ids(every) == ["silence", "essays", "soil"]
    first = answer["hits"][0]
    assert first["resource"]["title"] == "When nobody speaks"
    assert first["resource"]["language"] == "en"
    match = first["matches"][0]
    assert match["passage"]["heading_path"] == ["When nobody speaks", "Before the lecture"]
    marked = [match["passage"]["text"][span["start"] : span["end"]] for span in match["highlights"]]
    assert marked == ["silent", "lecture", "silent"]
    assert match["passage"]["text"][slice(*match["answer"].values())] == (
        "A silent lecture is a silent hall."
    )
    assert match["why"]["words"]["rank"] == 1
    assert match["why"]["meaning"]["rank"] == 1


def test_the_passages_that_refine_a_search_are_named(client: httpx.Client) -> None:
    passage_id = get(client, "/v1/search", q="soil")["hits"][0]["matches"][0]["passage"]["id"]
    answer = get(
        client, "/v1/search", q="silent", like=[passage_id], unlike=["soil~0000000000000000"]
    )
    assert answer["examples"] == [  # the other one does not exist
        {
            "id": passage_id,
            "changed": False,
            "resource_id": "soil",
            "title": "Soil in the field",
            "heading_path": ["Soil in the field"],
            "language": "en",
        }
    ]
    assert get(client, "/v1/search", q="silent")["examples"] == []


def test_numbers_that_passages_had_once_are_passed_over(client: httpx.Client) -> None:
    answer = get(client, "/v1/search", q="soil", like=41, unlike=2**63 - 1)
    assert ids(answer)[0] == "soil"
    assert answer["examples"] == []


def test_filters_keep_what_they_say(client: httpx.Client) -> None:
    by_language = get(client, "/v1/search", q="silent lecture", language="sq")
    assert ids(by_language) == ["heshtja"]
    either = get(client, "/v1/search", q="silent", year=["2020", "2022"])
    assert set(ids(either)) == {"essays", "soil"}
    wide = get(client, "/v1/search", q="silent", discipline="05", weaker=True)
    assert set(ids(wide)) == {"silence", "soil"}  # of silence, the original, as it is asked for
    both = get(client, "/v1/search", q="silent", discipline="05", licence="CC-BY-4.0", year="2022")
    assert ids(both) == ["soil"]


def test_facets_count_what_was_ranked(client: httpx.Client) -> None:
    answer = get(client, "/v1/search", q="silent lecture", language="en", weaker=True)
    types = {value["value"]: value["count"] for value in answer["facets"]["type"]}
    assert types == {"good-practice": 2, "guide": 1}
    assert answer["total"] == 3


def test_pages_of_an_answer_join_without_gap_or_repeat(client: httpx.Client) -> None:
    asked = {"q": "silent lecture soil", "weaker": True}
    whole = ids(get(client, "/v1/search", **asked, k=4))
    parts = [
        name
        for offset in range(4)
        for name in ids(get(client, "/v1/search", **asked, k=1, offset=offset))
    ]
    assert parts == whole
    assert len(set(whole)) == 3  # works; one has two versions


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"q": ""}, "q"),
        ({"q": "   "}, "q"),
        ({"q": "?!"}, "q"),
        ({}, "q"),
        ({"q": "x" * 5001}, "q"),
        ({"q": "soil", "k": "0"}, "k"),
        ({"q": "soil", "k": "51"}, "k"),
        ({"q": "soil", "k": "NaN"}, "k"),
        ({"q": "soil", "offset": "-1"}, "offset"),
        ({"q": "soil", "colour": "red"}, "colour"),
        ({"q": "soil", "like": "soil~xyz"}, "like"),
        ({"q": "soil", "unlike": "9" * 40}, "unlike"),
        ({"q": "soil", "like": ""}, "like"),
        ({"q": "soil", "unlike": "-1"}, "unlike"),
        ({"q": "soil", "like": "abc"}, "like"),
    ],
)
def test_a_wrong_question_is_refused_with_the_field_and_a_cure(
    client: httpx.Client, parameters: dict[str, str], field: str
) -> None:
    response = client.get("/v1/search", params=parameters)
    assert response.status_code == 422
    body = problem(response)
    assert body["field"] == field
    assert body["cure"]


@pytest.mark.parametrize(
    "question",
    [
        *(
            "soil AND",
            "soil*",
            "title:soil",
            "soil\x00water",
            "^soil",
            "{soil}",
            "soil -",
            "∞ soil",
        ),
        *("😀 soil", "soil NEAR(", "soil' OR 1=1 --"),
    ],
)
def test_operators_are_plain_words(client: httpx.Client, question: str) -> None:
    assert ids(get(client, "/v1/search", q=question))[0] == "soil"


@pytest.mark.parametrize("question", ['"', "-", "()", "∞", "😀"])
def test_a_question_of_signs_alone_is_refused(client: httpx.Client, question: str) -> None:
    response = client.get("/v1/search", params={"q": question})
    assert response.status_code == 422
    assert problem(response)["detail"] == "The question has no words."


def test_a_long_word_that_nothing_has_is_answered(client: httpx.Client) -> None:
    assert get(client, "/v1/search", q="с" * 999)["nothing_close"] is True


def test_unknown_ids_and_addresses_are_404(client: httpx.Client) -> None:
    for address in ("/v1/resources/nothing", "/v1/resources/nothing/related", "/v2/search"):
        response = client.get(address)
        assert response.status_code == 404
        assert problem(response)["cure"]


def test_everything_that_is_wrong_is_told_by_its_name(client: httpx.Client) -> None:
    parameters = {"q": "soil", "k": "0", "offset": "x", "like": ["1", "abc"]}
    body = problem(client.get("/v1/search", params=parameters))
    assert [part["field"] for part in body["errors"]] == ["k", "offset", "like"]
    assert all(part["detail"] in body["detail"] for part in body["errors"])


@pytest.mark.parametrize("rest", ["", "/related", "/file", "/jsonld"])
@pytest.mark.parametrize("ending", ["%00", "%00x"])
def test_an_id_does_not_end_at_a_nul(client: httpx.Client, ending: str, rest: str) -> None:
    response = client.get(f"/v1/resources/soil{ending}{rest}")
    assert response.status_code == 404
    assert problem(response)["title"] == "Not found"


def test_a_large_body_is_413(client: httpx.Client) -> None:
    response = client.request("GET", "/v1/search?q=soil", content=b"x" * (64 * 1024 + 1))
    assert response.status_code == 413
    assert "64 KiB" in problem(response)["cure"]


def test_a_resource_tells_everything(client: httpx.Client) -> None:
    page = get(client, "/v1/resources/heshtja")
    assert page["resource"]["title"] == "Heshtja në auditor"
    assert page["translation_of"] == "silence"
    assert page["file_name"] == "heshtja.md"
    assert [passage["text"] for passage in page["passages"]] == [
        "Studentët heshtin në auditor (silent)."
    ]
    assert page["provenance"]["title"]


def test_a_passage_has_an_address_of_its_own(client: httpx.Client) -> None:
    (shown,) = get(client, "/v1/resources/soil")["passages"]
    page = get(client, f"/v1/passages/{shown['id']}")
    assert page["passage"] == shown
    assert (page["changed"], page["before"], page["after"]) == (False, None, None)
    assert page["resource"]["title"] == "Soil in the field"


def test_the_address_of_a_text_that_changed_leads_to_what_became_of_it(
    client: httpx.Client,
) -> None:
    (shown,) = get(client, "/v1/resources/silence")["passages"]
    former = shown["text"].replace("hall", "room")  # as if it had said so once
    page = get(client, f"/v1/passages/silence~{addresses([former])[0]}")
    assert page["passage"] == shown and page["changed"] is True


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("soil~0000000000000000", "/v1/resources/soil"),
        ("nothing~0000000000000000", "Search"),
        ("41", "Search for the passage anew"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_with_the_cure(
    client: httpx.Client, address: str, cure: str
) -> None:
    response = client.get(f"/v1/passages/{address}")
    assert response.status_code == 404
    assert cure in problem(response)["cure"]
    assert client.get("/v1/passages/abc").status_code == 422


def test_the_list_is_by_title_and_filtered(client: httpx.Client) -> None:
    listed = get(client, "/v1/resources", type="good-practice")
    assert [resource["id"] for resource in listed["resources"]] == ["soil", "silence"]
    assert listed["total"] == 2


def test_health(client: httpx.Client, encoder: WordEncoder) -> None:
    assert get(client, "/healthz") == {"status": "ok"}
    ready = get(client, "/readyz")
    assert (ready["ready"], ready["resources"]) == (True, 4)
    assert ready["encoder"] == encoder.fingerprint


def test_the_api_documents_itself_with_examples(client: httpx.Client) -> None:
    described = get(client, "/openapi.json")
    search = described["paths"]["/v1/search"]["get"]
    names = {parameter["name"] for parameter in search["parameters"]}
    assert {"q", "k", "offset", "language", "discipline", "year"} <= names
    assert "examples" in json.dumps(search)


def test_without_an_index_the_command_to_run_is_told(tmp_path: Path, encoder: WordEncoder) -> None:
    app = create_app(Settings(data_dir=tmp_path / "none"), encoder)
    with served(app) as address:
        for path in ("/v1/search?q=soil", "/readyz", "/v1/resources", "/v1/disciplines"):
            response = httpx.get(address + path)
            assert response.status_code == 503
            assert problem(response)["cure"] == "Make one with: balkanetup index FOLDER"
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_another_encoder_than_the_index_s_is_refused_and_the_log_names_both(
    settings: Settings, encoder: WordEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    other = WordEncoder("other")
    with served(create_app(settings, other)) as address:
        response = httpx.get(f"{address}/v1/search?q=soil")
    assert response.status_code == 503
    assert "BALKANETUP_ENCODER" in problem(response)["cure"]
    assert encoder.fingerprint in caplog.text
    assert other.fingerprint in caplog.text


def test_a_new_upload_is_found_without_a_restart(tmp_path: Path, encoder: WordEncoder) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "first.txt").write_text("Essay marking takes time.", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "index")
    pipeline.run(uploads, settings, encoder)
    with served(create_app(settings, encoder)) as address:
        before = httpx.get(f"{address}/v1/search", params={"q": "soil laboratory"}).json()
        (uploads / "second.txt").write_text("A soil laboratory in a bucket.", encoding="utf-8")
        (uploads / "first.txt").unlink()
        pipeline.run(uploads, settings, encoder)
        after = httpx.get(f"{address}/v1/search", params={"q": "soil laboratory"}).json()
    assert ids(before) == ["first"]
    assert ids(after) == ["second"]
    assert before["generation"] < after["generation"]


def test_a_program_can_tell_a_question_of_exclusions_alone(client: httpx.Client) -> None:
    refused = client.get("/v1/search", params={"q": "-exam -„oral exam“"})
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:balkanetup:only-exclusions"
    assert refused.json()["cure"].startswith("Write first what you are looking for")


def test_a_long_question_in_any_script_is_taken(client: httpx.Client) -> None:
    answer = client.get("/v1/search", params={"q": ("Έδαφος soil laboratory. " * 250)[:5000]})
    assert answer.status_code == 200
    assert answer.json()["hits"][0]["resource"]["id"] == "soil"
    assert 0 <= answer.json()["hits"][0]["score"] <= 1
