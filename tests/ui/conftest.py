"""A fake API behind a real socket, and the app's screens run against it, or seen in a browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import streamlit as st
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.ui.fake_api import create_fake

APP = Path(__file__).resolve().parents[2] / "ui" / "app.py"
SERVED = APP.with_name("served.py")
DOCUMENTS = APP.parents[1] / "corpus" / "documents"
NAMES = (
    "silent-large-lecture-speaking-ladder.docx",
    "peer-instruction-first-year-physics.pdf",
    "peer-observation-sq.pdf",
)
Open = Callable[..., AppTest]
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE_MS = 30_000  # two noisy cores
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs the program `chromium` (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(running_fake: FakeApi) -> Iterator[str]:
    """The address of the user interface, served as `balkanetup ui` serves it."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(SERVED), "--server.port", str(port)],
        cwd=APP.parents[1],
        env={**os.environ, "BALKANETUP_API_URL": running_fake.base},
        stdout=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    _wait_until_healthy(base, server)
    yield base
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the user interface over an index of three documents, all of it real."""
    room = tmp_path_factory.mktemp("real")
    folder = room / "documents"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(DOCUMENTS / name, folder)
        shutil.copy(DOCUMENTS / f"{name}.yaml", folder)
    port = free_port()
    environment = {
        **os.environ,
        "BALKANETUP_DATA_DIR": str(room / "index"),
        "BALKANETUP_PORT": str(free_port()),
        "BALKANETUP_UI_PORT": str(port),
    }
    balkanetup = [sys.executable, "-m", "search_api.cli"]
    subprocess.run(
        [*balkanetup, "index", str(folder)], env=environment, check=True, capture_output=True
    )
    with subprocess.Popen(
        [*balkanetup, "start"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        while "Ctrl-C" not in (line := process.stdout.readline()):
            assert line, "`balkanetup start` ended"
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab; at its end, nothing outside this machine may have been asked for."""
    context = browser.new_context(viewport=WIDE, locale="en-GB")  # type: ignore[arg-type]  # a dict
    context.set_default_timeout(PATIENCE_MS)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    local = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:")
    assert [url for url in asked if not local.match(url)] == []


def see(page: Page, heading: str) -> None:
    """Wait until the page has this heading."""
    expect(page.locator(".stHtml h1")).to_have_text(heading, timeout=PATIENCE_MS)


def arrive(page: Page, address: str) -> None:
    """Wait until the page's address ends with this: Streamlit writes it after what it shows."""
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"), timeout=PATIENCE_MS)


def _wait_until_healthy(base: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{base}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("Streamlit did not start")
