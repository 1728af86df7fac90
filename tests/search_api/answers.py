"""What the service answers: the JSON, the problem, the resources."""

from typing import Any

import httpx


def get(client: httpx.Client, address: str, **parameters: Any) -> Any:
    response = client.get(address, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def problem(response: httpx.Response) -> Any:
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return response.json()


def ids(answer: Any) -> list[str]:
    return [hit["resource"]["id"] for hit in answer["hits"]]
