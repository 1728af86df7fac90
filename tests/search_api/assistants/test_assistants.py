"""What an assistant gets, asked with the client of the official SDK: in memory, stdio, HTTP."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from indexer.errors import ExtraMissing
from indexer.settings import Settings
from search_api.app import create_app
from search_api.assistants import mcp_server
from search_api.retrieval.index_reader import IndexReader
from tests.search_api.answers import problem
from tests.served import served
from tests.word_encoder import WordEncoder

TOOLS = ["elsewhere", "evidence", "get", "people", "recommend", "related", "search"]
Asking = Callable[[Client], Awaitable[Any]]


def asked(transport: Any, asking: Asking) -> Any:
    """Return what `asking` returns, with a client that is connected."""

    async def run() -> Any:
        async with Client(transport) as client:
            return await asking(client)

    return asyncio.run(asyncio.wait_for(run(), 60))


def calling(tool: str, **arguments: Any) -> Asking:
    async def call(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    return call


@pytest.fixture
def public(settings: Settings) -> Settings:
    return settings.model_copy(update={"public_url": "https://search.example.edu", "mcp": True})


@pytest.fixture
def call(public: Settings, encoder: WordEncoder) -> Callable[..., Any]:
    """Call a tool in memory; return its result."""
    server = mcp_server(public, IndexReader(public, encoder))
    return lambda tool, **arguments: asked(server, calling(tool, **arguments))


def test_the_tools_are_told_with_what_they_take(public: Settings, encoder: WordEncoder) -> None:
    async def list_tools(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = asked(mcp_server(public, IndexReader(public, encoder)), list_tools)
    assert sorted(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema["properties"]
        assert all("description" in about for about in tool.input_schema["properties"].values())


def test_a_question_is_answered_with_passages_and_the_page_to_cite(
    call: Callable[..., Any],
) -> None:
    answer = call("search", question="silent lecture", filters={"language": ["en"]}, k=1)
    assert not answer.is_error
    (result,) = answer.structured_content["results"]
    assert result["resource"]["id"] == "silence"
    assert result["resource"]["page"] == "https://search.example.edu/d/silence"
    assert "Let students talk in pairs" in result["passages"][0]["text"]
    assert result["passages"][0]["heading"] == "When nobody speaks › Before the lecture"
    assert call("search", question="zzzz").structured_content["nothing_close"]


def test_a_resource_is_read_part_by_part(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call("get", id="silence").structured_content
    assert (whole["resource"]["licence"], whole["next_passage"]) == ("CC-BY-4.0", None)
    assert "A silent lecture" in whole["passages"][-1]["text"]
    monkeypatch.setattr("search_api.assistants.tools._PASSAGES", 0)
    part = call("get", id="silence", from_passage=0).structured_content
    assert (part["passages"], part["next_passage"]) == ([], 0)


def test_what_else_to_read_comes_with_reasons(call: Callable[..., Any]) -> None:
    near = call("related", like=["silence"], k=2).structured_content["items"]
    assert all(item["reason"] and item["resource"]["id"] != "silence" for item in near)
    fitting = call("recommend", discipline="0533", reads=["sq"]).structured_content["items"]
    assert fitting[0]["resource"]["id"] == "heshtja"
    assert (
        fitting[0]["reason"]
        == "Of these, the only one about this problem: Students who stay silent."
    )
    assert call("elsewhere", id="silence").structured_content["items"] == []
    assert call("evidence", id="silence").structured_content["items"] == []


@pytest.mark.parametrize(
    ("tool", "arguments", "cure"),
    [
        ("get", {"id": "nothing"}, "Search for it by title."),
        ("related", {"like": ["silenc"]}, "'silence'"),
        ("recommend", {"discipline": "phisics"}, "0533"),
        ("search", {"question": "soil", "filters": {"colour": ["red"]}}, "discipline"),
        ("search", {"question": "soil", "filters": {"language": ["serb"]}}, "sr"),
        ("search", {"question": "?"}, "Describe a problem."),
        ("search", {"question": "soil", "k": 99}, "20"),
        ("search", {"question": "soil", "reads": ["tlh"]}, "Use one of: en"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_cure(
    call: Callable[..., Any], tool: str, arguments: dict[str, Any], cure: str
) -> None:
    answer = call(tool, **arguments)
    assert answer.is_error
    assert cure in answer.content[0].text


def test_the_command_answers_over_stdio(tmp_path: Path) -> None:
    command = str(Path(sys.executable).parent / "balkanetup")
    environment = {"BALKANETUP_DATA_DIR": str(tmp_path / "index")}
    transport = stdio_client(StdioServerParameters(command=command, args=["mcp"], env=environment))

    async def ask(client: Client) -> Any:
        names = [tool.name for tool in (await client.list_tools()).tools]
        return names, await client.call_tool("search", {"question": "soil"})

    names, answer = asked(transport, ask)
    assert sorted(names) == TOOLS
    assert answer.is_error
    assert "balkanetup index FOLDER" in answer.content[0].text
    assert str(tmp_path) not in answer.content[0].text


def test_the_service_answers_over_http(public: Settings, encoder: WordEncoder) -> None:
    routes: list[str | None] = []
    observers = [lambda finished: routes.append(finished.route)]
    with served(create_app(public, encoder, observers)) as address:
        transport = streamable_http_client(f"{address}/mcp")
        answer = asked(transport, calling("search", question="soil laboratory", k=1))
        waiting = httpx.get(f"{address}/mcp", headers={"Accept": "text/event-stream"})
        nonsense = httpx.post(f"{address}/mcp", content=b"{")
    assert answer.structured_content["results"][0]["resource"]["id"] == "soil"
    assert routes[0] == "/mcp"
    assert waiting.status_code == 405
    assert problem(waiting)["cure"]
    assert nonsense.status_code == 400 or nonsense.status_code == 406


def test_it_is_off_unless_it_is_wanted(settings: Settings, encoder: WordEncoder) -> None:
    with served(create_app(settings, encoder)) as address:
        assert httpx.post(f"{address}/mcp", json={}).status_code == 404


def test_without_the_sdk_it_says_how_to_install_it(
    public: Settings, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "search_api.assistants.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(ExtraMissing) as missing:
        create_app(public, encoder)
    assert "[mcp]" in missing.value.cure
