"""Links without a new page, languages one reads, and a refined search, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.ui.conftest import PATIENCE_MS, arrive, see
from tests.ui.fake_collection import HESHTJA, SILENT, STEPS

pytestmark = pytest.mark.browser


@pytest.fixture
def results(page: Page, served: str) -> Page:
    """A page of results, with a mark that a newly loaded page would not have."""
    page.goto(f"{served}/?q=silence")
    see(page, "Results for “silence”")
    expect(page.locator("[data-followed]")).to_be_attached(timeout=PATIENCE_MS)
    page.evaluate("window.same = true")
    return page


def same(page: Page) -> bool:
    return bool(page.evaluate("window.same === true"))


def test_a_link_is_followed_in_place_and_back_finds_the_place_again(results: Page) -> None:
    results.set_viewport_size({"width": 900, "height": 400})
    main = results.get_by_test_id("stMain")
    title = results.get_by_role("link", name="Studentët që nuk flasin", exact=True)
    title.scroll_into_view_if_needed()
    depth = main.evaluate("main => main.scrollTop")
    assert depth > 0
    title.click()
    see(results, "Studentët që nuk flasin")
    expect(results.locator("h1")).to_be_focused()  # where a screen reader goes on
    assert main.evaluate("main => main.scrollTop") == 0
    results.go_back()
    see(results, "Results for “silence”")
    expect(main).to_have_js_property("scrollTop", depth, timeout=PATIENCE_MS)
    assert same(results)


def test_ticking_a_result_leaves_the_reader_where_they_are(results: Page) -> None:
    results.set_viewport_size({"width": 900, "height": 400})
    main = results.get_by_test_id("stMain")
    tick = results.get_by_role("link", name="Keep: Studentët që nuk flasin")
    tick.scroll_into_view_if_needed()
    depth = main.evaluate("main => main.scrollTop")
    assert depth > 0
    tick.click()
    ticked = results.get_by_role("link", name="Kept: Studentët që nuk flasin")
    expect(ticked).to_be_focused(timeout=PATIENCE_MS)  # the next press of Enter takes it out again
    assert abs(main.evaluate("main => main.scrollTop") - depth) < 20  # pixels: lines may reflow
    expect(results.get_by_role("link", name="My list (1)")).to_be_visible()
    assert same(results)
    # The browser keeps the list for the next visit; a list that somebody sent leaves it alone.
    results.goto(results.url.partition("?")[0])
    expect(results.get_by_role("link", name="My list (1)")).to_be_visible(timeout=PATIENCE_MS)
    results.goto(f"{results.url.partition('?')[0]}?screen=list&keep={SILENT.id}&title=Theirs")
    see(results, "Theirs")
    results.get_by_role("link", name="Another list of yours").click()
    see(results, "My list")
    expect(results.locator("article h2")).to_have_text(["Studentët që nuk flasin"])


@pytest.mark.parametrize("language", ["en", "sq", "sr-Cyrl", "el"])
def test_the_page_says_which_language_it_is_in(page: Page, served: str, language: str) -> None:
    page.goto(f"{served}/?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=PATIENCE_MS)


def test_a_link_can_be_opened_beside(results: Page) -> None:
    link = results.get_by_role("link", name="The silent lecture hall", exact=True)
    with results.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    see(opened.value, "The silent lecture hall")
    arrive(results, "/?q=silence")


def test_when_python_does_not_answer_the_browser_follows_the_link(page: Page, served: str) -> None:
    deaf = False

    def relay(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if deaf else server.send(message))
        server.on_message(socket.send)

    page.route_web_socket(re.compile("_stcore/stream"), relay)
    page.goto(f"{served}/?q=silence")
    see(page, "Results for “silence”")
    expect(page.locator("[data-followed]")).to_be_attached(timeout=PATIENCE_MS)
    page.evaluate("window.same = true")
    deaf = True
    page.get_by_role("link", name="The silent lecture hall", exact=True).click()
    page.wait_for_timeout(500)
    deaf = False
    see(page, "The silent lecture hall")
    assert not same(page)


def test_more_like_this_refines_in_place_and_can_be_taken_back(results: Page) -> None:
    first = results.locator("article").first
    results.get_by_role("link", name="More like this: Studentët që nuk flasin").press("Enter")
    expect(first).to_contain_text("Studentët që nuk flasin", timeout=PATIENCE_MS)
    arrive(results, f"/?q=silence&like={HESHTJA.id}")
    results.get_by_role("link", name="Not this: The silent lecture hall").click()
    expect(results.locator(".chip .name")).to_have_text(
        ["more like: Studentët që nuk flasin", "not like: The silent lecture hall › Voting"],
        timeout=PATIENCE_MS,
    )
    results.get_by_role("link", name="Undo: Studentët që nuk flasin").click()
    expect(results.locator(".chip")).to_have_count(1, timeout=PATIENCE_MS)
    arrive(results, f"/?q=silence&unlike={STEPS.id}")
    results.go_back()
    expect(results.locator(".chip")).to_have_count(2, timeout=PATIENCE_MS)
    assert same(results)


def test_languages_are_chosen_once_for_all_screens(results: Page) -> None:
    results.get_by_role("button", name="Languages I read").click()
    for language in ("Shqip", "Ελληνικά"):
        results.get_by_role("button", name=language, exact=True).click()
        expect(
            results.get_by_role("button", name=re.compile(f"I read: .*{language}"))
        ).to_be_visible(timeout=PATIENCE_MS)
    expect(results.locator("article").first).to_contain_text("Studentët që nuk flasin")
    arrive(results, "/?reads=sq&reads=el&q=silence")
    results.keyboard.press("Escape")
    results.get_by_role("link", name="Browse").click()
    see(results, "Browse by discipline")
    expect(results.get_by_role("button", name="I read: Shqip, Ελληνικά")).to_be_visible()
    arrive(results, "/?screen=browse&reads=sq&reads=el")
