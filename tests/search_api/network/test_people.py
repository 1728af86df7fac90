"""Who has done it: people and institutions, with the evidence."""

from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from indexer.domain import Metadata, Resource
from search_api.cli import app
from search_api.network.directory import Party, Register
from search_api.network.experience import rank
from search_api.retrieval.answer import Answer, Hit
from search_api.retrieval.calibration import Band, Closeness


def got(client: httpx.Client, path: str, **params: object) -> Any:
    response = client.get(path, params=params)  # type: ignore[arg-type]  # numbers and text
    assert response.status_code == 200, response.text
    return response.json()


def names(parties: list[Any]) -> list[str]:
    return [party["name"] for party in parties]


def test_who_has_more_answers_comes_first_and_shows_them(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/people", q="silent lecture")
    first, second = answer["items"]
    assert (first["party"]["name"], first["answering"]) == ("Ana Marković", 2)
    assert {evidence["resource_id"] for evidence in first["evidence"]} == {"pairs", "cards"}
    assert "silent" in first["evidence"][0]["match"]["passage"]["text"]
    assert set(names(first["also"])) == {
        "University of Belgrade", "University of Zagreb",
    }  # fmt: skip
    assert (second["party"]["name"], second["answering"]) == ("Ivo Horvat", 1)


def test_what_is_asked_for_by_name_counts_before_what_stands_out() -> None:
    """Whatever the scores: the list is in the order of the bands that it shows."""
    hits = (
        _hit("asked-for", 0.2, "strong", "weak"),
        _hit("near", 0.9, "possible", "possible"),
        _hit("outstanding", 0.5, "possible", "outstanding"),
        _hit("far", 0.9, "weak", "weak"),
    )
    ids = [hit.resource.id for hit in hits]
    register = Register(
        {name: Party(name, name, (name,), (name,), 1) for name in ids},
        {name: (name,) for name in ids},
    )
    answer = Answer(hits, tuple(ids), {}, "", 0.0, nothing_close=False)
    ranked = [experience.party.id for experience in rank(answer, register)]
    assert ranked == ["asked-for", "outstanding", "near"]


def _hit(name: str, score: float, band: Band, closeness: Closeness) -> Hit:
    return Hit(Resource(name, "", name, "", "", Metadata()), score, band, closeness, ())


def test_a_name_comes_first_whatever_answers(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/people", q="hoxha")
    first = answer["items"][0]
    assert (first["party"]["name"], first["named"]) == ("Blerta Hoxha", True)


def test_nobody_is_named_for_what_nothing_answers(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/people", q="baroque violins")
    assert (answer["total"], answer["nothing_close"]) == (0, True)


def test_without_a_question_all_are_listed_by_name_and_filtered(asked: httpx.Client) -> None:
    everybody = [it["party"]["name"] for it in got(asked, "/v1/people")["items"]]
    assert everybody == ["Ivo Horvat", "Blerta Hoxha", "Ana Marković"]  # by family name
    physics = got(asked, "/v1/people", discipline="0533", k=1)
    assert (physics["total"], physics["items"][0]["party"]["name"]) == (2, "Ivo Horvat")
    assert "offset=1" in physics["next"]


def test_a_person_has_all_they_wrote_and_the_address_they_gave(asked: httpx.Client) -> None:
    page = got(asked, "/v1/people/ana-markovic")
    assert sorted(page["written"]) == ["A. Marković", "Ana Marković"]
    assert [resource["id"] for resource in page["resources"]] == ["pairs", "cards"]
    assert (page["contacts"], page["courses"]) == (["ana@example.edu"], ["Physics 1"])
    assert names(page["worked_with"]) == ["Ivo Horvat"]
    assert [field["value"] for field in page["fields"]] == ["0533"]
    assert got(asked, "/v1/people/ivo-horvat")["contacts"] == []


def test_an_institution_has_its_parts_people_and_strategies(asked: httpx.Client) -> None:
    answer = got(asked, "/v1/institutions", q="silent lecture")
    assert {it["party"]["name"] for it in answer["items"]} >= {"University of Zagreb"}
    page = got(asked, "/v1/institutions/university-of-zagreb")
    assert page["parts"] == ["Department of Physics"]
    assert names(page["people"]) == ["Ana Marković", "Ivo Horvat"]
    assert [strategy["value"] for strategy in page["strategies"]] == ["think-pair-share"]
    assert page["party"]["resources"] == 1


def test_a_university_is_one_under_its_names_in_two_languages(asked: httpx.Client) -> None:
    page = got(asked, "/v1/institutions/university-of-belgrade", reader_language="sr-Latn")
    assert (page["party"]["name"], page["party"]["resources"]) == ("Univerzitet u Beogradu", 2)
    assert set(page["written"]) == {"University of Belgrade", "Универзитет у Београду"}
    listed = got(asked, "/v1/institutions", reader_language="hr", q="sveuciliste u zagrebu")
    assert names([it["party"] for it in listed["items"]])[0] == "Sveučilište u Zagrebu"
    found = got(asked, "/v1/resources", institution="Univerzitet u Beogradu")
    (value,) = found["facets"]["institution"]
    assert (found["total"], value["value"]) == (1, "University of Belgrade")
    answer = got(asked, "/v1/search", q="silent", institution="University of Belgrade")
    assert [hit["resource"]["id"] for hit in answer["hits"]] == [found["resources"][0]["id"]]
    same = got(asked, "/v1/search", q="silent", institution="Univerzitet u Beogradu")
    assert same["hits"] == answer["hits"]


@pytest.mark.parametrize("path", ["/v1/people/nobody", "/v1/institutions/nowhere"])
def test_nobody_of_that_name(asked: httpx.Client, path: str) -> None:
    response = asked.get(path)
    assert (response.status_code, "Find them at" in response.json()["cure"]) == (404, True)


def test_a_contact_is_shown_only_where_the_contributor_gave_it(asked: httpx.Client) -> None:
    assert got(asked, "/v1/resources/pairs")["contact"] == "ana@example.edu"
    assert got(asked, "/v1/resources/essays")["contact"] is None  # no address
    assert got(asked, "/v1/resources/page")["contact"] is None  # stands in a page of others


@pytest.mark.usefixtures("command_line")
def test_the_commands_print_who_and_why() -> None:
    shown = CliRunner().invoke(app, ["people", "silent lecture"])
    assert shown.exit_code == 0
    assert "1. Ana Marković  [ana-markovic]" in shown.stdout
    assert "Pairs in a silent hall, 2024  [pairs]" in shown.stdout
    zagreb = CliRunner().invoke(app, ["institutions", "university zagreb", "--json"])
    assert '"id": "university-of-zagreb"' in zagreb.stdout
    nobody = CliRunner().invoke(app, ["people", "baroque violins"])
    assert (nobody.exit_code, nobody.stdout.startswith("Nobody found")) == (1, True)
