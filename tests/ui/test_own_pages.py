"""Who may open a WebSocket to the screens."""

from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.own_pages import OwnPages


async def screens(scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit's part: takes every WebSocket."""
    await WebSocket(scope, receive, send).accept()


CLIENT = TestClient(
    OwnPages(screens, others=["https://portal.example.edu"]), base_url="http://search.example.edu"
)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://search.example.edu"},  # the proxy has taken TLS off
        {"origin": "https://portal.example.edu"},
        {},
    ],
)
def test_own_pages_named_sites_and_programs_may(headers: dict[str, str]) -> None:
    headers = {"host": "search.example.edu", **headers}
    with CLIENT.websocket_connect("/_stcore/stream", headers=headers):
        pass


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://search.example.edu.evil.example",
        "https://search.example.edu:8443",
        "null",
        "",
        "https://[",
    ],
)
def test_pages_of_other_sites_may_not(origin: str) -> None:
    headers = {"host": "search.example.edu", "origin": origin}
    with (
        pytest.raises(WebSocketDisconnect),
        CLIENT.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass


@pytest.mark.parametrize(
    ("host", "headers", "may"),
    [
        ("evil.example:8501", {}, False),  # its name was made to lead to 127.0.0.1
        ("localhost:8501", {}, True),
        ("127.0.0.1:8501", {}, True),
        ("search.example.edu", {}, True),
        ("other.example.edu", {"x-forwarded-for": "192.0.2.7"}, True),  # by a proxy of this machine
    ],
)
def test_a_page_is_not_believed_that_a_browser_of_this_machine_was_lured_to(
    host: str, headers: dict[str, str], may: bool
) -> None:
    layer = OwnPages(screens, names=["search.example.edu"])
    client = TestClient(layer, base_url=f"http://{host}", client=("127.0.0.1", 1))
    with ExitStack() as opened:
        if not may:
            opened.enter_context(pytest.raises(WebSocketDisconnect))
        page = {"host": host, "origin": f"http://{host}", **headers}
        opened.enter_context(client.websocket_connect("/_stcore/stream", headers=page))
