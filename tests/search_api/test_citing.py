"""`GET /v1/resources/{id}/citation`."""

import httpx
import pytest


def test_a_resource_is_cited_in_apa(client: httpx.Client) -> None:
    answer = client.get("/v1/resources/silence/citation")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == "University A. (2024). When nobody speaks."


@pytest.mark.parametrize(
    ("written_as", "begins", "name"),
    [
        ("bibtex", "@misc{soil,", "soil.bib"),
        ("ris", "TY  - GEN\r\nID  - soil\r\n", "soil.ris"),
        ("csl-json", '[\n  {\n    "id": "soil"', "soil.json"),
    ],
)
def test_a_reference_manager_gets_a_file(
    client: httpx.Client, written_as: str, begins: str, name: str
) -> None:
    answer = client.get("/v1/resources/soil/citation", params={"format": written_as})
    assert answer.text.startswith(begins)
    assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{name}"


@pytest.mark.parametrize("parameters", [{"style": "apa6"}, {"format": "pdf"}, {"styl": "apa"}])
def test_what_is_not_offered_is_refused(client: httpx.Client, parameters: dict[str, str]) -> None:
    assert client.get("/v1/resources/soil/citation", params=parameters).status_code == 422


def test_what_is_not_there_cannot_be_cited(client: httpx.Client) -> None:
    assert client.get("/v1/resources/nothing/citation").status_code == 404
