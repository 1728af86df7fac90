"""Fields of study, values of filters and what is recommended, over real HTTP."""

import httpx
import pytest

from tests.search_api.answers import get, problem


def test_disciplines_are_a_tree_with_counts(client: httpx.Client) -> None:
    tree = {discipline["code"]: discipline for discipline in get(client, "/v1/disciplines")}
    assert {code: discipline["count"] for code, discipline in tree.items()} == {
        "02": 1,
        "05": 2,
        "08": 1,
    }
    (physical,) = tree["05"]["parts"]
    assert (physical["code"], physical["count"]) == ("053", 2)
    assert [(part["code"], part["count"]) for part in physical["parts"]] == [
        ("0532", 1),
        ("0533", 1),
    ]


def test_recommendations_stay_in_the_discipline_first(client: httpx.Client) -> None:
    items = get(client, "/v1/recommendations", discipline="0533")["items"]
    assert [item["resource"]["id"] for item in items[:2]] == ["silence", "soil"]  # soil is in 053
    assert items[0]["reason"] == "Of these, the only one with this strategy: Think-pair-share."
    assert items[1]["reason"] == (
        "From the wider field “Physical sciences”; of these, the only one with this strategy: "
        "Field work."
    )
    albanian = get(client, "/v1/recommendations", discipline="fizika", reader_language="sq")
    assert albanian["field"] == {"id": "0533", "label": "Fizika"}
    assert albanian["wider"]["id"] == "053"
    assert {"kind": "in_field", "values": ["Fizika"]} in albanian["items"][0]["reasons"]


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        *(("phisics", "0533 (Physics)"), ("05333", "0533 (Physics)"), ("٠٥٣٣", "0533 (Physics)")),
        *(("5", "is 05"), ("", "05 to 0542"), ("0577", "is 05 ("), ("²³", "023 (")),
    ],
)
def test_a_discipline_that_is_no_code_is_refused(
    client: httpx.Client, code: str, cure: str
) -> None:
    response = client.get("/v1/recommendations", params={"discipline": code})
    assert response.status_code == 422
    assert problem(response)["field"] == "discipline"
    assert cure in problem(response)["cure"]


@pytest.mark.parametrize(
    ("facet", "value", "cure"),
    [
        ("discipline", "physics", "0533 (Physics)"),
        ("discipline", "Fizika", "0533 (Physics)"),
        ("discipline", "٠٥٣٣", "0533 (Physics)"),
        ("discipline", "0577", "05 ("),
        ("discipline", "²³", "023 ("),
        ("discipline", "11", "101 ("),
        ("discipline", "zz", "00, 01, 02"),
        ("language", "EN", "en (English)"),
        ("language", "en-US", "en (English)"),
        ("language", "xx", "Use one of"),
        ("type", "good-practise", "good-practice ("),
        ("strategy", "Think pair share", "think-pair-share ("),
        ("year", "abc", "four digits"),
        ("year", "٢٠٢٤", "four digits"),
        ("licence", "CC-BY-4", "CC-BY-4.0"),
    ],
)
@pytest.mark.parametrize("address", ["/v1/search?q=soil", "/v1/resources"])
def test_a_value_that_does_not_exist_is_refused_naming_the_nearest(
    client: httpx.Client, address: str, facet: str, value: str, cure: str
) -> None:
    response = client.get(httpx.URL(address).copy_add_param(facet, value))
    assert response.status_code == 422
    assert problem(response)["field"] == facet
    assert cure in problem(response)["cure"]


def test_names_are_free_and_a_year_without_resources_is_empty(client: httpx.Client) -> None:
    for name, value in (("institution", "University Z"), ("author", "nobody"), ("year", "1999")):
        assert get(client, "/v1/resources", **{name: value})["total"] == 0


def test_a_code_of_a_field_that_nothing_is_in_names_the_fields_there_are(
    client: httpx.Client,
) -> None:
    answer = get(client, "/v1/recommendations", discipline="0999")
    assert answer["items"] == []
    assert [field["id"] for field in answer["instead"]] == ["02", "05", "08"]
    assert get(client, "/v1/recommendations", discipline="0533")["instead"] == []


def test_related_leaves_out_the_resource_and_its_translations(client: httpx.Client) -> None:
    for address, asked in (
        ("/v1/resources/silence/related", {}),
        ("/v1/related", {"like": "silence"}),
    ):
        items = get(client, address, **asked)["items"]
        assert not {"silence", "heshtja"} & {item["resource"]["id"] for item in items}


def test_what_cannot_be_recommended_says_why_and_what_can(client: httpx.Client) -> None:
    for query, status, cure in [
        ("", 422, "Give the id"),
        ("like=silence&unlike=silence", 422, "one of them"),
        ("like=silenc", 404, "'silence'"),
        ("like=silence&type=guid", 422, "guide"),
    ]:
        response = client.get(f"/v1/related?{query}")
        assert response.status_code == status
        assert cure in problem(response)["cure"]
    nothing = get(client, "/v1/recommendations", discipline="0533", language="el")
    assert nothing["items"] == []
    assert [(part["facet"], part["works"]) for part in nothing["left_out"]] == [("language", 2)]
