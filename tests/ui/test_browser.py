"""The screens in a real browser: headless Chromium against the real Streamlit server."""

import re
from itertools import pairwise
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import NARROW, PATIENCE_MS, arrive, see
from tests.ui.fake_collection import EVIL, HOSTILE, ODD_LICENCE

pytestmark = pytest.mark.browser


def test_from_a_question_to_a_resource_and_back(page: Page, served: str) -> None:
    page.goto(served)
    see(page, "What would you like to do better in your teaching?")
    question = page.get_by_label("Your question")
    question.fill("silence students")
    question.press("Enter")
    see(page, "Results for “silence students”")
    arrive(page, f"{served}/?q=silence+students")
    expect(page.locator("mark").first).to_have_text("Students")

    page.get_by_role("button", name="Shqip (1)").click()
    expect(page.locator("article")).to_have_count(1, timeout=PATIENCE_MS)
    arrive(page, f"{served}/?q=silence+students&language=sq")
    page.go_back()
    expect(page.locator("article")).to_have_count(3, timeout=PATIENCE_MS)
    arrive(page, f"{served}/?q=silence+students")

    page.get_by_role("link", name="The silent lecture hall", exact=True).click()
    see(page, "The silent lecture hall")
    expect(page).to_have_title("The silent lecture hall – BALKANETUP Search")
    page.go_back()
    see(page, "Results for “silence students”")


def test_why_and_more_passages_open_from_the_keyboard(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence+students")
    why = page.get_by_text("Why this result").first
    why.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Place by words: 2")).to_be_visible()


def test_the_next_question_replaces_the_first(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence&lang=sr-Cyrl")
    see(page, "Резултати за „silence”")
    page.get_by_label("Ваше питање").fill("quantum gravity")
    page.get_by_role("button", name="Тражи").click()
    expect(page.get_by_role("heading", name="Ништа у збирци није блиско")).to_be_visible(
        timeout=PATIENCE_MS
    )
    page.go_back()
    see(page, "Резултати за „silence”")
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
    see(page, "Rezultatet për “silence”")
    button = page.get_by_test_id("stExpandSidebarButton")
    name = button.evaluate("one => getComputedStyle(one, '::after').content")
    assert name == '"Ngushtoni rezultatet"'
    ground = button.evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(251, 248, 243)"  # opaque: text is scrolled below it
    button.click()
    expect(page.get_by_role("heading", name="Ngushtoni rezultatet")).to_be_visible()


def test_pages_are_framed_by_nobody_and_load_nothing_from_elsewhere(
    page: Page, served: str
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    answer = page.goto(served)
    see(page, "What would you like to do better in your teaching?")
    assert answer is not None
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert [text for text in refused if "Content Security Policy" in text] == []
    page.evaluate("fetch('https://example.org').catch(() => 0)")
    page.wait_for_function("true")
    assert any("Content Security Policy" in text for text in refused)


def test_an_area_that_is_dragged_on_the_map_becomes_a_list(page: Page, served: str) -> None:
    page.goto(f"{served}/?screen=discover")
    drawn = page.locator("[data-testid=stVegaLiteChart]")
    expect(drawn.locator("canvas, svg").first).to_be_visible(timeout=PATIENCE_MS)
    drawn.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # Vega listens only when it has drawn
    box = drawn.bounding_box()
    assert box is not None
    left, top = box["x"], box["y"]
    page.mouse.move(left + 3, top + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(left + box["width"] / 2, top + box["height"] - 3, steps=6)
    page.mouse.up()
    heading = page.get_by_role("heading", name="2 resources in this area")
    expect(heading).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"\?screen=discover&area="))
    page.go_back()
    expect(page.get_by_role("heading", name="The same as a table")).to_be_visible()
