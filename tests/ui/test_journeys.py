"""Three people with something to do, over the real API: a lecturer, a CTL officer, a maintainer."""

import io
import re
import zipfile

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import NARROW, PATIENCE_MS, see

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_lecturer_finds_what_helps_on_a_phone_and_finds_it_again(
    page: Page, started: str
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict
    page.goto(f"{started}/?lang=sq")
    page.get_by_role("link", name="Studentët e mi nuk flasin në auditor").click()
    see(page, "Rezultatet për “Studentët e mi nuk flasin në auditor”")
    first = page.locator("article").first
    title = first.get_by_role("heading").inner_text()
    assert re.search("silent", title, re.IGNORECASE)
    first.get_by_role("link", name="Lexoje në kontekst").click()
    see(page, title)
    expect(page.get_by_text("Fragmenti nga i cili erdhët")).to_be_visible(timeout=PATIENCE_MS)

    expect(page.locator("[data-followed*='screen=resource']")).to_be_attached(timeout=PATIENCE_MS)

    page.goto(started)  # the next day: nothing in the address, all in the browser
    seen = page.locator(".recent").get_by_role("link")
    expect(seen.first).to_have_text(title, timeout=PATIENCE_MS)
    seen.first.click()
    see(page, title)


def test_an_officer_of_a_centre_goes_by_field_and_hands_out_a_list(
    page: Page, started: str
) -> None:
    page.goto(started)
    page.locator(".by-field").get_by_role("link", name=re.compile("Natural sciences")).click()
    keep = page.get_by_role("link", name=re.compile("^Keep: "))
    expect(keep.first).to_be_visible(timeout=PATIENCE_MS)
    keep.first.click()
    page.get_by_role("link", name="My list (1)").click()
    see(page, "My list")
    word = page.get_by_role("link", name="Word").first.get_attribute("href")
    assert word is not None
    with zipfile.ZipFile(io.BytesIO(httpx.get(word, timeout=60).content)) as file:
        assert b"physics" in file.read("word/document.xml").lower()


def test_a_maintainer_without_a_key_learns_how_to_get_one(page: Page, started: str) -> None:
    page.goto(started)
    page.get_by_role("link", name="For maintainers").click()
    see(page, "Look after the collection")
    page.get_by_label("Key", exact=True).fill("no such key")
    page.get_by_test_id("stBaseButton-secondaryFormSubmit").click()
    expect(page.get_by_text("balkanetup keys")).to_be_visible(timeout=PATIENCE_MS)
