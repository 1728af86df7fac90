"""Reading a resource: the passages that answer a question, and two versions side by side."""

import httpx


def test_the_passages_that_answer_are_found_within_a_resource(client: httpx.Client) -> None:
    found = client.get("/v1/resources/silence/matches", params={"q": "silent lecture"}).json()
    (match,) = found["matches"]
    assert "A silent lecture is a silent hall." in match["passage"]["text"]
    text, spans = match["passage"]["text"], match["highlights"]
    assert [text[span["start"] : span["end"]] for span in spans][:2] == ["silent", "lecture"]


def test_what_answers_nothing_has_no_matches(client: httpx.Client) -> None:
    asked = client.get("/v1/resources/essays/matches", params={"q": "soil laboratory"})
    assert asked.json() == {"matches": []}
    assert client.get("/v1/resources/none/matches", params={"q": "soil"}).status_code == 404
    assert client.get("/v1/resources/soil/matches", params={"q": " "}).status_code == 422


def test_two_versions_stand_side_by_side(client: httpx.Client) -> None:
    page = client.get("/v1/resources/silence/beside/heshtja").json()
    assert (page["left"]["language"], page["right"]["language"]) == ("en", "sq")
    beside = [passage["text"] for row in page["rows"] for passage in row["right"]]
    assert beside == [
        passage["text"] for passage in client.get("/v1/resources/heshtja").json()["passages"]
    ]


def test_only_versions_of_a_work_stand_side_by_side(client: httpx.Client) -> None:
    refused = client.get("/v1/resources/silence/beside/soil")
    assert (refused.status_code, refused.json()["cure"]) == (404, "Use one of: heshtja.")
    assert client.get("/v1/resources/soil/beside/soil").json()["cure"] == "Use one of: none."
