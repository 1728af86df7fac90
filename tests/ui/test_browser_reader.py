"""What the browser does for its reader: the keyboard, the look, the words, what it remembers."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import PATIENCE_MS, arrive, see

pytestmark = pytest.mark.browser
NIGHT, DAY = "rgb(27, 25, 22)", "rgb(251, 248, 243)"
MOST_STOPS = 6


def ground(page: Page) -> str:
    app = page.get_by_test_id("stApp")
    return str(app.evaluate("app => getComputedStyle(app).backgroundColor"))


def settings(page: Page, name: str) -> None:
    page.locator(".st-key-reading").get_by_role("button", name=name).click()
    expect(page.get_by_role("group", name="Light or dark")).to_be_visible(timeout=PATIENCE_MS)


def test_the_first_result_is_few_tab_stops_away(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence")
    expect(page.locator("h1.results")).to_be_focused(timeout=PATIENCE_MS)
    first = page.locator("article h2 a").first
    reached = False
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        reached = reached or first.evaluate("link => link === document.activeElement")
    assert reached


def test_the_box_awaits_the_question_and_fields_answer_while_one_types(
    page: Page, served: str
) -> None:
    page.goto(served)
    expect(page.get_by_label("Your question")).to_be_focused(timeout=PATIENCE_MS)
    page.keyboard.type("silence")
    page.keyboard.press("Enter")
    see(page, "Results for “silence”")
    box = page.get_by_label("Discipline")
    box.click()
    page.keyboard.type("nurs")  # and no Enter
    fields = page.get_by_test_id("stSidebar").locator("ul[role=status]")
    expect(fields).to_have_text("Nursing (0)", timeout=PATIENCE_MS)


def test_the_browser_remembers_and_forgets(page: Page, served: str) -> None:
    page.goto(f"{served}/?q=silence")
    page.get_by_role("link", name="The silent lecture hall", exact=True).click()
    see(page, "The silent lecture hall")
    page.get_by_label("Language of this page").click()
    page.get_by_role("option", name="Ελληνικά").click()
    arrive(page, "lang=el&q=silence&id=silent-large-lecture")
    expect(page.locator("html")).to_have_attribute("lang", "el", timeout=PATIENCE_MS)

    page.goto(served)  # another visit
    see(page, "Τι θα θέλατε να βελτιώσετε στη διδασκαλία σας;")
    assert page.evaluate("document.documentElement.lang") == "el"
    seen = page.locator(".recent").get_by_role("link")
    expect(seen).to_have_text(["The silent lecture hall", "silence"], timeout=PATIENCE_MS)
    assert seen.last.get_attribute("href") == "?lang=el&q=silence"
    expect(page.get_by_text("Μετάβαση στο κύριο περιεχόμενο")).to_be_attached()

    page.locator(".st-key-reading").get_by_role("button").click()
    page.get_by_role("button", name="Διαγραφή όλων αυτών").click()
    see(page, "What would you like to do better in your teaching?")
    expect(page.locator(".recent")).to_be_hidden()


def test_dark_follows_the_device_or_the_reader(page: Page, served: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(served)
    see(page, "What would you like to do better in your teaching?")
    assert ground(page) == NIGHT
    settings(page, "Languages I read")
    with page.expect_navigation():
        page.get_by_role("radio", name="Light").click()
    see(page, "What would you like to do better in your teaching?")
    assert ground(page) == DAY
