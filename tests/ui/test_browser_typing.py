"""Suggestions while typing, in a real browser: with the keys, with the mouse, and with neither."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import NARROW, PATIENCE_MS, arrive, see
from tests.ui.fake_collection import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture
def box(page: Page, served: str) -> Locator:
    """The question box of the start page, ready to type in."""
    page.goto(f"{served}/?reads=sq")
    question_box = page.get_by_role("combobox", name="Your question")
    expect(question_box).to_be_visible(timeout=PATIENCE_MS)
    question_box.click()
    return question_box


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_suggestions_come_while_typing_and_obey_the_keys(page: Page, box: Locator) -> None:
    box.press_sequentially("pe")
    expect(options(page)).to_have_text(
        ["Peer instructionTeaching strategy", "Petra PeevaAuthor"], timeout=PATIENCE_MS
    )
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("Suggestions: 2. Choose with")).to_be_attached()
    chosen = options(page).and_(page.locator("[aria-selected=true]"))
    expect(chosen).to_have_count(0)
    for key, name in (("Down", "Peer"), ("Down", "Petra"), ("Up", "Peer"), ("Up", None)):
        box.press(f"Arrow{key}")
        expect(chosen).to_have_text([re.compile(f"^{name}")] if name else [])
    box.press("ArrowUp")  # from the box to the last one
    pointed = box.get_attribute("aria-activedescendant")
    expect(chosen).to_have_attribute("id", pointed or "missing")
    box.press("Enter")
    see(page, "Results for “Petra Peeva”")
    expect(box).to_have_value("Petra Peeva")
    expect(options(page)).to_have_count(0)


def test_a_title_opens_the_resource(page: Page, box: Locator) -> None:
    box.press_sequentially("the sil")
    options(page).first.click()
    see(page, "The silent lecture hall")
    arrive(page, "/?screen=resource&reads=sq&id=silent-large-lecture")


def test_escape_closes_the_list_and_enter_asks_what_is_typed(page: Page, box: Locator) -> None:
    box.press_sequentially("pe")
    expect(options(page)).to_have_count(2, timeout=PATIENCE_MS)
    box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("pe")
    box.press("Enter")
    see(page, "Results for “pe”")


def test_enter_asks_at_once_without_waiting_for_suggestions(page: Page, box: Locator) -> None:
    box.press_sequentially("pe")
    box.press("Enter")
    see(page, "Results for “pe”")
    page.wait_for_timeout(500)  # time for a late answer
    expect(options(page)).to_have_count(0)


def test_an_answer_to_what_is_no_longer_typed_is_dropped(page: Page, box: Locator) -> None:
    box.press_sequentially("slow")  # has suggestions, half a second later
    page.wait_for_timeout(250)
    box.press_sequentially("ly")  # has none
    page.wait_for_timeout(1200)
    expect(options(page)).to_have_count(0)


def test_one_letter_and_leaving_the_box_offer_nothing(page: Page, box: Locator) -> None:
    box.press_sequentially("pe")
    expect(options(page)).to_have_count(2, timeout=PATIENCE_MS)
    box.press("Backspace")
    expect(options(page)).to_have_count(0)
    box.press_sequentially("e")
    expect(options(page)).to_have_count(2, timeout=PATIENCE_MS)
    box.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_a_hostile_title_is_text(page: Page, box: Locator) -> None:
    box.press_sequentially("<script")
    expect(options(page)).to_have_text([f"{HOSTILE}Resource"], timeout=PATIENCE_MS)
    assert options(page).locator(":not(span)").count() == 0
    assert page.title() != "owned"


def test_the_list_fits_a_narrow_screen(page: Page, box: Locator) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict
    box.press_sequentially("<script")
    expect(options(page)).to_have_count(1, timeout=PATIENCE_MS)
    frame = page.get_by_role("listbox", name="Suggestions").bounding_box()
    assert frame is not None
    assert frame["x"] >= 0 and frame["x"] + frame["width"] <= NARROW["width"]
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= NARROW["width"]
