"""Every screen under axe-core: no serious finding, by day and by night, on a phone and a desk.

In English; `make accessibility` looks at Greek and Serbian in Cyrillic too, in some minutes.
"""

import os
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import PATIENCE_MS, WIDE
from tests.ui.fake_collection import SILENT

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python: make test-all"
)
pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = ["en", "el", "sr-Cyrl"] if os.environ.get("BALKANETUP_EVERY_LANGUAGE") else ["en"]
PHONE = {"width": 360, "height": 780}
BOSNIAN = "silent-large-lecture-bs"  # another version of it
SCREENS = {
    "start": "",
    "results": "q=silence&language=en&like=7",
    "nothing close": "q=quantum+gravity",
    "resource": f"screen=resource&id={quote(SILENT.id)}&passage=3&q=silence&beside={BOSNIAN}",
    "disciplines": "screen=browse",
    "field": "screen=browse&field=053",
    "map": "screen=discover&q=silence&area=0,0.5,0,0.5",
    "strategies": "screen=discover&show=strategies",
    "growth": "screen=discover&show=growth",
    "strategy": "screen=discover&show=strategies&strategy=peer-instruction",
    "list": f"screen=list&keep={quote(SILENT.id)}",
    "empty list": "screen=list",
    "people": "screen=people&q=silence",
    "person": "screen=person&id=ana-markovic",
    "institution": "screen=institution&id=university-of-zagreb",
    "gaps": "screen=gaps",
    "maintain": "screen=maintain",
    "trouble": "q=no+index",
}
SERIOUS = ("serious", "critical")
# Vega draws the area that is chosen on the map as two pictures that no setting of it can name; what
# is in the area stands in the table below.
NAMELESS = [[".area_brush_bg"], [".area_brush"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_serious(page: Page, served: str, screen: str, language: str) -> None:
    page.goto(f"{served}/?lang={language}&{SCREENS[screen]}")
    expect(page.locator(".stHtml h1").first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(500)  # what follows the heading
    found = []
    for look in ("light", "dark"):
        for size in (WIDE, PHONE):
            page.emulate_media(color_scheme=look)
            page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict
            page.wait_for_timeout(400)  # transitions
            found += [f"{look} {size['width']}: {finding}" for finding in serious(page)]
    assert found == []


def serious(page: Page) -> list[str]:
    """Return what axe-core calls serious or worse: the rule, and where."""
    answer = axe.Axe().run(page, context={"exclude": NAMELESS}).response
    violations: list[dict[str, Any]] = answer["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in violations
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
