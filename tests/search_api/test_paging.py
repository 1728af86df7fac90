"""Lists: their pages, their order, what is new, and the fields that are wanted."""

import re
from typing import Any

import httpx
import pytest

from tests.search_api.answers import get, problem


def walk(client: httpx.Client, address: str, part: str) -> list[Any]:
    """Return the items of all pages, as a program reads them that follows `next`."""
    items: list[Any] = []
    following: str | None = address
    while following:
        answer = client.get(following)
        body = answer.json()
        items += body[part]
        link = re.fullmatch(r'<(.*)>; rel="next"', answer.headers.get("link", ""))
        assert (link[1] if link else None) == body["next"]
        following = body["next"]
    return items


def test_pages_lead_on_to_the_last(client: httpx.Client) -> None:
    listed = walk(client, "/v1/resources?k=1&language=en", "resources")
    assert [resource["id"] for resource in listed] == ["essays", "soil", "silence"]
    hits = walk(client, "/v1/search?q=silent+lecture+soil&k=1&weaker=true", "hits")
    whole = get(client, "/v1/search", q="silent lecture soil", weaker="true")["hits"]
    assert [hit["resource"]["id"] for hit in hits] == [hit["resource"]["id"] for hit in whole]
    assert len(hits) > 1
    assert get(client, "/v1/resources")["next"] is None


@pytest.mark.parametrize(
    ("sort", "years"),
    [
        ("title", [2020, 2022, 2024]),
        ("year", [2020, 2022, 2024]),
        ("-year", [2024, 2022, 2020]),
    ],
)
def test_a_list_is_sorted_as_asked(client: httpx.Client, sort: str, years: list[int]) -> None:
    listed = get(client, "/v1/resources", language="en", sort=sort)["resources"]
    assert [resource["year"] for resource in listed] == years


def test_what_is_new_can_be_asked(client: httpx.Client) -> None:
    listed = get(client, "/v1/resources", sort="-added")["resources"]
    times = [resource["added"] for resource in listed]
    assert times == sorted(times, reverse=True)
    assert get(client, "/v1/resources", added_since="2020-01-31")["total"] == 3
    assert get(client, "/v1/resources", added_since=times[-1])["total"] == 3
    later = get(client, "/v1/resources", added_since="9990-01-01T00:00:00Z")
    assert (later["total"], later["facets"]) == (0, {})


@pytest.mark.parametrize("when", ["yesterday", "0001-01-01T00:00:00+23:59", "2026-13-01", "7"])
def test_a_time_that_makes_no_sense_is_refused(client: httpx.Client, when: str) -> None:
    refused = client.get("/v1/resources", params={"added_since": when})
    assert (refused.status_code, problem(refused)["field"]) == (422, "added_since")


def test_only_the_fields_that_are_wanted_are_sent(client: httpx.Client) -> None:
    assert set(get(client, "/v1/resources", fields="total,resources")) == {"total", "resources"}
    assert set(get(client, "/v1/search", q="soil", fields="hits")) == {"hits"}
    assert set(get(client, "/v1/resources/soil", fields="resource, doi")) == {"resource", "doi"}
    some = client.get("/v1/resources", params={"k": 1, "fields": "total"})
    assert 'rel="next"' in some.headers["link"]
    assert "fields=total" in some.headers["link"]
    refused = client.get("/v1/search", params={"q": "soil", "fields": "hits,colour"})
    assert (refused.status_code, problem(refused)["field"]) == (422, "fields")
    assert "facets" in problem(refused)["cure"]


def test_vocabularies_say_what_the_filters_take(client: httpx.Client) -> None:
    listed = get(client, "/v1/vocabularies")
    facets = {vocabulary["name"]: vocabulary["facet"] for vocabulary in listed}
    assert (facets["strategies"], facets["isced_f"]) == ("strategy", "discipline")
    page = get(client, "/v1/vocabularies/isced_f", reader_language="sq")
    physics = next(term for term in page["terms"] if term["id"] == "0533")
    assert (physics["label"], physics["parent"]) == (physics["labels"]["sq"], "053")
    assert physics["labels"]["en"] == "Physics"
    missing = client.get("/v1/vocabularies/colours")
    assert missing.status_code == 404
    assert "strategies" in problem(missing)["cure"]
