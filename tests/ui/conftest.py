"""A fake API behind a real socket, and the app's screens run against it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
import uvicorn
from streamlit.testing.v1 import AppTest

from tests.ui.fake_api import create_fake

APP = Path(__file__).resolve().parents[2] / "ui" / "app.py"
Open = Callable[..., AppTest]


@dataclass(frozen=True)
class FakeApi:
    """Where the fake listens, and every address it was asked."""

    base: str
    asked: list[str]


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def running_fake() -> Iterator[FakeApi]:
    """The fake API, served by uvicorn in a thread until the tests end."""
    asked: list[str] = []
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(
            create_fake(asked), host="127.0.0.1", port=port, log_level="error", access_log=False
        )
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield FakeApi(f"http://127.0.0.1:{port}", asked)
    st.cache_resource.clear()  # the app's client hangs up
    server.should_exit = True
    thread.join()


@pytest.fixture
def fake_api(running_fake: FakeApi, monkeypatch: pytest.MonkeyPatch) -> FakeApi:
    """The fake API as the one that the app asks; it has been asked nothing yet."""
    monkeypatch.setenv("BALKANETUP_API_URL", running_fake.base)
    st.cache_data.clear()
    running_fake.asked.clear()
    return running_fake


@pytest.fixture
def open_app(fake_api: FakeApi) -> Open:
    """Return a function that opens the app at an address, given as its parameters."""

    def opened(**params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return opened
