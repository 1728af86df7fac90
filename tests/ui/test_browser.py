"""The screens in a real browser: headless Chromium against the real Streamlit server."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ui.conftest import APP, FakeApi, free_port
from tests.ui.fake_api import EVIL, HOSTILE, ODD_LICENCE

QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE_MS = 30_000  # two noisy cores
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


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
        [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)],
        cwd=APP.parents[1],
        env={**os.environ, "BALKANETUP_API_URL": running_fake.base},
        stdout=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    _wait_until_healthy(base, server)
    yield base
    server.terminate()
    server.wait(10)


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


def test_from_a_question_to_a_resource_and_back(page: Page, served: str) -> None:
    page.goto(served)
    _see(page, "What would you like to do better in your teaching?")
    question = page.get_by_label("Your question")
    question.fill("silence students")
    question.press("Enter")
    _see(page, "Results for “silence students”")
    assert page.url == f"{served}/?q=silence+students"
    expect(page.locator("mark").first).to_have_text("Students")

    page.get_by_role("button", name="Shqip (1)").click()
    expect(page.locator("article")).to_have_count(1, timeout=PATIENCE_MS)
    assert page.url == f"{served}/?q=silence+students&language=sq"
    page.go_back()
    expect(page.locator("article")).to_have_count(3, timeout=PATIENCE_MS)
    assert page.url == f"{served}/?q=silence+students"

    page.get_by_role("link", name="The silent lecture hall").click()
    _see(page, "The silent lecture hall")
    expect(page).to_have_title("The silent lecture hall – BALKANETUP Search")
    page.go_back()
    _see(page, "Results for “silence students”")


def test_why_and_more_passages_open_from_the_keyboard(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence+students")
    why = page.get_by_text("Why this result").first
    why.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Matching words: silence, students")).to_be_visible()


def test_the_next_question_replaces_the_first(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence&lang=sr-Cyrl")
    _see(page, "Резултати за „silence”")
    page.get_by_label("Ваше питање").fill("quantum gravity")
    page.get_by_role("button", name="Тражи").click()
    expect(page.get_by_role("heading", name="Ништа у збирци није блиско")).to_be_visible(
        timeout=PATIENCE_MS
    )
    page.go_back()
    _see(page, "Резултати за „silence”")
    expect(page.get_by_label("Ваше питање")).to_have_value("silence")


@pytest.mark.parametrize("path", ["?q=silence", f"?screen=resource&id={quote(EVIL.id)}"])
def test_hostile_documents_do_nothing(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}")
    expect(page.get_by_text("<script>document.title='owned'</script>").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    page.wait_for_timeout(300)  # time for a script or a picture to load, if one could
    assert page.title() != "owned"
    assert page.locator(".stHtml :is(script, img, iframe, object, form)").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert HOSTILE in page.locator("blockquote, .text").last.inner_text()


def test_a_hostile_label_of_a_filter_is_shown_as_it_is(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence")
    label = page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^x"))
    expect(label).to_be_visible(timeout=PATIENCE_MS)
    assert label.inner_text().replace("\u2060", "") == f"{ODD_LICENCE} (1)"


@pytest.mark.parametrize(
    "path",
    [
        *("", "?q=silence", "?q=quantum+gravity"),
        *("?screen=resource&id=silent-large-lecture&passage=3",),
        *("?screen=browse", "?screen=browse&field=053"),
    ],
)
def test_narrow_screens_need_no_sideways_scrolling(page: Page, served: str, path: str) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict
    page.goto(f"{served}/{path}")
    expect(page.locator(".stHtml h1")).to_be_visible(timeout=PATIENCE_MS)
    width = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth")
    assert width <= NARROW["width"]
    levels = (
        page.get_by_test_id("stMain")
        .locator("h1, h2, h3, h4")
        .evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_on_a_narrow_screen_the_filters_have_a_named_button(page: Page, served: str) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict
    page.goto(f"{served}/?q=silence&lang=sq")
    _see(page, "Rezultatet për “silence”")
    button = page.get_by_test_id("stExpandSidebarButton")
    name = button.evaluate("one => getComputedStyle(one, '::after').content")
    assert name == '"Ngushtoni rezultatet"'
    button.click()
    expect(page.get_by_role("heading", name="Ngushtoni rezultatet")).to_be_visible()


def _see(page: Page, heading: str) -> None:
    expect(page.locator(".stHtml h1")).to_have_text(heading, timeout=PATIENCE_MS)


def _wait_until_healthy(base: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{base}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("Streamlit did not start")
