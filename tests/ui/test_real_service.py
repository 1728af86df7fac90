"""The screens over the real API: `balkanetup start`, as a reader meets it in a browser."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import DOCUMENTS, NAMES, PATIENCE_MS, see

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_question_leads_to_a_resource_and_its_file(page: Page, started: str) -> None:
    page.goto(started)
    see(page, "What would you like to do better in your teaching?")
    question = page.get_by_label("Your question")
    question.fill("Niko ne govori na mojim predavanjima")  # asked in Serbian, answered in English
    question.press("Enter")
    see(page, "Results for “Niko ne govori na mojim predavanjima”")
    first = page.locator("article").first.get_by_role("heading").get_by_role("link")
    expect(first).to_have_text(re.compile("silent", re.IGNORECASE), timeout=PATIENCE_MS)
    title = first.inner_text()

    first.click()
    see(page, title)
    address = page.get_by_role("link", name="Download the original file").get_attribute("href")
    assert address is not None
    sent = httpx.get(address, timeout=30)
    assert sent.content == (DOCUMENTS / NAMES[0]).read_bytes()


def test_a_filter_narrows_and_more_like_this_refines(page: Page, started: str) -> None:
    page.goto(f"{started}/?q=peer")
    # The third document, about silent lectures, is too far from the word to be a match.
    expect(page.locator("article")).to_have_count(2, timeout=PATIENCE_MS)
    page.get_by_role("button", name="Shqip (1)").click()
    expect(page.locator("article")).to_have_count(1, timeout=PATIENCE_MS)
    page.locator("article").get_by_role("link", name=re.compile("^More like this")).click()
    expect(page.get_by_text("Undo all")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("article")).not_to_have_count(0, timeout=PATIENCE_MS)


def test_browsing_shows_the_disciplines_of_the_collection(page: Page, started: str) -> None:
    page.goto(f"{started}/?screen=browse")
    tree = page.locator(".tree")
    expect(tree.get_by_role("link").first).to_be_visible(timeout=PATIENCE_MS)
    tree.get_by_role("link").first.click()
    expect(page.locator("article").first).to_be_visible(timeout=PATIENCE_MS)
