"""The map of the collection and its growth, over HTTP."""

import httpx


def test_every_resource_has_its_place_on_the_map(client: httpx.Client) -> None:
    drawn = client.get("/v1/map", params={"reader_language": "sq"}).json()
    points = {point["id"]: point for point in drawn["points"]}
    assert sorted(points) == ["essays", "heshtja", "silence", "soil"]
    assert drawn["left_out"] == 0
    silence = points["silence"]
    assert silence["title"] == "When nobody speaks"
    assert silence["field"]["id"] == "05"
    assert silence["field"]["label"] != "05"
    assert [strategy["id"] for strategy in silence["strategies"]] == ["think-pair-share"]
    assert silence["institution"] == "University A"

    def apart(one_id: str, other_id: str) -> float:
        a, b = points[one_id], points[other_id]
        return float(abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]))

    assert apart("silence", "heshtja") < apart("silence", "essays")


def test_the_map_is_filtered_and_bounded(client: httpx.Client) -> None:
    physics = client.get("/v1/map", params={"discipline": "0533"}).json()["points"]
    assert sorted(point["id"] for point in physics) == ["heshtja", "silence"]
    part = client.get("/v1/map", params={"k": 3}).json()
    assert (len(part["points"]), part["left_out"]) == (3, 1)
    assert client.get("/v1/map", params={"language": "klingon"}).status_code == 422


def test_the_growth_counts_works(client: httpx.Client) -> None:
    grown = client.get("/v1/timeline").json()
    assert grown["years"] == [
        {"time": "2020", "count": 1},
        {"time": "2022", "count": 1},
        {"time": "2024", "count": 1},  # its translation of 2023 is the same work
    ]
    assert grown["undated"] == 0
    assert sum(month["count"] for month in grown["added"]) == 3
    assert len(grown["added"][0]["time"]) == len("2026-11")
    assert client.get("/v1/timeline", params={"discipline": "0811"}).json()["years"] == [
        {"time": "2022", "count": 1}
    ]
